"""Cisco's five steps of a SIP TLS trunk as a checklist, with what trace and capture show of each.

Source: document 200180, which ends with reading a capture by eye: TCP, client hello, server hello with
certificate and certificate request, client certificate, application data. Four questions that the same
document asks follow: names, port, SIP, media keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tracekit.capture import Check, Handshake, steps
from tracekit.correlate.trunks import READABLE, Trunk
from tracekit.tls.names import MATCH, MISMATCH
from tracekit.tls.recognise import SECURE_PORT

Row = dict[str, Any]

TITLES = (
    "TCP connection",
    "Client Hello",
    "Server Hello, certificate, certificate request",
    "client certificate",
    "application data",
    "names are the expected ones",
    f"port {SECURE_PORT}",
    "SIP over it",
    "SRTP only with TLS",
)

STATES = ("seen", "inferred", "partly seen", "hidden", "not told", "not seen", "wrong")
"""From the best to the worst: what trace and capture show of a step."""

_NOT_LOGGED = "the trace does not log it"


class Told(NamedTuple):
    """What one source shows of a step."""

    state: str
    text: str
    time: Any = None
    place: str | None = None


def checklist(trunks: Iterable[Trunk], seen: dict[int, Handshake]) -> list[Row]:
    """Nine rows for each trunk that is about TLS; ``seen``: handshakes by the identity of their rows."""
    rows: list[Row] = []
    for trunk in trunks:
        if trunk.is_about_tls:
            rows += _rows(trunk, [(row, seen[id(row)]) for row in trunk.handshakes])
    return rows


def _rows(trunk: Trunk, captured: Sequence[tuple[Row, Handshake]]) -> Iterable[Row]:
    from_trace = _best([_of_connection(row) for row in _about_tls(trunk)] or _unused(trunk))
    from_capture = _best([_of_handshake(row, handshake) for row, handshake in captured])
    for number, title in enumerate(TITLES, start=1):
        trace = from_trace[number - 1] if from_trace else None
        capture = from_capture[number - 1] if from_capture else None
        if number == 9:
            trace = _srtp(trunk)
        told = [one for one in (trace, capture) if one is not None]
        best = _together(told)
        yield {
            "trunk": trunk.name,
            "device": trunk.device,
            "step": number,
            "title": title,
            "state": best.state,
            "trace": trace.text if trace else None,
            "capture": capture.text if capture else None,
            "time": best.time,
            "evidence": [one.place for one in told if one.place is not None] or None,
        }


def _unused(trunk: Trunk) -> list[list[Told]]:
    """What the trace shows of a trunk that is configured only."""
    if trunk.profile is None:
        return []
    nothing = Told("not told", "no connection of it is in the trace")
    tcp = nothing
    if trunk.unresolved:
        tcp = Told("not seen", f"its name {', '.join(trunk.unresolved)} was not resolved")
    elif trunk.pings and trunk.pings[1]:
        tcp = Told("not seen", f"{trunk.pings[1]} OPTIONS to it without an answer")
    return [[tcp, *([nothing] * (len(TITLES) - 1))]]


def _about_tls(trunk: Trunk) -> list[Row]:
    wires = [row for row in trunk.connections if row["transport"] == "TLS"]
    return wires or trunk.connections


def _best(lists: Sequence[Sequence[Told]]) -> list[Told]:
    """Step by step the best that any connection shows; a wrong one stays wrong."""
    return [_together(one) for one in zip(*lists, strict=True)]


def _together(told: Sequence[Told]) -> Told:
    wrong = next((one for one in told if one.state == "wrong"), None)
    return wrong or min(told, key=lambda one: STATES.index(one.state), default=Told("not told", "no source"))


def _of_connection(row: Row) -> list[Told]:
    """What the trace shows of one connection."""
    place = row.get("opened_place") or f"{row['member']}:{row['line']}"
    shown = row.get("certificate_place") or place
    tls = row["transport"] == "TLS"
    return [
        _tcp(row, place),
        Told("inferred", f"{_NOT_LOGGED}; a certificate followed")
        if row.get("certificate_ms") is not None
        else Told("not told", _NOT_LOGGED),
        *_exchange(row, shown),
        _data(row, tls),
        _names(row),
        _port(row),
        _sip(row),
        Told("not told", ""),
    ]


def _tcp(row: Row, place: str) -> Told:
    if row.get("opened_ms") is not None:
        who = f" by {row['opened_by']}" if row.get("opened_by") else ""
        return Told("seen", f"connection {row['conn_idx']} opened{who}", row["opened"], place)
    if row["messages_in"]:
        return Told("inferred", "messages came in over it; it was opened before the trace", None, place)
    return Told("not told", "its opening is not in the trace", None, place)


def _exchange(row: Row, place: str) -> tuple[Told, Told]:
    """The server's and the client's certificate: CUCM logs the peer's, whichever that is, and not its own."""
    if row.get("certificate_ms") is None:
        nothing = (
            Told("not seen", "no certificate was logged")
            if row["verdict"] != "unknown"
            else Told("not told", "no certificate is in the trace")
        )
        return nothing, nothing
    after = row["certificate_after_ms"]
    when = f" after {after} ms" if after is not None else ""
    shown = Told(
        "seen",
        f"certificate {row['remote_cn'] or row['subject']} presented{when}, cipher {row['cipher']}",
        row["certificate_time"],
        place,
    )
    own = Told(
        "inferred" if row["messages_in"] else "not told",
        "CUCM's own certificate is not logged"
        + ("; the peer talks, so it took it" if row["messages_in"] else ""),
    )
    if row.get("opened_by") == "peer":
        return own, shown
    return shown, own


