"""Connections as lines for the terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tracekit.tables.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

HEADINGS = ("TRANSPORT", "PEER", "INDEX", "SECURITY", "CN", "CIPHER", "DEVICE", "IN", "OUT")
SECURITY = {1: "1 non secure", 2: "2 authenticated", 3: "3 encrypted"}
"""CUCM's numbers for the security asked of a connection."""


def names_match(name: object, expected: Sequence[str]) -> bool | None:
    """Whether a certificate's common name is an expected one; None when there is no name or nothing expected.

    Host names are compared without case (RFC 6125 section 6.4.1).
    """
    if not expected or not isinstance(name, str):
        return None
    return name.casefold() in {known.casefold() for known in expected}


def connection_lines(connections: "pd.DataFrame", expected: Sequence[str], ascii_only: bool) -> str:
    """One line a connection under a line of headings; a common name that is not expected is marked."""
    from tracekit.text import cells, visible

    names = list(TABLES["connections"].columns)
    known = [connections[name].astype(object).where(connections[name].notna(), None) for name in names]
    rows = [_cells(dict(zip(names, row, strict=True)), expected) for row in zip(*known, strict=True)]
    lines = [HEADINGS, *([visible(cell, ascii_only=ascii_only) for cell in row] for row in rows)]
    widths = [max(cells(line[column]) for line in lines) for column in range(len(HEADINGS))]
    text = ""
    for line in lines:
        padded = (cell + " " * (width - cells(cell)) for cell, width in zip(line, widths, strict=True))
        text += "  ".join(padded).rstrip() + "\n"
    return text


def _cells(row: dict[str, Any], expected: Sequence[str]) -> list[str]:
    name, security = row["remote_cn"], row["tls_security"]
    if names_match(name, expected) is False:
        name = f"{name} (not {' or '.join(expected)})"
    peer = _peer(row["remote_ip"], row["remote_port"])
    found = [row["transport"], peer, row["conn_idx"], SECURITY.get(security, security), name]
    found += [row["cipher"], row["device"], row["messages_in"], row["messages_out"]]
    return ["-" if cell is None else str(cell) for cell in found]


def _peer(ip: str | None, port: int | None) -> str | None:
    """IPv6 addresses in brackets before a port (RFC 3986 section 3.2.2)."""
    if ip is None or port is None:
        return ip
    return f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"
