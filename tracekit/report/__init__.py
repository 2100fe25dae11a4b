"""The report: one self-contained HTML page."""

from tracekit.report.excerpts import MAX_MESSAGE_BYTES
from tracekit.report.render import render_call_html, render_report, write_report

__all__ = ["MAX_MESSAGE_BYTES", "render_call_html", "render_report", "write_report"]
