"""SIP messages as text (RFC 3261): start line, headers in order, body."""

from dataclasses import dataclass, replace

SDP = "application/sdp"
KPML_REQUEST = "application/kpml-request+xml"
KPML_RESPONSE = "application/kpml-response+xml"

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Message:
    """One request or response; the headers that describe the body are added when it is written."""

    start: str
    headers: Headers
    body: str = ""
    content: str = SDP
    disposition: str | None = None

    def header(self, name: str) -> str:
        """The first header of that name; a ``KeyError`` when there is none."""
        for key, value in self.headers:
            if key == name:
                return value
        raise KeyError(name)

    def with_body(self, body: str, content: str) -> "Message":
        """The same with a body of another kind than a session description."""
        return replace(self, body=body, content=content)

    @property
    def is_response(self) -> bool:
        return self.start.startswith("SIP/2.0")

    @property
    def label(self) -> str:
        """``INVITE`` or ``180 Ringing``, as calllogs name it."""
        return self.start.partition(" ")[2] if self.is_response else self.start.partition(" ")[0]

    @property
    def text(self) -> str:
        """The bytes on the wire, every line ended by CRLF."""
        length: Headers = (("Content-Length", str(len(self.body.encode()))),)
        if self.body:
            length = (("Content-Type", self.content), *length)
            if self.disposition:
                length += (("Content-Disposition", self.disposition),)
        lines = [self.start, *(f"{name}: {value}" for name, value in self.headers + length), ""]
        return "".join(line + "\r\n" for line in lines) + self.body


def only(*headers: tuple[str, str | None]) -> Headers:
    """The headers that have a value."""
    return tuple((name, value) for name, value in headers if value is not None)


def tagged(party: str, tag: str) -> str:
    """A From or To value with its tag, whether it had one or not."""
    return f"{party.partition(';tag=')[0]};tag={tag}"


def reply(request: Message, status: str, tag: str | None, extra: Headers, body: str = "") -> Message:
    """A response: Via, From, To, Call-ID and CSeq come from the request (RFC 3261 section 8.2.6.2).

    ``status`` is the code and the reason phrase, or the code alone: some gateways send no phrase.
    """
    to = request.header("To")
    first = only(
        ("Via", request.header("Via")),
        ("From", request.header("From")),
        ("To", tagged(to, tag) if tag and ";tag=" not in to else to),
    )
    rest = only(("Call-ID", request.header("Call-ID")), ("CSeq", request.header("CSeq")))
    return Message(f"SIP/2.0 {status}", first + rest + extra, body)


def tag_of(value: str) -> str | None:
    """The tag in a From or To value."""
    return value.partition(";tag=")[2].partition(";")[0] or None


def contact_uri(message: Message) -> str:
    """The URI between the angle brackets of its Contact."""
    return message.header("Contact").partition("<")[2].partition(">")[0]
