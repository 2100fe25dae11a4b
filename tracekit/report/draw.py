"""A ladder as rows of a page."""

from collections.abc import Callable
from typing import Literal

from tracekit.ladder import Arrow, Ladder, Note, Participant, Proof
from tracekit.report import say
from tracekit.report.excerpts import Excerpts
from tracekit.report.page import ArrowView, Excerpt, Fact, LadderView, Lane, NoteView, Shown
from tracekit.text import spoken_delta

CHUNK = 100
"""Rows that the browser lays out together."""

KIND_WORDS = {
    "request": "request",
    "provisional": "provisional response",
    "success": "success response",
    "redirect": "redirection response",
    "failure": "failure response",
    "unknown": "message",
}

Reader = Callable[[Proof], Excerpt]


def without_text(proof: Proof) -> Excerpt:
    """The place of a record, where no trace text is wanted."""
    return Excerpt(say.said(proof.place), None, None)


def ladder_view(ladder: Ladder, name: str, read: Excerpts | None, most_rows: int) -> LadderView:
    """The first ``most_rows`` rows of a ladder, ready to be drawn; ``read`` gives the text of its records."""
    reader: Reader = without_text if read is None else read.of
    rows = [
        _arrow(row, ladder.participants, reader) if isinstance(row, Arrow) else _note(row, ladder, reader)
        for row in ladder.rows[:most_rows]
    ]
    return LadderView(
        name=say.said(name),
        lanes=tuple(_lane(participant) for participant in ladder.participants),
        chunks=tuple(tuple(rows[first : first + CHUNK]) for first in range(0, len(rows), CHUNK)),
        rows=Shown(len(rows), len(ladder.rows)),
        clock=_clock(ladder),
    )


def _lane(participant: Participant) -> Lane:
    return Lane(participant.kind, say.said(participant.title), say.all_said(participant.details))


def _middle(lane: int) -> int:
    """Grid line in the middle of a life line's two columns."""
    return 2 * lane + 2


def _arrow(row: Arrow, participants: tuple[Participant, ...], read: Reader) -> ArrowView:
    first, last = sorted((row.sender, row.receiver))
    mark = say.mark(row.transport, row.port) or "transport unknown"
    name = None if row.remote_cn is None else f"CN {row.remote_cn}"
    security = say.all_said(part for part in (row.cipher, name) if part is not None and row.secure)
    return ArrowView(
        time=say.time_of(row.moment),
        delta=spoken_delta(row.delta_ms),
        start=_middle(first),
        end=_middle(last) if last > first else _middle(last) + 1,
        rightward=row.receiver >= row.sender,
        kind=row.kind,
        kind_words=KIND_WORDS[row.kind],
        label=say.said(row.label),
        has_sdp=bool(row.has_sdp),
        secure=bool(row.secure),
        mark=mark,
        security=security,
        sender=say.said(participants[row.sender].title),
        receiver=say.said(participants[row.receiver].title),
        hover=" · ".join((say.said(row.label), mark, *security)),
        facts=_facts(row),
        excerpts=tuple(read(proof) for proof in row.proofs),
    )


def _facts(row: Arrow) -> tuple[Fact, ...]:
    remote = None if row.remote_ip is None else f"{row.remote_ip}:{row.remote_port or '?'}"
    named: list[tuple[str, object]] = [
        ("UTC", say.instant(row.moment.utc)),
        ("Peer", remote),
        ("Connection", row.conn_idx),
        ("Call-ID", row.call_id),
        ("CSeq", " ".join(str(part) for part in (row.cseq, row.cseq_method) if part is not None) or None),
        ("CI", row.ci),
        ("Media", "SRTP offered or answered" if row.srtp else None),
        ("Message", row.message),
        ("Also logged", _arrival(row)),
    ]
    return tuple(Fact(name, say.said(str(value))) for name, value in named if value is not None)


def _arrival(row: Arrow) -> str | None:
    """The other end's clock, of a message that both ends logged."""
    if len(row.proofs) < 2:
        return None
    return f"by the other end at {say.time_of(row.proofs[1].moment) or 'an unknown time'} by its own clock"


def _note(row: Note, ladder: Ladder, read: Reader) -> NoteView:
    lane, last = row.participant, len(ladder.participants) - 1
    side: Literal["first", "middle", "last"] = "middle"
    if last > 0 and lane in (0, last):
        side = "first" if lane == 0 else "last"
    return NoteView(
        time=say.time_of(row.moment),
        delta=spoken_delta(row.delta_ms),
        start=2 * max(lane - 1, 0) + 1,
        end=2 * min(lane + 1, last) + 3,
        side=side,
        kind=row.kind,
        title=say.said(row.title),
        text=say.said(row.text),
        seen=row.seen,
        excerpts=tuple(read(proof) for proof in row.proofs),
    )


def _clock(ladder: Ladder) -> str:
    """Which clock the times are by, told once above the ladder."""
    moment = ladder.rows[0].moment if ladder.rows else None
    if moment is None or (moment.utc is None and moment.local is None):
        return "The trace tells no times."
    if moment.utc is None:
        return "Times by the node’s own clock; the trace tells neither date nor zone."
    said = f"Times by each node’s own clock. First row: {say.instant(moment.utc)}."
    if any(participant.clock_ms for participant in ladder.participants):
        said += " The clocks differ as stated above the life lines; the order of rows allows for it."
    return said
