"""Lines that tell of TLS failures, in one shape, and the connections that they are about.

Sources: refused names (`validTLSConnection`), refused handshakes (`HandleSSLError`), alarms ConnectionFailure
and EndPoint… with a security reason, failures of the intercluster lookup service, messages that are too
large or that belong to no trunk or phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tracekit.correlate.events import PLACE, Frames
from tracekit.correlate.join import Frame
from tracekit.tls.facts import ALARM, DEVICE, NAME, PROTOCOL, VERIFICATION, TlsError

LOOKUP, SIZE, ROUTE = "lookup service", "size", "route"
"""Kinds beside those of ``tls.facts``: the lookup service's own check, message over the limit, no device."""

LOOKUP_APPLICATION = "600"

OPENS = frozenset({NAME, VERIFICATION, PROTOCOL, ALARM, DEVICE, LOOKUP})
"""Kinds that tell of a connection even when no other line does."""

SECURITY_REASONS = (10, 11, 12, 28)
"""Device failures that are about TLS: authentication, name, cipher, security mode (CISCO-CCM-MIB)."""

_KEPT = ["life", "node", "epoch", "cluster", "time", "ms_of_life", *PLACE]
Row = dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """One error line: what it says, whom it is about, where it stands."""

    error: TlsError
    row: Row
    """the columns of ``_KEPT``"""
    remote_ip: str | None = None
    remote_port: int | None = None
    conn_idx: int | None = None
    device: str | None = None
    process: str | None = None
    received: str | None = None
    expected: str | None = None
    local_port: int | None = None

    @property
    def at(self) -> int:
        """Milliseconds of the process life."""
        return int(self.row["ms_of_life"])

    @property
    def of_lookup_service(self) -> bool:
        """Whether it is about the intercluster lookup service, which is application 600, not about SIP."""
        application = (self.process or "").replace(".", ",").split(",")[1:2]
        return self.error.kind == LOOKUP or [one.strip() for one in application] == [LOOKUP_APPLICATION]

    @property
    def place(self) -> str:
        """`member:line`."""
        return f"{self.row['member']}:{self.row['line']}"


def failures(events: Frames) -> list[Failure]:
    """All error lines in order of time; what an alarm and its words tell twice is one."""
    found = [one for name, read in _READERS.items() for one in _read(events[name], read)]
    found.sort(key=lambda one: (str(one.row["life"]), one.at, str(one.row["member"]), one.row["offset"]))
    return list(_once(found))


def _read(frame: Frame, read: Callable[[Row], Failure | None]) -> Iterator[Failure]:
    if read is _unrouted:  # told of every message of such a peer: once for a connection is enough
        frame = frame.drop_duplicates(["life", "conn_idx", "remote_ip", "remote_port", "reason"])
    for row in _rows(frame):
        failure = read(row)
        if failure is not None:
            yield failure


def _rows(frame: Frame) -> list[Row]:
    plain = frame.astype(object).where(frame.notna(), None)
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(plain[name] for name in names), strict=True)]


def _kept(row: Row) -> Row:
    return {name: row.get(name) for name in _KEPT}


def _name(row: Row) -> Failure | None:
    if row["failed"] is None:
        return None
    names = f"received {row['received'] or 'none'}, expected {row['expected'] or 'none'}"
    tried = "no SAN matches either" if row["failed"] == "alternative names" else "the SAN is tried next"
    text = f"CUCM refused the peer's name: {names}; {tried}"
    process = f"{row['process']}({row['instance']})"
    phone = row["expected"] if row["process"] == "SIPStationD" and row["failed"] == "common name" else None
    names_told = {"received": row["received"], "expected": row["expected"]}
    return Failure(TlsError(NAME, text), _kept(row), device=phone, process=process, **names_told)


