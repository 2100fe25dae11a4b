"""Hypothesis strategies for trace lines: made from a grammar's tree, and damaged."""

import hypothesis.strategies as st
from hypothesis.strategies import SearchStrategy

from tests.grammar.texts import texts
from tracekit.grammar.syntax import Choice, Node, Part, Repeat, Sequence, Token

Strategy = SearchStrategy[bytes]
_SIGNS = (b" ", b"|", b"\n", b"\r\n", b"=", b",", b'"', b"\t", b"\x00", b"\xff", b"0", b"x")


def lines(node: Node) -> Strategy:
    """Texts in which the tokens of ``node`` follow each other as the tree allows."""
    match node:
        case Token():
            return st.sampled_from(texts(node.regexp))
        case Sequence(children):
            return st.tuples(*map(lines, children)).map(b"".join)
        case Choice(options):
            return st.one_of(*map(lines, options))
        case Repeat(inner, 1):
            return st.one_of(lines(inner), st.just(b""))
        case Repeat(inner, _):
            return st.lists(lines(inner), max_size=3).map(b"".join)
        case Part(_, inner):
            return lines(inner)
    raise AssertionError(node)


def damaged(line: Strategy) -> Strategy:
    """The line with none to three things gone wrong in it."""
    return st.builds(_damage, line, st.lists(_MISHAPS, max_size=3))


_PLACES = st.floats(0, 1, exclude_max=True)
_MISHAPS = st.tuples(
    st.sampled_from(("cut", "flip", "insert", "drop", "double", "empty field", "wrap", "squeeze", "swallow")),
    _PLACES,
    st.integers(0, 255),
)


def _damage(line: bytes, mishaps: list[tuple[str, float, int]]) -> bytes:
    for what, place, value in mishaps:
        line = _changed(line, what, int(place * len(line)), value)
    return line


def _changed(line: bytes, what: str, at: int, value: int) -> bytes:
    before, after = line[:at], line[at:]
    blank = line.find(b" ", at)
    if what == "cut":
        return before
    if what == "flip":
        return before + bytes([value]) + after[1:]
    if what == "insert":
        return before + _SIGNS[value % len(_SIGNS)] + after
    if what == "drop":
        return before + after[1 + value % 8 :]
    if what == "double":
        return before + after[: value % 16] + after
    if what == "empty field":
        return line[: line.rfind(b"|", 0, at) + 1] + after[max(after.find(b"|"), 0) :]
    if blank < 0:
        return line
    if what == "wrap":
        return line[:blank] + (b"\n", b" \n", b"\n ", b"\r\n")[value % 4] + line[blank + 1 :]
    if what == "squeeze":
        return line[:blank] + line[blank:].lstrip(b" ")
    return line[:blank] + b"\n" + line[blank : blank + value % 8] + b"\n" + line[blank:]
