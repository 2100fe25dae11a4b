"""Members to columns: which records interest which family, and what they say."""

from tracekit.scan.member import MemberScan, scan_member

__all__ = ["MemberScan", "scan_member"]
