"""The text of a message as it was on the wire, as far as the trace shows it."""

from tracekit.ladder import Arrow, Proof, Tables
from tracekit.sip import Message, read_message

Place = tuple[str, int | None]
LINE_END = b"\r\n"


class SipTexts:
    """Cuts SIP text out of trace records.

    Where it begins is told by the family's own reading of the record; without that the reference reader
    finds the start line. Trace files may have lost carriage returns and add line ends of their own.
    """

    def __init__(self, tables: Tables, arrows: tuple[Arrow, ...]) -> None:
        self._tables = tables
        self._starts = _starts(tables, arrows)

    def of(self, proof: Proof) -> Message:
        """The message that a record holds, read; its ``raw`` begins at or before the start line."""
        if proof.offset is None or proof.length is None:
            return read_message(b"")
        start = self._starts.get((proof.member, proof.offset), proof.offset)
        return read_message(self._tables.raw(proof.member, start, proof.offset + proof.length - start))


def wire_text(message: Message) -> bytes:
    """Start line, headers, blank line and body with the line ends of RFC 3261 section 7.

    What trace writers and copies put between is left out. A text that is no SIP message comes back as it is.
    """
    if message.start_line is None:
        return message.raw
    start = message.start_line
    first = message.raw[start.span.start : start.span.end].rstrip()
    if start.status_written is not None and start.reason is None:
        first += b" "  # stands also before an empty reason phrase (RFC 3261 section 25.1), traces lose it
    headers = (message.raw[header.span.start : header.span.end] for header in message.headers)
    return b"".join(map(_wire_line, (first, *headers))) + LINE_END + _body(message)


def _wire_line(text: bytes) -> bytes:
    """A line, or a header folded over several, with CR LF at the end of each."""
    return b"".join(part.rstrip(b"\r") + LINE_END for part in text.split(b"\n"))


def _body(message: Message) -> bytes:
    """The body, of the length that the message states where line ends alone make the difference."""
    found = message.raw[message.body.start : message.body.end]
    stated = message.value("Content-Length") or ""
    size = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 10 else None
    bare = found.replace(LINE_END, b"\n")
    for body in (found, bare.replace(b"\n", LINE_END), bare):
        if size is not None and not body[size:].strip() and len(body) >= size:
            return body[:size]
    return found


def _starts(tables: Tables, arrows: tuple[Arrow, ...]) -> dict[Place, int]:
    """Where the SIP text of each record begins in its file, for the records of these arrows."""
    frame = tables.events.get("sip_message")
    if frame is None or "raw_offset" not in frame.columns:
        return {}
    wanted = {(proof.member, proof.offset) for row in arrows for proof in row.proofs}
    near = frame[
        frame["member"].isin({member for member, _ in wanted})
        & frame["offset"].isin({offset for _, offset in wanted})
        & frame["raw_offset"].notna()
    ]
    places = zip(near["member"].tolist(), near["offset"].tolist(), near["raw_offset"].tolist(), strict=True)
    return {(str(member), int(offset)): int(start) for member, offset, start in places}
