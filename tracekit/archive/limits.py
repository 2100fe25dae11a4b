"""How much is taken from one file, as named constants with their reason.

Real collections have a few dozen members of 2 to 10 MB each, nested at most two deep, and compress at
most 28:1; every limit leaves ten times that.
"""

MAX_MEMBER_BYTES = 2 * 1024**3
"""Bytes produced for one member. Counted as they come, because a declared size can lie."""

MAX_ARCHIVE_DEPTH = 3
"""Archives inside archives: a zip of zips of zips is read, one more is refused."""

MAX_GZIP_LAYERS = 3
"""A gzip of a gzip of a gzip is read, one more is refused (a gzip can hold itself)."""

SPOOL_BYTES = 64 * 1024**2
"""A nested archive above this size waits in an unnamed temporary file instead of in memory."""

HEAD_BYTES = 64 * 1024
"""As much of a file as is looked at to tell its kind: pasted excerpts start with narration."""
