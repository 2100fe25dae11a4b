"""How much is taken from one input, as named constants with their reason.

Real collections have a few dozen members of 2 to 10 MB each, nested at most two deep, and compress at
most 28:1; every limit leaves ten times that. All of them count what is really produced, because what an
archive declares can be a lie.
"""

from dataclasses import dataclass
from typing import Self

MAX_MEMBER_BYTES = 2 * 1024**3
"""Bytes produced for one member, or for one archive inside another."""

MAX_TOTAL_BYTES = 256 * 1024**3
"""Bytes produced by one Reader, archives inside archives included."""

MAX_RATIO = 250
"""Bytes produced for each packed byte. Trace text reaches 28; deflate itself can reach 1,032."""

WARN_RATIO = 100
"""From here on a member is read, and its reason says how well it was compressed."""

RATIO_FREE_BYTES = 64 * 1024**2
"""Bytes that a member may produce whatever the ratio: small files of one repeated line are harmless."""

MAX_MEMBERS = 100_000
"""Files listed in one input; the largest real collections have some thousand."""

MAX_ARCHIVE_DEPTH = 3
"""Archives inside archives: a zip of tars of zips is read, one more is refused."""

MAX_LAYERS = 3
"""A gzip of a gzip of a gzip is read, one more is refused (a gzip can hold itself)."""

MAX_NAME = 1024
"""Characters of a name inside an archive that are shown; the middle of a longer one gives way."""

MAX_DIRECTORY_BYTES = 64 * 1024**2
"""Bytes of a zip's directory that are read: 100,000 files with names of 600 bytes."""

MAX_PAX_BYTES = 1024**2
"""Bytes of an extended header of a tar; real ones hold a few names and times."""

MAX_LZMA_DICTIONARY = 256 * 1024**2
"""Memory an LZMA or xz stream may ask for; the highest preset of xz asks for 65 MiB."""

MAX_END_RECORDS = 64
"""End records of a zip that are tried, counted from the end; a file can be filled with false ones."""

SPOOL_BYTES = 64 * 1024**2
"""A nested archive above this size waits in an unnamed temporary file instead of in memory."""

MEMORY_BYTES = 32 * 1024**2
"""A member above this size waits in an unnamed temporary file and is read in pieces; CallManager closes a
trace file at 10 MB, so this is text that somebody put together."""

HEAD_BYTES = 64 * 1024
"""As much of a file as is looked at to tell its kind: pasted excerpts start with narration."""

_LIFTED = 2**62
_LIFTED_DEPTH = 12


@dataclass(frozen=True)
class Limits:
    """The limits of one run; the defaults are the strict ones above."""

    member_bytes: int = MAX_MEMBER_BYTES
    total_bytes: int = MAX_TOTAL_BYTES
    ratio: int = MAX_RATIO
    ratio_free_bytes: int = RATIO_FREE_BYTES
    members: int = MAX_MEMBERS
    nesting: int = MAX_ARCHIVE_DEPTH
    layers: int = MAX_LAYERS

    @classmethod
    def lifted(cls) -> Self:
        """For trusted input: no limit on size or count. Nesting keeps one: an archive can hold itself."""
        return cls(_LIFTED, _LIFTED, _LIFTED, _LIFTED, _LIFTED, _LIFTED_DEPTH, _LIFTED_DEPTH)
