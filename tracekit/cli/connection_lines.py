"""Connections as lines for the terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tracekit.tables.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

HEADINGS = (
    *("TRANSPORT", "PEER", "INDEX", "SECURITY", "CN", "CIPHER", "DEVICE", "IN", "OUT"),
    *("NODE", "OPENED", "CLOSED", "VERDICT"),
)
SECURITY = {1: "1 non secure", 2: "2 authenticated", 3: "3 encrypted"}
"""CUCM's numbers for the security asked of a connection."""


def connection_lines(connections: "pd.DataFrame", hosts: dict[int, str], ascii_only: bool) -> str:
    """One line a connection under a line of headings; a name that is not the expected one is marked."""
    rows = rows_of("connections", connections)
    return table_lines([HEADINGS, *(_cells(row, hosts) for row in rows)], ascii_only)


def rows_of(table: str, frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """The rows of a table as plain values; null is None."""
    names = [name for name in TABLES[table].columns if name in frame]
    known = [frame[name].astype(object).where(frame[name].notna(), None) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*known, strict=True)]


def table_lines(lines: Sequence[Sequence[str]], ascii_only: bool) -> str:
    """Cells below each other, two blanks between columns; the first line is taken as it is."""
    from tracekit.text import cells, visible

    shown = [lines[0], *([visible(cell, ascii_only=ascii_only) for cell in line] for line in lines[1:])]
    widths = [max(cells(line[column]) for line in shown) for column in range(len(lines[0]))]
    text = ""
    for line in shown:
        padded = (cell + " " * (width - cells(cell)) for cell, width in zip(line, widths, strict=True))
        text += "  ".join(padded).rstrip() + "\n"
    return text


def shown_time(time: Any) -> str:
    """`2024-03-01 10:00:00.007Z`; `-` for none."""
    return "-" if time is None else f"{time:%Y-%m-%d %H:%M:%S}.{time.microsecond // 1000:03}Z"


def peer(ip: str | None, port: int | None) -> str | None:
    """IPv6 addresses in brackets before a port (RFC 3986 section 3.2.2)."""
    if ip is None or port is None:
        return ip
    return f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"


def _cells(row: dict[str, Any], hosts: dict[int, str]) -> list[str]:
    name, security = row["remote_cn"], row["tls_security"]
    if row["verdict"] == "wrong name" and row["expected_names"]:
        name = f"{name} (not {' or '.join(row['expected_names'])})"
    found = [row["transport"], peer(row["remote_ip"], row["remote_port"]), row["conn_idx"]]
    found += [SECURITY.get(security, security), name, row["cipher"], row["device"]]
    found += [row["messages_in"], row["messages_out"], hosts.get(row["node"], row["node"])]
    found += [shown_time(row["opened"]), shown_time(row["closed"]), _verdict(row)]
    return ["-" if cell is None else str(cell) for cell in found]


def _verdict(row: dict[str, Any]) -> str | None:
    if row["verdict"] is None:
        return None
    return f"{row['verdict']}{'' if row['verdict_seen'] else ' (inferred)'}{' !' if row['bad'] else ''}"
