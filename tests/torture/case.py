"""One torture message with its right answer."""

from dataclasses import dataclass, field

VIA = "Via: SIP/2.0/TCP 10.10.5.41:5060;branch=z9hG4bK5a41"
FROM = "From: <sip:1018@10.10.5.41>;tag=77aa41"
TO = "To: <sip:9898@10.10.5.5>"
SDP = "v=0\no=desk 1 1 IN IP4 10.10.5.41\ns=-\nc=IN IP4 10.10.5.41\nt=0 0\nm=audio 20004 RTP/AVP 0\n"


@dataclass(frozen=True)
class Case:
    """A SIP message, and what a reader that observes and never rejects has to say about it.

    ``name``: of the idea in RFC 4475 or RFC 5118, ``section``: where it stands there; the text is our own.
    ``weird``: all faults that are named, in their order. A number out of range is null here and its fault is
    in ``weird``. ``also``: further properties of the message, as `Message` has them.
    """

    name: str
    section: str
    raw: bytes = field(repr=False)
    call_id: str | None
    cseq: int | None
    label: str
    method: str | None
    status: int | None
    weird: tuple[str, ...] = ()
    also: tuple[tuple[str, object], ...] = ()


def message(start: str, call_id: str, cseq: str, *more: str, body: str = "", **heads: str) -> str:
    """An ordinary message; ``via``, ``from_``, ``to``, ``length`` replace whole header lines."""
    length = heads.get("length", f"Content-Length: {len(on_the_wire(body))}")
    lines = [
        start,
        heads.get("via", VIA),
        heads.get("hops", "Max-Forwards: 70"),
        heads.get("from_", FROM),
        heads.get("to", TO),
        f"Call-ID: {call_id}",
        f"CSeq: {cseq}",
        *more,
        length,
    ]
    return "\n".join(line for line in lines if line) + "\n\n" + body


def on_the_wire(text: str) -> bytes:
    """UTF-8 with CR LF; a lone surrogate ``\\udc80``–``\\udcff`` stands for the byte 80–ff."""
    return text.replace("\n", "\r\n").encode("utf-8", "surrogateescape")


def request(
    name: str,
    section: str,
    text: str,
    call_id: str | None,
    cseq: int | None,
    method: str,
    *weird: str,
    **also: object,
) -> Case:
    """A case whose message is a request; its label is its method."""
    raw = on_the_wire(text)
    return Case(name, section, raw, call_id, cseq, method, method, None, weird, tuple(also.items()))


def response(
    name: str,
    section: str,
    text: str,
    call_id: str | None,
    cseq: int | None,
    status: int | None,
    *weird: str,
    label: str,
    **also: object,
) -> Case:
    """A case whose message is a response."""
    raw = on_the_wire(text)
    return Case(name, section, raw, call_id, cseq, label, None, status, weird, tuple(also.items()))
