"""How much the upload page takes, as named constants with their reason."""

MAX_UPLOAD_BYTES = 20 * 1024**3
"""A node keeps up to 15 GB of text per service, which zips to a fifth; a cluster has several nodes."""

SPARE_BYTES = 1024**3
"""Disk space that stays free beside an upload."""

MAX_REPORTS = 20
"""Reports kept; the oldest goes when one more comes."""

MAX_WAITING = 4
"""Uploads that wait while one is read; one more is sent away."""

LONGEST_TITLE = 200
"""Characters of an upload's name in its report."""
