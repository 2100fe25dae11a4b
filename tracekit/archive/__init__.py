"""Bundle → members → bytes. The only room that opens the user's files; it writes none."""

from tracekit.archive.find import find_members
from tracekit.archive.kind import Kind, kind_of
from tracekit.archive.limits import Limits
from tracekit.archive.member import Content, MemberRef, State, Text, Verdict
from tracekit.archive.reader import Reader, load
from tracekit.archive.texts import Texts
from tracekit.archive.window import Window, in_memory
from tracekit.archive.workers import cores

__all__ = [
    "Content",
    "Kind",
    "Limits",
    "MemberRef",
    "Reader",
    "State",
    "Text",
    "Texts",
    "Verdict",
    "Window",
    "cores",
    "find_members",
    "in_memory",
    "kind_of",
    "load",
]
