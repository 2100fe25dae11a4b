"""A ladder without what keeps a phone or trunk alive: one line says what is left out."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracekit.ladder.clock import clock_face
from tracekit.ladder.model import Arrow, Ladder, Note, Row
from tracekit.ladder.source import Tables
from tracekit.ladder.window import kept_rows
from tracekit.sip import read_message

NOISE = {"OPTIONS", "REGISTER", "SUBSCRIBE", "NOTIFY"}
"""Methods of requests that tell nothing of a call, but for those NOTIFYs whose event does."""

TELLING_EVENTS = {"refer", "conference"}
"""Event packages that are part of a call: progress of a transfer (RFC 3515), a conference (RFC 4575)."""

KPML = "kpml"
DIGITS = re.compile(rb"<kpml-response\b[^>]*?\bdigits\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
"""The digits of a report (RFC 4730 section 8.2)."""

Transaction = tuple[str | None, str | None, int | None]


@dataclass
class _Fold:
    """The messages of one kind between the same two participants, told by one note."""

    name: str
    arrows: list[Arrow] = field(default_factory=list)
    digits: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a SUBSCRIBE or NOTIFY is about, and the digits in it."""

    event: str | None
    digits: str


def without_noise(ladder: Ladder, tables: Tables) -> Ladder:
    """OPTIONS, REGISTER, SUBSCRIBE and NOTIFY that tell nothing of the call, and KPML, folded and counted.

    Each pair of participants has one note where the first such message was, for KPML with the digits.
    ``tables`` gives the text of the messages: which event a NOTIFY is about stands there alone.
    """
    subjects = _subjects(ladder, tables)
    folds: dict[tuple[object, ...], _Fold] = {}
    at: dict[int, _Fold] = {}
    folded: set[int] = set()
    for row in ladder.rows:
        if not isinstance(row, Arrow) or not _is_noise(row, subjects):
            continue
        name = _name(row, subjects)
        key = (name, *sorted((row.sender, row.receiver)))
        if key not in folds:
            folds[key] = at[id(row)] = _Fold(name)
        fold = folds[key]
        fold.arrows.append(row)
        folded.add(id(row))
        if row.kind == "request" and (subject := subjects.get(_transaction(row))) and subject.digits:
            fold.digits.append(subject.digits)
    rows = kept_rows(ladder.rows, lambda row: id(row) not in folded or id(row) in at)
    first_of = [row for row in ladder.rows if id(row) not in folded or id(row) in at]
    told = [_note(at[id(was)], row, ladder) if id(was) in at else row for was, row in _pairs(first_of, rows)]
    return replace(ladder, rows=tuple(told))


def _pairs(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[Row, Row]]:
    return list(zip(before, after, strict=True))


def _transaction(row: Arrow) -> Transaction:
    return row.call_id, row.cseq_method, row.cseq


def _subjects(ladder: Ladder, tables: Tables) -> Mapping[Transaction, _Subject]:
    """By transaction the subject of each SUBSCRIBE and NOTIFY; its answers carry none of their own."""
    found: dict[Transaction, _Subject] = {}
    for row in ladder.arrows:
        if row.kind != "request" or row.cseq_method not in ("SUBSCRIBE", "NOTIFY") or not row.proofs:
            continue
        proof = row.proofs[0]
        if proof.offset is None or proof.length is None:
            continue
        text = tables.raw(proof.member, proof.offset, proof.length)
        event = (read_message(text).value("Event") or "").partition(";")[0].strip().lower() or None
        digits = "".join(digits.decode("utf-8", "replace") for digits in DIGITS.findall(text))
        found[_transaction(row)] = _Subject(event, digits)
    return found


def _is_noise(row: Arrow, subjects: Mapping[Transaction, _Subject]) -> bool:
    subject = subjects.get(_transaction(row))
    return row.cseq_method in NOISE and (subject is None or subject.event not in TELLING_EVENTS)


def _name(row: Arrow, subjects: Mapping[Transaction, _Subject]) -> str:
    subject = subjects.get(_transaction(row))
    if subject is not None and subject.event == KPML:
        return "KPML"
    return "keep-alive" if row.cseq_method in ("OPTIONS", "REGISTER") else "subscription"


def _note(fold: _Fold, first: Row, ladder: Ladder) -> Note:
    """``6 messages (1 SUBSCRIBE, 2 NOTIFY, 3 answers) with TRUNK until 19:59:24.100, digits 9 8``."""
    asked = Counter(arrow.cseq_method or "" for arrow in fold.arrows if arrow.kind == "request")
    methods = [f"{count} {method}" for method, count in sorted(asked.items())]
    answers = len(fold.arrows) - sum(asked.values())
    methods += [f"{answers} answer{'s' if answers > 1 else ''}"] if answers else []
    ends = {end for arrow in fold.arrows for end in (arrow.sender, arrow.receiver)}
    node = next((end for end in sorted(ends) if ladder.participants[end].kind == "node"), min(ends))
    others = sorted(ends - {node})
    peers = " and ".join(ladder.participants[end].title for end in others) or "itself"
    last = clock_face(fold.arrows[-1].moment)
    many = f"{len(fold.arrows)} message{'s' if len(fold.arrows) > 1 else ''}"
    text = f"{many} ({', '.join(methods)}) with {peers}"
    text += f" until {last}" if last is not None and len(fold.arrows) > 1 else ""
    text += f", digits {' '.join(fold.digits)}" if fold.digits else ""
    proofs = tuple(proof for arrow in fold.arrows for proof in arrow.proofs[:1])
    title = f"{fold.name[0].upper()}{fold.name[1:]} folded"
    return Note(node, "folded", title, text, first.moment, first.delta_ms, proofs, parties=tuple(others))