def _data(row: Row, tls: bool) -> Told:
    if not tls:
        return Told("wrong", f"nothing is encrypted: {row['transport']}")
    if row["messages_in"]:
        return Told(
            "seen",
            f"{row['messages_in']} messages came in over it",
            row["first_in"],
            row.get("first_in_place"),
        )
    return Told("not seen", "no message has come in; an outgoing one is logged before it is sent")


def _names(row: Row) -> Told:
    presented, expected = row["remote_cn"], row["expected_names"]
    wanted = f", expected {' or '.join(expected)}" if expected else ""
    if row["verdict"] == "wrong name" or row["name_check"] == MISMATCH:
        return Told("wrong", f"presented {presented or 'none'}{wanted}")
    if row["name_check"] == MATCH:
        return Told(
            "seen", f"presented {presented}{wanted}; what the other side expects, its own trace tells"
        )
    if presented is None:
        return Told("not told", "no name is in the trace")
    return Told("not told", f"presented {presented}; no expected name is in the trace: give --expect-cn")


def _port(row: Row) -> Told:
    port = row["local_port"] if row.get("opened_by") == "peer" else row["remote_port"]
    if port == SECURE_PORT:
        return Told("seen", f"port {port}")
    return (
        Told("not told", "port not told")
        if port is None
        else Told("not seen", f"port {port}, which is possible")
    )


def _sip(row: Row) -> Told:
    counts = f"{row['messages_in']} messages in, {row['messages_out']} out"
    if row["messages_in"]:
        return Told("seen", counts, row["first_in"], row.get("first_in_place"))
    return Told(
        "partly seen" if row["messages_out"] else "not seen",
        counts,
        row["first_out"],
        row.get("first_out_place"),
    )


def _srtp(trunk: Trunk) -> Told:
    rows = [*trunk.connections, trunk.messages]
    if any(row.get(READABLE) for row in rows):
        return Told("wrong", "SRTP keys travelled over TCP or UDP: whoever reads them can decrypt the media")
    if any(row.get("srtp_offered") or row.get("srtp_answered") for row in rows):
        return Told("seen", "SRTP keys travelled over TLS only")
    allowed = trunk.profile.srtp_allowed if trunk.profile else None
    said = {
        True: "SRTP is allowed on the trunk; no key is in the trace",
        False: "SRTP is not allowed on the trunk",
    }
    return Told(
        "not told",
        said.get(allowed, "no SRTP key is in the trace")
        if allowed is not None
        else "no SRTP key is in the trace",
    )


def _of_handshake(row: Row, handshake: Handshake) -> list[Told]:
    """What a capture shows of one connection."""
    told = [_step(row, check) for check in steps(handshake)]
    names = " and ".join(str(row[f"{side}_cn"]) for side in ("server", "client") if row[f"{side}_cn"])
    port = handshake.server_port
    return [
        *told,
        Told("not told", f"certificates of {names}" if names else "no certificate can be read in it"),
        Told("seen" if port == SECURE_PORT else "not seen", f"port {port}"),
        Told(
            "inferred" if handshake.application_data else "not told",
            "what the encrypted data is, a capture cannot tell",
        ),
        Told("not told", "media keys are encrypted" if handshake.application_data else ""),
    ]


def _step(row: Row, check: Check) -> Told:
    place = f"{row['member']}:{check.place}" if check.place and check.unit == "line" else None
    if check.place and check.unit == "packet":
        place = f"{row['member']} packet {check.place}"
    at = f" at {check.clock}" if check.clock else ""
    where = f"{check.unit} {check.place}{at}" if check.place else ""
    return Told(
        check.state,
        "; ".join(filter(None, (check.state + (f", {where}" if where else ""), check.detail))),
        check.time,
        place,
    )