def _handshake(row: Row) -> Failure:
    whom = {"remote_ip": row["remote_ip"], "remote_port": row["remote_port"], "process": row["process"]}
    if row["ssl_reason"] is not None or row["ssl_reason_code"] is not None:
        where = f" in {row['ssl_function']}" if row["ssl_function"] else ""
        text = f"TLS protocol error: {row['ssl_reason'] or 'no reason told'}{where}"
        return Failure(TlsError(PROTOCOL, text, row["ssl_reason_code"]), _kept(row), **whom)
    if row["other_text"] is not None:
        return Failure(TlsError(PROTOCOL, f"TLS error: {row['other_text']}"), _kept(row), **whom)
    words = f": {row['verify_text']}" if row["verify_text"] else ""
    text = f"certificate verification failed{words}"
    return Failure(TlsError(VERIFICATION, text, row["verify_error"]), _kept(row), **whom)


def _alarm(row: Row) -> Failure | None:
    reason = row["reason"]
    whom = {"device": row["device"], "remote_ip": row["remote_ip"], "local_port": row["listening_port"]}
    if row["alarm_name"] == "ConnectionFailure":
        text = f"alarm ConnectionFailure for {row['device'] or row['remote_ip'] or 'a device'}"
        return Failure(TlsError(ALARM, text, reason), _kept(row), **whom)
    if str(row["alarm_name"]).startswith("EndPoint") and reason in SECURITY_REASONS:
        text = f"alarm {row['alarm_name']} for {row['device'] or row['remote_ip'] or 'a device'}"
        return Failure(TlsError(DEVICE, text, reason), _kept(row), **whom)
    return None


def _lookup(row: Row) -> Failure | None:
    if row["outcome"] != "failed" or row["tls_requested"] != "t":
        return None
    reason = "" if row["reason"] is None else f", ConnReason {row['reason']}"
    text = f"the intercluster lookup service could not connect{reason}"
    whom = {"remote_ip": row["remote_ip"], "remote_port": row["remote_port"]}
    return Failure(TlsError(LOOKUP, text), _kept(row), local_port=row["local_port"], **whom)


def _check(row: Row) -> Failure | None:
    if row["result"] != "refused":
        return None
    text = f"the intercluster lookup service about {row['fqdn'] or 'its peer'}: {row['finding']}"
    cure = "import the tomcat certificates of the other cluster, or use one CA for both"
    return Failure(TlsError(LOOKUP, text, cure=cure), _kept(row), received=row["fqdn"])


def _large(row: Row) -> Failure:
    text = f"a message over {row['limit_bytes'] or 'the limit of'} bytes was dropped and the connection reset"
    cure = "raise the service parameter SIP Max Incoming Message Size"
    whom = {"remote_ip": row["remote_ip"], "remote_port": row["remote_port"]}
    return Failure(TlsError(SIZE, text, cure=cure), _kept(row), **whom)


def _unrouted(row: Row) -> Failure:
    text = (
        f"no trunk or phone for its message: {row['reason']}"
        if row["reason"]
        else "no trunk or phone for its message"
    )
    whom = {"remote_ip": row["remote_ip"], "remote_port": row["remote_port"], "conn_idx": row["conn_idx"]}
    return Failure(TlsError(ROUTE, text), _kept(row), **whom)


_READERS: dict[str, Callable[[Row], Failure | None]] = {
    "name_check": _name,
    "tls_error": _handshake,
    "alarm": _alarm,
    "alarm_text": _alarm,
    "ils_connection": _lookup,
    "certificate_check": _check,
    "message_too_large": _large,
    "unroutable_message": _unrouted,
}

_TOGETHER_MS = 1_000


def _once(found: list[Failure]) -> Iterator[Failure]:
    """Without what says again what another line says: alarm and words, and verification errors by number."""
    key: tuple[Any, ...]
    latest: dict[tuple[Any, ...], int] = {}
    for one in found:
        key = (
            one.row["life"],
            one.error.kind,
            one.error.text,
            one.error.number,
            one.remote_ip,
            one.remote_port,
        )
        if one.error.kind == VERIFICATION and one.error.number is None:
            key = (one.row["life"], VERIFICATION, one.remote_ip, one.remote_port)
        before = latest.get(key)
        latest[key] = one.at
        if one.error.kind == VERIFICATION and one.error.number is not None:
            latest[one.row["life"], VERIFICATION, one.remote_ip, one.remote_port] = one.at
        if before is None or one.at - before > _TOGETHER_MS:
            yield one
