"""What the sizes of encrypted TLS 1.3 records give away.

Everything behind the hellos is of type application data (RFC 8446 section 5.2). But Finished is a hash
behind four bytes of header (section 4.4.4), an alert is two bytes (section 6), and one byte of type and the
tag of the cipher (section 5.2) are added to each: their sizes are known. Padding, which hardly anybody
uses, and stacks that put several messages in one record leave it unknown.
"""

from dataclasses import dataclass

from tracekit.capture.speaker import ENOUGH_RECORDS, Mark, Sealed, Speaker

_SHA384 = frozenset([0x1302])
_SHORT_TAG = frozenset([0x1305])
"""TLS_AES_128_CCM_8_SHA256: a tag of 8 bytes."""


@dataclass(frozen=True)
class Inferred:
    """What the sizes tell; null is unknown."""

    finished: tuple[Mark | None, Mark | None]
    """Of client and server."""
    data: Mark | None
    """The client's first application data."""
    has_data: bool | None
    complete: bool | None
    alert_by: int | None
    """0 the client, 1 the server: its last record has the size of an alert."""
    alert: Mark | None


def infer(client: Speaker, server: Speaker, cipher: int | None) -> Inferred:
    """Reads the sizes of both sides' encrypted records."""
    tag = 8 if cipher in _SHORT_TAG else 16
    finished = 4 + (48 if cipher in _SHA384 else 32) + 1 + tag
    alert = 2 + 1 + tag
    ends = (_place(client.sealed, finished), _place(server.sealed, finished))
    after = tuple(_behind(side.sealed, end, alert) for side, end in zip((client, server), ends, strict=True))
    data = after[0]
    by, mark = _last_alert(client, server, alert)
    settled = client.sealed_count >= ENOUGH_RECORDS and server.sealed_count > 0
    has_data: bool | None = True if data is not None or settled else None
    complete: bool | None = True if settled or (ends[0] is not None and after[1] is not None) else None
    if complete is None and (by is not None or not (client.sealed and server.sealed)):
        complete, has_data = False, data is not None
    marks = tuple(
        None if end is None else side.sealed[end].mark
        for side, end in zip((client, server), ends, strict=True)
    )
    return Inferred((marks[0], marks[1]), data, has_data, complete, by, mark)


def _place(records: list[Sealed], size: int) -> int | None:
    return next((place for place, record in enumerate(records) if record.size == size), None)


def _behind(records: list[Sealed], end: int | None, alert: int) -> Mark | None:
    """The first record behind Finished that is no alert."""
    if end is None:
        return None
    return next((record.mark for record in records[end + 1 :] if record.size != alert), None)


def _last_alert(client: Speaker, server: Speaker, size: int) -> tuple[int | None, Mark | None]:
    """Who ended with an alert: the earlier of two, for the second one answers it."""
    found = [
        (side.last_sealed.mark.number, by, side.last_sealed.mark)
        for by, side in enumerate((client, server))
        if side.last_sealed is not None and side.last_sealed.size == size
    ]
    if not found:
        return None, None
    _, by, mark = min(found)
    return by, mark
