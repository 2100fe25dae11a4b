"""Picks, for every family, the records that can be of its kind, without looking at each in Python.

The texts a record can start with come from the grammars (Plan.anchors). Their bytes are compared eight at a
time, as numbers, over all records that are still in question.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tracekit.family import Family, families
from tracekit.grammar import GrammarError, Plan
from tracekit.record.header import KINDS
from tracekit.record.index import RecordIndex
from tracekit.record.layout import words_at
from tracekit.record.tolerant import Longs

Words = NDArray[np.uint64]
_Masked = tuple[tuple[np.uint64, np.uint64], ...]
"""Words, each with the mask of what is looked at."""
_WORD = 8
_MOST_WORDS = 8
"""Sixty-four bytes tell any two kinds of line apart that can be told apart by how they start."""


_SLOT_BITS = 14
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class _Anchor:
    """One beginning of one plan, as masked numbers of eight bytes each."""

    plan: Plan
    words: tuple[np.uint64, ...]
    masks: tuple[np.uint64, ...]


class _ByWord:
    """The beginnings of one record kind, found by their first word."""

    def __init__(self, anchors: list[_Anchor]) -> None:
        self._by_mask: dict[np.uint64, dict[int, list[_Anchor]]] = {}
        for anchor in anchors:
            first = self._by_mask.setdefault(anchor.masks[0], {})
            first.setdefault(int(anchor.words[0]), []).append(anchor)
        self._slots = {mask: _slots(words) for mask, words in self._by_mask.items()}

    def near(self, words: Words) -> NDArray[np.bool_]:
        """Which words a beginning may start with: all that one does, and hardly any other."""
        hit = np.zeros(len(words), dtype=bool)
        for mask, slots in self._slots.items():
            hit |= slots[_slot(words & mask)]
        return hit

    def starting(self, word: int) -> Iterator[_Anchor]:
        """The beginnings that start with this word."""
        for mask, first in self._by_mask.items():
            yield from first.get(word & int(mask), ())


def _slots(words: Iterable[int]) -> NDArray[np.bool_]:
    taken = np.zeros(1 << _SLOT_BITS, dtype=bool)
    taken[_slot(np.array(sorted(words), dtype=np.uint64))] = True
    return taken


def _slot(words: Words) -> Words:
    """A number of a few bits for each word, spread by multiplication."""
    return (words * _SPREAD) >> np.uint64(64 - _SLOT_BITS)


class Sieve:
    """All beginnings of all families, by record kind."""

    def __init__(self, found: Mapping[str, Family]) -> None:
        anchors: dict[int, list[_Anchor]] = {}
        for family in found.values():
            for plan in family.plans.values():
                anchors.setdefault(KINDS.index(plan.kind), []).extend(_anchors(plan))
        self.anchors = {kind: _ByWord(some) for kind, some in anchors.items()}

    def candidates(self, data: bytes, index: RecordIndex) -> Iterator[tuple[Plan, Longs]]:
        """For each plan the records (positions in the index, rising) that start as it can start."""
        view = np.frombuffer(data, dtype=np.uint8)
        for kind, anchors in self.anchors.items():
            records = np.flatnonzero(index.kind == kind)
            words = words_at(view, index.body[records])
            near = anchors.near(words)
            yield from _by_plan(view, index.body, records[near], words[near], anchors)


@cache
def sieve() -> Sieve:
    return Sieve(families())


def _anchors(plan: Plan) -> list[_Anchor]:
    if any(not text for text in plan.anchors):
        raise GrammarError(
            f"{plan.family}: a {plan.kind} record can start with anything; it needs a literal beginning"
        )
    return [_anchor(plan, text.encode("latin-1")) for text in plan.anchors]


def _anchor(plan: Plan, text: bytes) -> _Anchor:
    pieces = [text[at : at + _WORD] for at in range(0, min(len(text), _MOST_WORDS * _WORD), _WORD)]
    return _Anchor(plan, tuple(map(_number, pieces)), tuple(map(_mask, pieces)))


def _number(text: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(text.ljust(_WORD, b"\0"), "little"))


def _mask(text: bytes) -> np.uint64:
    return np.uint64((1 << (8 * len(text))) - 1)


def _by_plan(
    view: NDArray[np.uint8], body: Longs, records: Longs, words: Words, anchors: _ByWord
) -> Iterator[tuple[Plan, Longs]]:
    """Records with the same first word go together: there are few different ones that any plan wants."""
    hits: dict[int, tuple[Plan, list[Longs]]] = {}
    order = np.argsort(words, kind="stable")
    found, first = np.unique(words[order], return_index=True)
    for word, group in zip(found.tolist(), np.split(records[order], first[1:]), strict=False):
        further = _Further(view, body[group])
        for anchor in anchors.starting(word):
            left = group[further.fit(anchor)]
            if len(left):
                hits.setdefault(id(anchor.plan), (anchor.plan, []))[1].append(left)
    for plan, groups in hits.values():
        yield plan, groups[0] if len(groups) == 1 else np.unique(np.concatenate(groups))


class _Further:
    """The words behind the first one of some records. What several beginnings share is compared once."""

    def __init__(self, view: NDArray[np.uint8], body: Longs) -> None:
        self._view = view
        self._body = body
        self._fitting: dict[_Masked, Longs] = {(): np.arange(len(body))}
        self._next: dict[_Masked, Words] = {}
        """By what precedes them: the words behind that, of the records that have it."""

    def fit(self, anchor: _Anchor) -> Longs:
        """Which records go on as the beginning does."""
        return self._fit(tuple(zip(anchor.words, anchor.masks, strict=True))[1:])

    def _fit(self, words: _Masked) -> Longs:
        if words not in self._fitting:
            *_, (word, mask) = words
            before = self._fit(words[:-1])
            self._fitting[words] = before[(self._behind(words[:-1], before) & mask) == word]
        return self._fitting[words]

    def _behind(self, words: _Masked, records: Longs) -> Words:
        if words not in self._next:
            places = self._body[records] + (len(words) + 1) * _WORD
            self._next[words] = words_at(self._view, places)
        return self._next[words]
