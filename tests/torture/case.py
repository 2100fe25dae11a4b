"""One torture message with its right answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A SIP message, and what a reader that observes and never rejects has to say about it.

    ``section``: where RFC 4475 or RFC 5118 has the idea; the text is our own. ``weird``: all faults that are
    named, in their order. A number that is out of range is null here, and its fault is in ``weird``.
    """

    name: str
    section: str
    raw: bytes
    call_id: str | None
    cseq: int | None
    label: str
    method: str | None = None
    status: int | None = None
    weird: tuple[str, ...] = ()


def request(
    name: str, section: str, text: str, call_id: str | None, cseq: int | None, method: str, *weird: str
) -> Case:
    """A case whose message is a request; its label is its method."""
    return Case(name, section, on_the_wire(text), call_id, cseq, method, method, None, weird)


def response(
    name: str, section: str, text: str, call_id: str | None, cseq: int | None, status: int | None, label: str, *weird: str
) -> Case:
    """A case whose message is a response."""
    return Case(name, section, on_the_wire(text), call_id, cseq, label, None, status, weird)


def on_the_wire(text: str) -> bytes:
    """UTF-8 with CR LF; what was written as ``\\udcXX`` becomes that one byte."""
    return text.replace("\n", "\r\n").encode("utf-8", "surrogateescape")
