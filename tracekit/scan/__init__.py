"""Members to columns: which records interest which family, and what they say."""

from tracekit.scan.member import MemberScan, scan_member
from tracekit.scan.pool import Progress, read_sources
from tracekit.scan.source import Source

__all__ = ["MemberScan", "Progress", "Source", "read_sources", "scan_member"]
