"""What ``tracekit tls`` says beside the connections: in plain words, trunks, checklists, certificates."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tracekit.cli.connection_lines import peer, rows_of, shown_time, table_lines

if TYPE_CHECKING:
    import pandas as pd

    from tracekit.api import TraceSet

Row = dict[str, Any]

TRUNK_HEADINGS = (
    *("TRUNK", "PEERS", "TRANSPORTS", "PORT", "CN", "CIPHER", "CALLS", "MESSAGES", "FIRST SEEN", "LAST SEEN"),
    *("SRTP ALLOWED", "VERDICT"),
)
_WIDTH = 110


def summary(traces: "TraceSet") -> str:
    """A few sentences: what there is of TLS, and that there is none when there is none."""
    wires, messages = rows_of("connections", traces.connections), traces.messages
    loose = int((messages["connection"].isna()).sum()) if len(messages) else 0
    seen, certificates = len(traces.handshakes), traces.certificates
    if not (wires or loose or seen or len(certificates)):
        return "No SIP connection, handshake or certificate in the input.\n"
    told = [*_connections_words(wires, loose)]
    presented = int((certificates["source"] == "trace").sum()) if len(certificates) else 0
    tls = sum(row["transport"] == "TLS" for row in wires)
    if wires and not tls:
        told.append(_without_tls(wires, presented))
    if seen:
        told.append(f"{_many(seen, 'handshake')} in captures.")
    bad = sum(bool(row["bad"]) for row in wires)
    if bad:
        told.append(f"{_many(bad, 'connection')} with a bad verdict, marked !.")
    return " ".join(told) + "\n"


def _connections_words(wires: Sequence[Row], loose: int) -> Iterator[str]:
    if wires:
        counts = Counter(str(row["transport"] or "not told") for row in wires)
        listed = ", ".join(f"{transport} {count}" for transport, count in sorted(counts.items()))
        yield f"{_many(len(wires), 'connection')}: {listed}; {_ports(wires)}."
    if loose:
        yield f"{_many(loose, 'message')} without a connection (UDP)."


def _ports(wires: Sequence[Row]) -> str:
    own = Counter(row["local_port"] for row in wires if row["local_port"] is not None)
    far = Counter(
        row["remote_port"] for row in wires if row["local_port"] is None and row["remote_port"] is not None
    )
    told = [f"{count} to CUCM's port {port}" for port, count in sorted(own.items())]
    known = [(port, count) for port, count in sorted(far.items()) if port in (5060, 5061)]
    told += [f"{count} to port {port} of the peer" for port, count in known]
    other = sum(far.values()) - sum(count for _, count in known)
    told += [f"{other} with other ports of the peer"] if other else []
    return ", ".join(told) or "ports not told"


def _without_tls(wires: Sequence[Row], presented: int) -> str:
    asked = any((row["tls_security"] or 0) >= 2 for row in wires)
    secure = any(5061 in (row["remote_port"], row["local_port"]) for row in wires)
    told = "No connection uses TLS"
    told += "" if presented else ", and no certificate was presented"
    told += "; TLS was asked for" if asked else "; none asked for it"
    told += "; port 5061 is in use without it" if secure else "; port 5061 is not in use"
    return told + ". Everything on these connections can be read on the wire."


def verdict_lines(traces: "TraceSet", ascii_only: bool) -> str:
    """The reasons: each connection that is not simply plain, and each handshake without a connection."""
    rows = [
        (_wire_title(row), row) for row in rows_of("connections", traces.connections) if _worth_telling(row)
    ]
    loose = traces.handshakes[traces.handshakes["connection"].isna()]
    rows += [(_handshake_title(row), row) for row in rows_of("handshakes", loose)]
    text = ""
    for title, row in rows:
        mark = "seen" if row["verdict_seen"] else "inferred"
        text += _shown(f"{title}: {row['verdict']} ({mark})", ascii_only)
        for label, name in (("why", "why"), ("fix", "fix"), ("note", "note")):
            if row.get(name):
                text += _folded(label, str(row[name]), ascii_only)
        for label, name in (("error", "errors"), ("line", "evidence")):
            for told in row.get(name) or ():
                if str(told) in str(row["why"]):
                    continue
                text += _folded(label, str(told), ascii_only)
    return text


def _worth_telling(row: Row) -> bool:
    return row["transport"] != "TCP" or bool(row["bad"])


def _wire_title(row: Row) -> str:
    index = f", index {row['conn_idx']}" if row["conn_idx"] is not None else ""
    whom = peer(row["remote_ip"], row["remote_port"]) or row["remote_cn"] or "unknown peer"
    device = f", {row['device']}" if row["device"] else ""
    return f"{row['transport'] or 'unknown transport'} {whom}{index}{device}"


def _handshake_title(row: Row) -> str:
    ends = f"{peer(row['client_ip'], row['client_port'])} to {peer(row['server_ip'], row['server_port'])}"
    when = (
        f", {shown_time(row['started'])}"
        if row["started"] is not None
        else f", {row['clock']}"
        if row["clock"]
        else ""
    )
    return f"capture {ends}{when}{', ' + row['version'] if row['version'] else ''}"


def trunk_lines(trunks: "pd.DataFrame", ascii_only: bool) -> str:
    """The inventory: one line a trunk or peer."""
    rows = [_trunk_cells(row) for row in rows_of("trunks", trunks)]
    return table_lines([TRUNK_HEADINGS, *rows], ascii_only)


def _trunk_cells(row: Row) -> list[str]:
    name = row["device"] or f"{row['trunk']} (no name told)"
    allowed = {True: "yes", False: "no"}.get(row["srtp_allowed"], "-")
    found = [name, _list(row["peers"]), _list(row["transports"]), _list(row["local_ports"])]
    found += [_list(row["remote_cns"]), _list(row["ciphers"]), str(row["calls"])]
    found += [str(row["messages_in"] + row["messages_out"]), shown_time(row["first_seen"])]
    return [*found, shown_time(row["last_seen"]), allowed, f"{row['verdict']}{' !' if row['bad'] else ''}"]


def check_lines(checks: "pd.DataFrame", ascii_only: bool) -> str:
    """The checklist of each TLS trunk."""
    text, last = "", None
    for row in rows_of("trunk_checks", checks):
        if row["trunk"] != last:
            last = row["trunk"]
            text += ("\n" if text else "") + _shown(f"Checklist for {last}", ascii_only)
        text += _shown(f"  {row['step']}  {row['state']:<11}  {row['title']}", ascii_only)
        for label in ("trace", "capture"):
            if row[label]:
                text += _folded(label, str(row[label]), ascii_only, indent=18)
    return text


def certificate_lines(certificates: "pd.DataFrame", ascii_only: bool) -> str:
    """Every certificate once, with what is wrong with it and whether a file is what peers presented."""
    text, known = "", set[tuple[Any, ...]]()
    for row in rows_of("certificates", certificates):
        key = (
            row["source"],
            row["subject"],
            row["serial"],
            row["remote_ip"],
            row["source"] == "file" and row["member"],
        )
        if key in known:
            continue
        known.add(key)
        text += _shown(_certificate_title(row), ascii_only)
        for label, name in (
            ("subject", "subject"),
            ("issuer", "issuer"),
            ("compared", "compared"),
            ("chain", "chain"),
        ):
            if row[name]:
                text += _folded(label, str(row[name]), ascii_only)
        for problem in row["problems"] or ():
            text += _folded("problem", str(problem), ascii_only)
    return text


def _certificate_title(row: Row) -> str:
    where = peer(row["remote_ip"], row["remote_port"]) if row["source"] != "file" else row["member"]
    facts = [row["cn"] or "no common name", f"{row['source']} {where or ''}".strip()]
    facts += [row["key"] or "", f"serial {row['serial']}" if row["serial"] else ""]
    if row["not_after"] is not None:
        facts.append(f"valid {row['not_before']:%Y-%m-%d} to {row['not_after']:%Y-%m-%d}")
    return ", ".join(fact for fact in facts if fact)


def _list(values: Sequence[str] | None) -> str:
    return ", ".join(values) if values else "-"


def _shown(line: str, ascii_only: bool) -> str:
    from tracekit.text import visible

    return visible(line, ascii_only=ascii_only) + "\n"


def _folded(label: str, text: str, ascii_only: bool, indent: int = 4) -> str:
    from tracekit.text import visible
    from tracekit.text.wrap import wrapped

    first, *rest = wrapped(visible(text, ascii_only=ascii_only), _WIDTH - indent)
    lines = [f"{' ' * indent}{label}: {first}", *(f"{' ' * (indent + 2)}{line}" for line in rest)]
    return "\n".join(lines) + "\n"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
