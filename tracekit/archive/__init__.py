"""Bundle → members → bytes. The only room that opens the user's files; it writes none."""

from tracekit.archive.find import find_members
from tracekit.archive.kind import Kind, kind_of
from tracekit.archive.limits import Limits
from tracekit.archive.member import Content, MemberRef, State, Verdict
from tracekit.archive.reader import Reader, load
from tracekit.archive.workers import cores

__all__ = [
    "Content",
    "Kind",
    "Limits",
    "MemberRef",
    "Reader",
    "State",
    "Verdict",
    "cores",
    "find_members",
    "kind_of",
    "load",
]
