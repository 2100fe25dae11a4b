"""Compiles the tree of a record kind to one bytes pattern that reads what lark reads.

lark's lexer takes, at each point, the first of the acceptable terminals in its order that matches, and
never gives any of it back. The pattern does the same: a token is an atomic group, and where two
different tokens could both match, the later one in lark's order is guarded by a lookahead.
"""

from collections.abc import Iterable

from tracekit.grammar.anchor import anchors, demands
from tracekit.grammar.charset import DIGITS, alphabet, first_bytes
from tracekit.grammar.errors import GrammarError
from tracekit.grammar.plan import FieldType, Item, Plan
from tracekit.grammar.syntax import (
    Choice,
    Node,
    Part,
    Repeat,
    Sequence,
    Token,
    first,
    nullable,
    parts,
    tokens,
)

Follow = dict[Token, None]


def compile_kind(family: str, kind: str, tree: Node) -> Plan:
    """The plan of one record kind; raises GrammarError with a sentence when it cannot be had."""
    _check_fields(family, tree)
    writer = _Writer(family)
    pattern = writer.write(tree, {})
    starts = anchors(tree)
    outside = [token for token in _outside_parts(tree) if token.field]
    return Plan(
        family=family,
        kind=kind,
        anchors=tuple(text for text, _ in starts),
        follow=tuple(follow for _, follow in starts),
        demands=tuple(demands(tree)),
        pattern=pattern,
        groups=writer.groups,
        types={token.field: _type(token) for token in outside if token.field},
        items=tuple(
            _item(family, name, nodes, writer.spans[name]) for name, nodes in sorted(_parts_by_name(tree).items())
        ),
    )


def _item(family: str, name: str, nodes: list[Part], spans: list[str]) -> Item:
    bodies = list(dict.fromkeys(part.node for part in nodes))
    if len(bodies) > 1:
        raise GrammarError(f"{family}: rule {name} means two different things")
    if any(True for _ in parts(bodies[0])):
        raise GrammarError(f"{family}: rule {name} holds another captured rule; one level is all a table can show")
    writer = _Writer(family)
    pattern = writer.write(bodies[0], {})
    return Item(name, tuple(spans), pattern, writer.groups)


class _Writer:
    """Writes the pattern of one tree, naming groups as it goes."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.groups: dict[str, tuple[str, ...]] = {}
        self.spans: dict[str, list[str]] = {}
        self._capture = True

    def write(self, node: Node, follow: Follow) -> str:
        """The pattern of ``node`` when any of ``follow`` can come behind it."""
        match node:
            case Token():
                return self._token(node)
            case Sequence(children):
                return self._sequence(children, follow)
            case Choice(options):
                return self._choice(options, follow)
            case Repeat():
                return self._repeat(node, follow)
            case Part():
                return self._span(node, follow)
        raise AssertionError(node)

    def _token(self, token: Token) -> str:
        plain = token.literal is not None
        body = token.regexp if plain else f"(?>{token.regexp})"
        if not (self._capture and token.field):
            return body
        return f"(?P<{self._group(token.field)}>{body})"

    def _group(self, field: str) -> str:
        names = self.groups.get(field, ())
        name = f"{field}__{len(names) + 1}"
        self.groups[field] = (*names, name)
        return name

    def _sequence(self, children: tuple[Node, ...], follow: Follow) -> str:
        written: list[str] = []
        for index, child in enumerate(children):
            rest = Sequence(children[index + 1 :])
            behind = first(rest) | (follow if nullable(rest) else {})
            written.append(self.write(child, behind))
        return "".join(written)

    def _choice(self, options: tuple[Node, ...], follow: Follow) -> str:
        heads = [first(option) | (follow if nullable(option) else {}) for option in options]
        written = []
        for index, option in enumerate(options):
            others: Follow = {}
            for other, head in enumerate(heads):
                others |= head if other != index else {}
            written.append(self._guard(heads[index], others) + self.write(option, follow))
        return f"(?:{'|'.join(written)})"

    def _repeat(self, node: Repeat, follow: Follow) -> str:
        if node.most != 1:
            named = {part.name: None for part in parts(node)}
            if named:
                return self._span(node, follow)
        return self._loop(node, follow)

    def _loop(self, node: Repeat, follow: Follow) -> str:
        head = first(node.node)
        once = follow if node.most == 1 else head | follow
        body = self._guard(head, follow) + self.write(node.node, once)
        leave = self._guard(follow, head)
        if node.least == 0 and node.most == 1:
            return f"(?:{body}|{leave})" if leave else f"(?:{body})?"
        times = "*" if (node.least, node.most) == (0, None) else f"{{{node.least},{node.most or ''}}}"
        sure = "+" if not (leave or _meet(head, follow)) else ""
        return f"(?:{body}){times}{sure}{leave}"

    def _span(self, node: Part | Repeat, follow: Follow) -> str:
        """A stretch of text that holds repeated parts: one group for it, none inside."""
        names = sorted({part.name for part in parts(node)})
        group = f"{names[0]}__span{sum(map(len, self.spans.values())) + 1}"
        for name in names:
            self.spans.setdefault(name, []).append(group)
        self._capture = False
        inner = self.write(node.node, follow) if isinstance(node, Part) else self._loop_in_span(node, follow)
        self._capture = True
        return f"(?P<{group}>{inner})"

    def _loop_in_span(self, node: Repeat, follow: Follow) -> str:
        bare = Repeat(_without_parts(node.node), node.least, node.most)
        return self._loop(bare, follow)

    def _guard(self, wanted: Follow, others: Follow) -> str:
        """A lookahead that gives way where lark's lexer would take one of ``others`` instead."""
        rivals = [other for other in others if other not in wanted and self._beats(other, wanted)]
        return f"(?!{'|'.join(rival.regexp for rival in rivals)})" if rivals else ""

    def _beats(self, rival: Token, wanted: Follow) -> bool:
        near = [token for token in wanted if _overlap(rival, token)]
        wins = {rival.order < token.order for token in near}
        if len(wins) > 1:
            raise GrammarError(
                f"{self.family}: {rival.name} comes before some and behind other terminals that can stand at the "
                "same place; give it a priority"
            )
        for token in near:
            self._refuse_unless(rival, token)
        return wins == {True}

    def _refuse_unless(self, one: Token, other: Token) -> None:
        """lark reads a text inside a wider terminal of the same priority only when it fills it wholly."""
        for literal, wide in ((one, other), (other, one)):
            if literal.literal is None or wide.literal is not None or one.order[0] != other.order[0]:
                continue
            if set(literal.literal.encode("latin-1")) <= alphabet(wide.regexp):
                raise GrammarError(
                    f"{self.family}: the text {literal.literal!r} and terminal {wide.name} can stand at the same place; "
                    "give one of them a priority"
                )


