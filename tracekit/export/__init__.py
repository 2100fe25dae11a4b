"""A ladder as a file for other tools: packet capture, picture, diagram text, JSON lines, page."""

from tracekit.export.capture import pcapng
from tracekit.export.datagrams import pcap
from tracekit.export.mermaid import mermaid
from tracekit.export.page import page
from tracekit.export.rows import json_rows
from tracekit.export.svg import svg

__all__ = ["json_rows", "mermaid", "page", "pcap", "pcapng", "svg"]
