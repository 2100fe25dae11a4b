"""Error lines tied to connections; where no connection is told, the attempt is a connection of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tracekit.correlate.join import Frame
from tracekit.correlate.tls_errors import OPENS, Failure

EARLIER_MS, LATER_MS = 1_000, 10_000
"""An error is about a connection that was seen at most so long before, or this little after it."""

ATTEMPT_MS = 5_000
"""Error lines about one peer that stand no further apart are about one attempt."""

WHY = "a TLS error tells of it"


def tie_failures(
    found: Sequence[Failure], connections: Frame
) -> tuple[dict[str, list[Failure]], list[list[Failure]]]:
    """Failures by connection id, and the groups of those that no connection is known for."""
    tied: dict[str, list[Failure]] = {}
    left: list[Failure] = []
    sought = _Connections(connections)
    for one in found:
        connection = sought.of(one)
        if connection is not None:
            tied.setdefault(connection, []).append(one)
        elif one.error.kind in OPENS:
            left.append(one)
    return tied, _groups(left)


def attempts(groups: Sequence[Sequence[Failure]]) -> Frame:
    """Rows for the connections table, one for each group; the id holds the place of the first line."""
    rows = [_attempt(group) for group in groups]
    return pd.DataFrame(rows, columns=list(_attempt_columns()))


_SOUGHT = (
    *("life", "connection", "seen_ms", "closed_ms"),
    *("conn_idx", "remote_ip", "remote_port", "device", "signal_to"),
)


class _Connections:
    """Finds the connection that an error line is about."""

    def __init__(self, frame: Frame) -> None:
        self._by: dict[tuple[Any, ...], list[tuple[int, int | None, str]]] = {}
        plain = frame[list(_SOUGHT)].astype(object).where(frame[list(_SOUGHT)].notna(), None)
        for life, name, seen, closed, index, address, port, device, process in zip(
            *(plain[column] for column in _SOUGHT), strict=True
        ):
            place = (int(seen or 0), None if closed is None else int(closed), str(name))
            ends = ("index", index), ("ends", address, port), ("address", address)
            for key in (*ends, ("device", device), ("process", _instance(process))):
                if None not in key:
                    self._by.setdefault((life, *key), []).append(place)

    def of(self, one: Failure) -> str | None:
        """By index, by address and port, by process, device or address alone: the latest seen in time."""
        life = one.row["life"]
        if one.conn_idx is not None:
            found = self._by.get((life, "index", one.conn_idx))
            return found[0][2] if found else None
        if one.remote_port is not None:
            return self._near((life, "ends", one.remote_ip, one.remote_port), one, open_long=True)
        ways = ("process", one.process), ("device", one.device), ("address", one.remote_ip)
        for key in ((life, *way) for way in ways):
            found_near = self._near(key, one, open_long=False) if key[2] is not None else None
            if found_near is not None:
                return found_near
        return None

    def _near(self, key: tuple[Any, ...], one: Failure, *, open_long: bool) -> str | None:
        near = [
            (seen, name)
            for seen, closed, name in self._by.get(key, ())
            if seen <= one.at + EARLIER_MS
            and (open_long or one.at - seen <= LATER_MS)
            and (closed is None or one.at - closed <= LATER_MS)
        ]
        return max(near)[1] if near else None


def _instance(process: str | None) -> str | None:
    """`SIPD(1,100,74,16)` as the process names itself: `SIPD(16)`."""
    name, _, numbers = (process or "").partition("(")
    return f"{name}({numbers.rstrip(')').rpartition(',')[2]})" if numbers else None


def _groups(found: Sequence[Failure]) -> list[list[Failure]]:
    """Lines of one process, peer or device that follow each other closely."""
    groups: list[list[Failure]] = []
    recent: list[list[Failure]] = []
    for one in found:
        recent = [group for group in recent if 0 <= one.at - group[-1].at <= ATTEMPT_MS]
        group = next((group for group in reversed(recent) if _together(group, one)), None)
        if group is None:
            group = []
            groups.append(group)
            recent.append(group)
        group.append(one)
    return groups


def _together(group: Sequence[Failure], one: Failure) -> bool:
    last = group[-1]
    if last.row["life"] != one.row["life"] or not 0 <= one.at - last.at <= ATTEMPT_MS:
        return False
    for name in ("process", "device"):
        values = {value for other in group if (value := getattr(other, name)) is not None}
        own = getattr(one, name)
        if own is not None and values:
            return own in values
    addresses = {other.remote_ip for other in group} - {None}
    return one.remote_ip is None or not addresses or one.remote_ip in addresses


def _first(group: Sequence[Failure], name: str) -> Any:
    return next((value for one in group if (value := getattr(one, name)) is not None), None)


def _attempt(group: Sequence[Failure]) -> dict[str, Any]:
    first = group[0].row
    return {
        **{
            name: first[name]
            for name in ("life", "node", "epoch", "cluster", "member", "line", "offset", "length")
        },
        "connection": f"{first['life']}-at-{first['offset']}",
        "transport": "TLS",
        "transport_seen": True,
        "why": WHY,
        "remote_ip": _first(group, "remote_ip"),
        "remote_port": _first(group, "remote_port"),
        "local_port": _first(group, "local_port"),
        "device": _first(group, "device"),
        "remote_cn": _first(group, "received"),
        "seen_ms": group[0].at,
        "messages_in": 0,
        "messages_out": 0,
    }


def _attempt_columns() -> list[str]:
    return [
        *(
            "life",
            "node",
            "epoch",
            "cluster",
            "member",
            "line",
            "offset",
            "length",
            "connection",
            "transport",
        ),
        *(
            "transport_seen",
            "why",
            "remote_ip",
            "remote_port",
            "local_port",
            "device",
            "remote_cn",
            "seen_ms",
        ),
        *("messages_in", "messages_out"),
    ]
