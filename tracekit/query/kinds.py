"""What a text can be: told by its looks."""

import re
from ipaddress import ip_address
from typing import Literal, get_args

from tracekit.query.number import normal_number, user_part

Kind = Literal["number", "user", "device", "ip", "call-id", "ci", "session-id"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_NUMBER = re.compile(
    r"[0-9+*#?!xX\[\]^().,\-/\s\\\u2010-\u2015]*[0-9xX][0-9+*#?!xX\[\]^().,\-/\s\\\u2010-\u2015]*"
)
_URI = re.compile(r"(?:.*<)?\s*(?:sips?|tel):", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_LONG_ID = re.compile(r"(?=.*[0-9])[0-9a-f\-.]{16,}", re.IGNORECASE)
_PLAIN_CI = re.compile(r"[0-9]{5,}(?:-[0-9]+)?")
_IP_PATTERN = re.compile(r"(?=.*[*?])[0-9*?]{1,3}(?:\.[0-9*?]{1,3}){3}")


def candidates(text: str) -> list[tuple[Kind, ...]]:
    """Groups of kinds to try in this order; the first group with a call is the answer.

    A number before a CI, because both are digits; names are devices and users at once.
    """
    bare = text.strip()
    if address_and_port(bare) is not None or _IP_PATTERN.fullmatch(bare):
        return [("ip",)]
    if _URI.match(bare):
        return _of_uri(bare)
    if _UUID.fullmatch(bare) or ";remote=" in bare.lower():
        return [("session-id",), ("call-id",), ("user",)]
    user, at, _ = bare.partition("@")
    if at and _LONG_ID.fullmatch(user):
        return [("call-id",), ("user", "device")]
    if is_number(user_part(bare)):
        found: list[tuple[Kind, ...]] = [("number",)]
        found += [("call-id",)] if at else []
        found += [("ci",)] if _PLAIN_CI.fullmatch(bare) else []
        return [*found, ("device",)]
    return [("user", "device"), ("call-id",), ("ci",)]


def is_number(text: str) -> bool:
    """Whether it is digits, with what people and patterns write between and for them."""
    return _NUMBER.fullmatch(text) is not None and bool(normal_number(text))


def address_and_port(text: str) -> tuple[str, int | None] | None:
    """``10.10.1.2``, ``10.10.1.2:5060``, ``2001:db8::7``, ``[2001:db8::7]:5061``; None for anything else."""
    host, port = text.strip(), ""
    if host.startswith("["):
        host, _, port = host[1:].partition("]")
        port = port.removeprefix(":")
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
    if port and not (port.isascii() and port.isdigit() and int(port) <= 65535):
        return None
    try:
        return ip_address(host).compressed, int(port) if port else None
    except ValueError:
        return None


def host_of(uri: str) -> str:
    """Host and port of a SIP URI without a user: ``sip:10.10.1.2:5060;transport=tcp``."""
    return user_part(uri)


def _of_uri(uri: str) -> list[tuple[Kind, ...]]:
    user = user_part(uri)
    if "@" not in uri and address_and_port(user) is not None:
        return [("ip",)]
    return [("number",), ("user", "device")] if is_number(user) else [("user", "device")]
