"""The five steps that a capture of a working TLS trunk shows.

The steps are those of Cisco's guide on SIP TLS trunks between two clusters (document 200180, section on
packet captures): TCP, client hello, the server's hello with certificate and certificate request, the
client's certificate, application data.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tracekit.capture.handshake import By, Handshake, Step
from tracekit.capture.note import ENCRYPTED, NO_CONTENT

State = Literal["seen", "partly seen", "not seen", "hidden"]


@dataclass(frozen=True)
class Check:
    """One step of five: its state and where it was seen.

    ``time`` in UTC, ``clock`` as a text capture prints it; ``place``: packet or line (``unit``) of the last
    part that was seen. ``detail``: what is missing, or why it cannot be seen; null when all is there.
    """

    number: int
    title: str
    state: State
    time: datetime | None
    clock: str | None
    place: int | None
    unit: Literal["packet", "line"]
    detail: str | None


_PARTS: tuple[tuple[str, tuple[tuple[str, By | None], ...]], ...] = (
    ("TCP connection", (("syn", "client"), ("syn-ack", "server"), ("tcp open", "client"))),
    ("Client Hello", (("client hello", "client"),)),
    (
        "Server Hello, certificate, certificate request",
        (("server hello", "server"), ("certificate", "server"), ("certificate request", "server")),
    ),
    ("client certificate", (("certificate", "client"),)),
    ("application data", (("application data", None),)),
)
"""Title and parts of each step."""

_SEALED = {("certificate", "server"), ("certificate request", "server"), ("certificate", "client")}
"""What TLS 1.3 encrypts."""


def steps(handshake: Handshake) -> tuple[Check, ...]:
    """The five steps in order, each seen, partly seen, not seen or hidden."""
    return tuple(
        _check(handshake, number, title, parts) for number, (title, parts) in enumerate(_PARTS, start=1)
    )


def _check(handshake: Handshake, number: int, title: str, parts: tuple[tuple[str, By | None], ...]) -> Check:
    found = [_proper(handshake, what, by) for what, by in parts]
    last = max((step for step in found if step is not None), key=lambda step: step.place, default=None)
    missing = [part for part, step in zip(parts, found, strict=True) if step is None]
    why = _why(handshake, missing, number)
    if not missing:
        state: State = "seen"
    elif why is not None:
        state = "hidden" if last is None else "partly seen"
    else:
        state = "not seen" if last is None else "partly seen"
    return Check(
        number,
        title,
        state,
        last.time if last else None,
        last.clock if last else None,
        last.place if last else None,
        handshake.unit,
        _detail(handshake, missing, why, found),
    )


def _proper(handshake: Handshake, what: str, by: By | None) -> Step | None:
    """The step; an empty certificate list is none."""
    step = handshake.step(what, by)
    return None if step is not None and what == "certificate" and step.detail == "an empty list" else step


def _why(handshake: Handshake, missing: list[tuple[str, By | None]], number: int) -> str | None:
    """Why the missing parts may have happened all the same; null when they did not happen."""
    if not missing:
        return None
    if handshake.resumed and number in (3, 4):
        return "an earlier session is resumed: no certificates are exchanged"
    if handshake.encrypted and (set(missing) <= _SEALED):
        return ENCRYPTED
    if handshake.encrypted and number == 5 and handshake.application_data is None:
        return "TLS 1.3 encrypts the end of the handshake like data"
    # Every form shows TCP: what is hidden of TLS alone explains nothing there.
    return "; ".join(reason for reason in handshake.hidden if number > 1 or reason != NO_CONTENT) or None


def _detail(
    handshake: Handshake, missing: list[tuple[str, By | None]], why: str | None, found: list[Step | None]
) -> str | None:
    if why is not None:
        return why
    if not missing:
        return next((step.detail for step in found if step is not None and step.detail), None)
    said = "not seen: " + ", ".join(f"{what} of the {by}" if by else what for what, by in missing)
    return f"{said}; {handshake.alert}" if handshake.alert else said
