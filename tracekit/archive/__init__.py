"""Bundle → members → bytes. The only room that opens the user's files; it writes none."""

from tracekit.archive.find import find_members
from tracekit.archive.kind import Kind, kind_of
from tracekit.archive.member import Content, MemberRef, State
from tracekit.archive.reader import Reader, load

__all__ = ["Content", "Kind", "MemberRef", "Reader", "State", "find_members", "kind_of", "load"]
