"""Addresses in From, To and Contact (RFC 3261 section 20.10) and the URIs inside them (section 19.1)."""

import re
from dataclasses import dataclass
from urllib.parse import unquote as percent_decoded

from tracekit.sip.parameters import BLANKS, QUOTED, Parameters, parameter, read_parameters, unquote

SCHEME = re.compile(r"[ \t\r\n]*([A-Za-z][A-Za-z0-9+.-]*)[ \t]*:(.*)", re.DOTALL)
PORT = re.compile(r"[0-9]{1,5}")
MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Uri:
    """A ``sip:``, ``sips:`` or ``tel:`` URI taken apart; of any other scheme only the scheme is read.

    ``user`` is decoded (%xx); ``user_written`` is not. An IPv6 host stands without its brackets. A host
    with several colons and no brackets stays whole and has no port: where the port begins is not known.
    """

    scheme: str | None
    user: str | None
    user_written: str | None
    host: str | None
    port: int | None
    parameters: Parameters


NO_URI = Uri(None, None, None, None, None, ())


@dataclass(frozen=True, slots=True)
class Address:
    """Display name, URI as written, and what stands in both."""

    display: str | None
    uri: str | None
    parts: Uri
    parameters: Parameters

    @property
    def user(self) -> str | None:
        """User part of the URI, %xx decoded; null when there is none."""
        return self.parts.user

    @property
    def host(self) -> str | None:
        """Host of the URI, an IPv6 address without brackets."""
        return self.parts.host

    @property
    def port(self) -> int | None:
        """Port of the URI."""
        return self.parts.port

    @property
    def tag(self) -> str | None:
        """The ``tag`` parameter of the header."""
        return parameter(self.parameters, "tag")


def read_uri(text: str) -> Uri:
    """Takes a URI apart; blanks that a web page put inside it do no harm. Never raises."""
    match = SCHEME.match(text.strip("<> \t\r\n"))
    if match is None:
        return NO_URI
    scheme = match[1].lower()
    if scheme == "tel":
        number, _, tail = match[2].partition(";")
        return Uri(scheme, _decoded(number), number.strip(BLANKS) or None, None, None, read_parameters(tail))
    if scheme not in ("sip", "sips"):
        return Uri(scheme, None, None, None, None, ())
    userinfo, _, rest = match[2].rpartition("@")
    user = userinfo.partition(":")[0].strip(BLANKS)
    place, _, tail = rest.partition("?")[0].partition(";")
    host, port = read_host_port(place)
    return Uri(scheme, _decoded(user), user or None, host, port, read_parameters(tail))


def read_host_port(text: str) -> tuple[str | None, int | None]:
    """``[2001:db8::9]:5060`` → host without brackets, port; what cannot be read is null."""
    text = "".join(text.split())
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        return host or None, _port(rest.removeprefix(":"))
    if text.count(":") > 1:
        return text, None
    host, _, port = text.partition(":")
    return host or None, _port(port)


def read_address(text: str) -> Address:
    """Reads ``"Name" <uri>;parameters`` or ``uri;parameters``, open quotes and brackets too. Never raises."""
    quoted = QUOTED.match(text)
    opening = text.find("<", quoted.end() if quoted else 0)
    if opening < 0:
        uri, _, tail = text[quoted.end() if quoted else 0 :].partition(";")
    else:
        uri, _, tail = text[opening + 1 :].partition(">")
    uri = uri.strip(BLANKS)
    display = unquote(quoted[0].strip(BLANKS)) if quoted else text[: max(opening, 0)].strip('" \t\r\n')
    return Address(display or None, uri or None, read_uri(uri), read_parameters(tail))


def _decoded(user: str) -> str | None:
    return percent_decoded(user.strip(BLANKS), errors="replace") or None


def _port(text: str) -> int | None:
    return int(text) if PORT.fullmatch(text) and int(text) <= MAX_PORT else None
