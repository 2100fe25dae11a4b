"""Packet captures and their text forms, read for the TLS handshakes in them."""

from tracekit.capture.alert import Alert
from tracekit.capture.checklist import Check, steps
from tracekit.capture.handshake import Handshake, Step
from tracekit.capture.likeness import looks_like_capture
from tracekit.capture.packet_capture import Capture, SeenCertificate
from tracekit.capture.problem import Problem
from tracekit.capture.read import read_capture
from tracekit.capture.rows import certificate_rows, handshake_rows
from tracekit.capture.text import read_capture_text

__all__ = [
    "Alert",
    "Capture",
    "Check",
    "Handshake",
    "Problem",
    "SeenCertificate",
    "Step",
    "certificate_rows",
    "handshake_rows",
    "looks_like_capture",
    "read_capture",
    "read_capture_text",
    "steps",
]
