"""The literal texts that give a record of one kind away, found in its tree."""

from dataclasses import dataclass

from tracekit.grammar.charset import first_bytes, texts
from tracekit.grammar.syntax import Choice, Node, Part, Repeat, Sequence, Token

_MOST_ANCHORS = 32
_SHORTEST_DEMAND = 3


@dataclass(frozen=True)
class Start:
    """One way to begin: the text, and the bytes that can follow it (null while still growing)."""

    text: str
    follow: frozenset[int] | None


def anchors(tree: Node) -> list[tuple[str, str]]:
    """Every literal beginning, with the bytes that can follow; empty follow means anything can."""
    starts = _leading(tree)
    found: dict[str, frozenset[int]] = {}
    for start in starts:
        found[start.text] = found.get(start.text, frozenset()) | (start.follow or frozenset(range(256)))
    return sorted((text, _characters(follow)) for text, follow in found.items())


def demands(tree: Node) -> list[tuple[str, ...]]:
    """Texts that every record of the kind holds: one of each group."""
    found: list[tuple[str, ...]] = []
    match tree:
        case Token():
            spelled = [text for text, _ in _spelled(tree)]
            if spelled and all(len(text) >= _SHORTEST_DEMAND for text in spelled):
                found.append(tuple(sorted(set(spelled))))
        case Sequence(children):
            for child in children:
                found += demands(child)
        case Choice(options):
            each = [max(demands(option), key=_weight, default=()) for option in options]
            if all(each):
                found.append(tuple(sorted({text for group in each for text in group})))
        case Repeat():
            found = []
        case Part(_, inner):
            found = demands(inner)
    return found


def _weight(group: tuple[str, ...]) -> int:
    return min(map(len, group))


def _characters(follow: frozenset[int]) -> str:
    return "" if len(follow) == 256 else bytes(sorted(follow)).decode("latin-1")


def _spelled(token: Token) -> tuple[tuple[str, bool], ...]:
    return ((token.literal, True),) if token.literal is not None else texts(token.regexp)


def _leading(node: Node) -> list[Start]:
    match node:
        case Token():
            return _leading_token(node)
        case Sequence(children):
            return _leading_sequence(children)
        case Choice(options):
            return [start for option in options for start in _leading(option)]
        case Part(_, inner):
            return _leading(inner)
        case Repeat(inner, most):
            once = _leading(inner)
            if most != 1:  # more may follow: what stands behind is anyone's guess
                once = [Start(start.text, start.follow or frozenset(range(256))) for start in once]
            return [*once, Start("", None)]
    raise AssertionError(node)


def _leading_token(token: Token) -> list[Start]:
    spelled = _spelled(token)
    if not spelled:
        return [Start("", first_bytes(token.regexp))]
    return [Start(text, None if whole else frozenset(range(256))) for text, whole in spelled]


def _leading_sequence(children: tuple[Node, ...]) -> list[Start]:
    starts = [Start("", None)]
    for child in children:
        if all(start.follow is not None for start in starts):
            break
        more = _leading(child)
        grown = [
            grown
            for start in starts
            for grown in ([start] if start.follow is not None else [_join(start, step) for step in more])
        ]
        if len(grown) > _MOST_ANCHORS:
            return [Start(start.text, start.follow or frozenset(range(256))) for start in starts]
        starts = grown
    return starts


def _join(start: Start, step: Start) -> Start:
    return Start(start.text + step.text, step.follow)
