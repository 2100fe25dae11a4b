"""Compiles the tree of a record kind to one bytes pattern that reads what lark reads.

lark's lexer takes, at each point, the first of the acceptable terminals in its order that matches, and
never gives any of it back. The pattern does the same: a token is an atomic group, and where two
different tokens could both match, the later one in lark's order is guarded by a lookahead.
"""

from collections.abc import Callable, Iterable
from itertools import combinations

from tracekit.grammar.anchor import anchors, demands
from tracekit.grammar.charset import DIGITS, alphabet, first_bytes
from tracekit.grammar.errors import GrammarError
from tracekit.grammar.line import line_pattern
from tracekit.grammar.plan import FieldType, Item, Plan, Stretch
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
    _check_parts(family, tree)
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
        items=tuple(Item(name, tuple(stretches)) for name, stretches in sorted(writer.stretches.items())),
        line=None if writer.stretches else line_pattern(pattern),
    )


class _Writer:
    """Writes the pattern of one tree, naming groups as it goes.

    With ``part``, the tree is one repetition and only what stands in the captured rule of that name is
    named.
    """

    def __init__(self, family: str, part: str | None = None) -> None:
        self.family = family
        self.groups: dict[str, tuple[str, ...]] = {}
        self.marks: list[str] = []
        self.stretches: dict[str, list[Stretch]] = {}
        self._part = part
        self._spans = 0
        self._capture = part is None

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
                return self._span(node, node, follow) if self._part is None else self._marked(node, follow)
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
        for one, another in combinations(heads, 2):
            self._refuse_shared(one, another)
        written = []
        for index, option in enumerate(options):
            others: Follow = {}
            for other, head in enumerate(heads):
                others |= head if other != index else {}
            written.append(self._guard(heads[index], others) + self.write(option, follow))
        return f"(?:{'|'.join(written)})"

    def _repeat(self, node: Repeat, follow: Follow) -> str:
        if node.most != 1 and self._part is None and any(True for _ in parts(node)):
            return self._span(node, node.node, follow)
        return self._loop(node, follow)

    def _loop(self, node: Repeat, follow: Follow) -> str:
        head = first(node.node)
        self._refuse_shared(head, follow)
        once = follow if node.most == 1 else head | follow
        body = self._guard(head, follow) + self.write(node.node, once)
        leave = self._guard(follow, head)
        if node.most == 1:
            return f"(?:{body}|{leave})" if leave else f"(?:{body})?"
        sure = "+" if not (leave or _meet(head, follow)) else ""
        return f"(?:{body})*{sure}{leave}"

    def _span(self, node: Part | Repeat, once: Node, follow: Follow) -> str:
        """A stretch of text that ``once`` fills, one or more times: one group for it, none inside."""
        self._spans += 1
        behind = follow if node is once else first(once) | follow
        names = sorted({part.name for part in parts(node)})
        span = f"{names[0]}__span{self._spans}"
        for name in names:
            writer = _Writer(self.family, name)
            pattern = writer.write(once, behind)
            stretch = Stretch(span, pattern, writer.groups, tuple(writer.marks))
            self.stretches.setdefault(name, []).append(stretch)
        self._capture = False
        inner = self.write(_without_parts(node), follow)
        self._capture = True
        return f"(?P<{span}>{inner})"

    def _marked(self, part: Part, follow: Follow) -> str:
        """A captured rule inside one repetition; its fields are named when it is the one that is read."""
        if part.name != self._part:
            return self.write(part.node, follow)
        self.marks.append(f"{part.name}__mark{len(self.marks) + 1}")
        self._capture = True
        inner = f"(?P<{self.marks[-1]}>{self.write(part.node, follow)})"
        self._capture = False
        return inner

    def _refuse_shared(self, one: Follow, other: Follow) -> None:
        """lark knows one set of terminals at each place; two ways to go on need a look ahead."""
        for token in one:
            if token in other:
                raise GrammarError(
                    f"{self.family}: {token.name} can be the start of two different things at the same "
                    "place; write once what they share"
                )

    def _guard(self, wanted: Follow, others: Follow) -> str:
        """A lookahead that gives way where lark's lexer would take one of ``others`` instead."""
        rivals = [other for other in others if other not in wanted and self._beats(other, wanted)]
        return f"(?!{'|'.join(rival.regexp for rival in rivals)})" if rivals else ""

    def _beats(self, rival: Token, wanted: Follow) -> bool:
        near = [token for token in wanted if _overlap(rival, token)]
        wins = {rival.order < token.order for token in near}
        if len(wins) > 1:
            raise GrammarError(
                f"{self.family}: {rival.name} comes before some and behind other terminals that can stand at "
                "the same place; give it a priority"
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
                    f"{self.family}: the text {literal.literal!r} and terminal {wide.name} can stand at the "
                    "same place; give one of them a priority"
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
        case Repeat(inner, most):
            return Repeat(_without_parts(inner), most)
    return node


def _outside_parts(node: Node) -> Iterable[Token]:
    match node:
        case Token():
            yield node
        case Sequence(children) | Choice(children):
            for child in children:
                yield from _outside_parts(child)
        case Repeat(inner, _):
            yield from _outside_parts(inner)


def _type(token: Token) -> FieldType:
    return "int" if alphabet(token.regexp) <= DIGITS else "text"


def _check_parts(family: str, tree: Node) -> None:
    bodies: dict[str, Node] = {}
    for part in parts(tree):
        if any(True for _ in parts(part.node)):
            raise GrammarError(
                f"{family}: rule {part.name} holds another captured rule; one level is all a table can show"
            )
        if bodies.setdefault(part.name, part.node) != part.node:
            raise GrammarError(f"{family}: rule {part.name} means two different things")
        _check_fields(family, part.node)
    for node in _repeats(tree):
        for name, most in _often(node.node).items():
            if most > 1:
                raise GrammarError(
                    f"{family}: rule {name} can occur twice in one repetition; repeat it alone"
                )


def _repeats(node: Node) -> Iterable[Repeat]:
    """Every repetition without a limit, outermost first."""
    match node:
        case Repeat(inner, most):
            if most is None:
                yield node
            yield from _repeats(inner)
        case Sequence(children) | Choice(children):
            for child in children:
                yield from _repeats(child)


def _check_fields(family: str, tree: Node) -> None:
    for field, most in _occurrences(tree).items():
        if most > 1:
            raise GrammarError(
                f"{family}: {field.upper()} can occur twice in one record; put it in a rule of its own"
            )
    types: dict[str, set[FieldType]] = {}
    for token in tokens(tree):
        if token.field:
            types.setdefault(token.field, set()).add(_type(token))
    for field, kinds in types.items():
        if len(kinds) > 1:
            raise GrammarError(f"{family}: {field.upper()} is a number in one place and a text in another")


def _occurrences(node: Node) -> dict[str, int]:
    """How often each field can occur in one record, at most; those of captured rules apart."""
    return _at_most(node, lambda leaf: leaf.field if isinstance(leaf, Token) else None)


def _often(node: Node) -> dict[str, int]:
    """How often each captured rule can occur in one record, at most."""
    return _at_most(node, lambda leaf: leaf.name if isinstance(leaf, Part) else None)


def _at_most(node: Node, name: Callable[[Token | Part], str | None]) -> dict[str, int]:
    match node:
        case Token() | Part():
            named = name(node)
            return {named: 1} if named else {}
        case Sequence(children):
            return _merge((_at_most(child, name) for child in children), sum)
        case Choice(options):
            return _merge((_at_most(option, name) for option in options), max)
        case Repeat(inner, most):
            often = _at_most(inner, name)
            return often if most == 1 else {found: count + 1 for found, count in often.items()}
    raise AssertionError(node)


def _merge(counts: Iterable[dict[str, int]], how: Callable[[list[int]], int]) -> dict[str, int]:
    gathered: dict[str, list[int]] = {}
    for count in counts:
        for name, times in count.items():
            gathered.setdefault(name, []).append(times)
    return {name: how(times) for name, times in gathered.items()}
