"""The regular grammars that record kinds may use, as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """A terminal or literal: one step of the lexer.

    ``regexp`` as lark would compile it; ``field`` is the column it fills, null when it is dropped;
    ``literal`` the text when nothing else can match. ``order`` sorts tokens as lark's lexer tries them.
    """

    name: str
    regexp: str
    field: str | None
    literal: str | None
    order: tuple[int, int, int, str]


@dataclass(frozen=True)
class Sequence:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Choice:
    options: tuple["Node", ...]


@dataclass(frozen=True)
class Repeat:
    """Once at most, or without a limit (``most`` null); either way it may be absent.

    Other counts are written out by ``repeated``: what can follow differs from one repetition to the next.
    """

    node: "Node"
    most: int | None


@dataclass(frozen=True)
class Part:
    """A captured rule that repeats: it becomes an item of the record, not a column."""

    name: str
    node: "Node"


Node = Token | Sequence | Choice | Repeat | Part

EMPTY = Sequence(())


def repeated(node: Node, least: int, most: int | None) -> Node:
    """``node`` from ``least`` to ``most`` times, or without a limit when ``most`` is null."""
    if most is None:
        rest: Node = Repeat(node, None)
    else:
        rest = EMPTY
        for _ in range(most - least):
            rest = Repeat(node if rest == EMPTY else Sequence((node, rest)), 1)
    if not least:
        return rest
    return Sequence((node,) * least if rest == EMPTY else ((node,) * least + (rest,)))


def nullable(node: Node) -> bool:
    """Whether the node can match nothing at all (tokens never do: lark refuses them)."""
    match node:
        case Token():
            return False
        case Sequence(parts):
            return all(nullable(part) for part in parts)
        case Choice(options):
            return any(nullable(option) for option in options)
        case Repeat():
            return True
        case Part(_, inner):
            return nullable(inner)


def first(node: Node) -> dict[Token, None]:
    """Tokens the node can start with, in order of appearance."""
    found: dict[Token, None] = {}
    match node:
        case Token():
            found[node] = None
        case Sequence(parts):
            for part in parts:
                found |= first(part)
                if not nullable(part):
                    break
        case Choice(options):
            for option in options:
                found |= first(option)
        case Repeat(inner, _) | Part(_, inner):
            found |= first(inner)
    return found


def tokens(node: Node) -> Iterator[Token]:
    """Every token of the tree, items included."""
    match node:
        case Token():
            yield node
        case Sequence(children) | Choice(children):
            for child in children:
                yield from tokens(child)
        case Repeat(inner, _) | Part(_, inner):
            yield from tokens(inner)


def parts(node: Node) -> Iterator[Part]:
    """Every captured rule of the tree, outermost first."""
    match node:
        case Part(_, inner):
            yield node
            yield from parts(inner)
        case Sequence(children) | Choice(children):
            for child in children:
                yield from parts(child)
        case Repeat(inner, _):
            yield from parts(inner)
        case Token():
            return
