"""The reference reader: lark's own LALR parser over a family's grammar."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tracekit.grammar.plan import Reading

if TYPE_CHECKING:
    from lark import Lark, Token, Tree


class Reference:
    """Reads records exactly as lark does; slow, and the judge of every fast pattern.

    Raises nothing on bad text: ``read`` gives null and ``refusal`` the sentence why.
    """

    def __init__(self, path: Path, kinds: Sequence[str]) -> None:
        self.lark = open_grammar(path, kinds)

    def read(self, text: bytes, kind: str) -> Reading | None:
        """The fields and repeated parts of one record of ``kind``, or null when lark refuses it."""
        from lark.exceptions import UnexpectedInput

        try:
            tree = self.lark.parse(text.decode("latin-1"), start=kind)
        except UnexpectedInput:
            return None
        return _reading(tree)

    def refusal(self, text: bytes, kind: str) -> str:
        """Where reading stops: `stops at byte 12, before 'port'`."""
        from lark.exceptions import UnexpectedInput

        try:
            self.lark.parse(text.decode("latin-1"), start=kind)
        except UnexpectedInput as stop:
            ended = getattr(getattr(stop, "token", None), "type", None) == "$END"  # placed at the last token
            at = len(text) if ended or stop.pos_in_stream is None else stop.pos_in_stream
            seen = text[at : at + 24].decode("utf-8", "replace")
            return f"stops at byte {at}, before {seen!r}" if seen else f"ends too early, at byte {at}"
        return "reads"


def open_grammar(path: Path, kinds: Sequence[str]) -> "Lark":
    """The grammar as lark understands it; bytes stand for themselves (Latin-1, ASCII classes).

    Imports lark only now: it takes as long as the whole rest of a start, and few starts need it.
    """
    from lark import Lark

    return Lark.open(
        str(path),
        start=list(kinds),
        parser="lalr",
        lexer="contextual",
        g_regex_flags=re.ASCII,
        maybe_placeholders=False,
    )


def field_name(terminal: str) -> str | None:
    """The column a terminal fills; null for the ones that lark drops (leading underscore)."""
    if terminal.startswith("_"):
        return None
    return terminal.rsplit("__", 1)[-1].lower()


def _reading(tree: "Tree[Token]") -> Reading:
    fields: dict[str, bytes | None] = {}
    items: dict[str, list[dict[str, bytes | None]]] = {}
    for child in tree.children:
        if isinstance(child, str):
            name = field_name(child.type)
            if name is not None:
                fields[name] = child.encode("latin-1")
        else:
            part: dict[str, bytes | None] = {
                field_name(token.type) or "": token.encode("latin-1") for token in _tokens(child)
            }
            items.setdefault(child.data.rsplit("__", 1)[-1], []).append(part)
    return Reading(fields, items)


def _tokens(tree: "Tree[Token]") -> "list[Token]":
    return [child for child in tree.children if isinstance(child, str)]