def _overlap(one: Token, other: Token) -> bool:
    if one.literal is not None and other.literal is not None:
        return one.literal.startswith(other.literal) or other.literal.startswith(one.literal)
    return bool(first_bytes(one.regexp) & first_bytes(other.regexp))


def _meet(head: Follow, follow: Follow) -> bool:
    return any(one is other or _overlap(one, other) for one in head for other in follow)


def _without_parts(node: Node) -> Node:
    match node:
        case Part(_, inner):
            return _without_parts(inner)
        case Sequence(children):
            return Sequence(tuple(map(_without_parts, children)))
        case Choice(options):
            return Choice(tuple(map(_without_parts, options)))
        case Repeat(inner, least, most):
            return Repeat(_without_parts(inner), least, most)
    return node


def _parts_by_name(tree: Node) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in parts(tree):
        found.setdefault(part.name, []).append(part)
    return found


def _outside_parts(node: Node) -> Iterable[Token]:
    match node:
        case Token():
            yield node
        case Sequence(children) | Choice(children):
            for child in children:
                yield from _outside_parts(child)
        case Repeat(inner, _, _):
            yield from _outside_parts(inner)


def _type(token: Token) -> FieldType:
    return "int" if alphabet(token.regexp) <= DIGITS else "text"


def _check_fields(family: str, tree: Node) -> None:
    for field, most in _occurrences(tree).items():
        if most > 1:
            raise GrammarError(f"{family}: {field.upper()} can occur twice in one record; put it in a rule of its own")
    types: dict[str, set[FieldType]] = {}
    for token in tokens(tree):
        if token.field:
            types.setdefault(token.field, set()).add(_type(token))
    for field, kinds in types.items():
        if len(kinds) > 1:
            raise GrammarError(f"{family}: {field.upper()} is a number in one place and a text in another")


def _occurrences(node: Node) -> dict[str, int]:
    """How often each field can occur in one record, at most."""
    match node:
        case Token():
            return {node.field: 1} if node.field else {}
        case Sequence(children):
            return _merge(map(_occurrences, children), sum)
        case Choice(options):
            return _merge(map(_occurrences, options), max)
        case Repeat(inner, _, most):
            often = _occurrences(inner)
            return often if most == 1 else {field: count + 1 for field, count in often.items()}
    return {}


def _merge(counts: Iterable[dict[str, int]], how: object) -> dict[str, int]:
    gathered: dict[str, list[int]] = {}
    for count in counts:
        for field, times in count.items():
            gathered.setdefault(field, []).append(times)
    return {field: (sum if how is sum else max)(times) for field, times in gathered.items()}


