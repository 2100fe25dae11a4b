"""A ladder as JSON lines: one object a row."""

import json
from collections.abc import Iterator
from typing import Any

from tracekit.ladder import Arrow, Ladder, Moment, Note, Participant, Proof
from tracekit.secrets import without_secrets

_encode = json.JSONEncoder(allow_nan=False, separators=(", ", ": ")).encode


def json_rows(ladder: Ladder) -> Iterator[str]:
    """One JSON object a row of the ladder, each with a line feed; the heading and the participants first.

    ``row`` is ``heading``, ``participant``, ``message`` or ``note``; ``from``, ``to``, ``at`` and ``parties``
    are numbers of participants. ``time`` is UTC, ``time_local`` the node's own clock; ``delta_ms`` the time
    since the row before. Unknown is null. ASCII only, so that a terminal shows what a trace hides as escapes.
    """
    yield _line(_heading(ladder))
    for position, participant in enumerate(ladder.participants):
        yield _line(_participant(position, participant))
    for row in ladder.rows:
        yield _line(_message(row) if isinstance(row, Arrow) else _note(row))


def _line(values: dict[str, Any]) -> str:
    clean = {
        key: without_secrets(value) if isinstance(value, str) else value for key, value in values.items()
    }
    return _encode(clean).replace("\x7f", "\\u007f") + "\n"


def _heading(ladder: Ladder) -> dict[str, Any]:
    heading = ladder.heading
    if heading is None:
        return {"row": "heading", "call": ladder.call}
    return {
        **{"row": "heading", "call": ladder.call, **_times(heading.started)},
        **{"numbers": list(heading.numbers), "outcome": heading.outcome, "duration_s": heading.duration_s},
        **{"cause": heading.cause, "cause_text": heading.cause_text, "released_by": heading.released_by},
        **{"transport": heading.transport, "related": list(heading.related)},
    }


def _participant(position: int, participant: Participant) -> dict[str, Any]:
    return {
        **{"row": "participant", "participant": position, "kind": participant.kind},
        **{"title": participant.title, "name": participant.name, "number": participant.number},
        **{"node": participant.node, "host": participant.host},
        **{"ip": participant.ip, "port": participant.port, "clock_ms": participant.clock_ms},
    }


def _message(row: Arrow) -> dict[str, Any]:
    return {
        **{"row": "message", **_times(row.moment), "delta_ms": row.delta_ms},
        **{"from": row.sender, "to": row.receiver, "label": row.label, "kind": row.kind},
        **{"direction": row.direction, "transport": row.transport, "port": row.port},
        **{"remote_ip": row.remote_ip, "remote_port": row.remote_port, "conn_idx": row.conn_idx},
        **{"secure": row.secure, "cipher": row.cipher, "remote_cn": row.remote_cn},
        **{"message": row.message, "call_id": row.call_id, "cseq": row.cseq, "cseq_method": row.cseq_method},
        **{"ci": row.ci, "has_sdp": row.has_sdp, "srtp": row.srtp, "proofs": _places(row.proofs)},
    }


def _note(row: Note) -> dict[str, Any]:
    return {
        **{"row": "note", **_times(row.moment), "delta_ms": row.delta_ms},
        **{"at": row.participant, "parties": list(row.parties), "kind": row.kind},
        **{"title": row.title, "text": row.text, "seen": row.seen, "proofs": _places(row.proofs)},
    }


def _times(moment: Moment) -> dict[str, str | None]:
    utc = None
    if moment.utc is not None:
        utc = f"{moment.utc:%Y-%m-%dT%H:%M:%S}.{moment.utc.microsecond // 1000:03}Z"
    return {"time": utc, "time_local": moment.local}


def _places(proofs: tuple[Proof, ...]) -> list[dict[str, Any]]:
    return [
        {"member": proof.member, "line": proof.line, "offset": proof.offset, "length": proof.length}
        for proof in proofs
    ]
