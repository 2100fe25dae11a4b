"""Certificates: presented in the trace, seen in a capture, given as a file; and how they fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from tracekit.capture import Capture, certificate_rows
from tracekit.capture.named import certificate_of
from tracekit.correlate.connections import connection_id
from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame
from tracekit.scan import Source
from tracekit.tls.certificate import Certificate
from tracekit.tls.chain import chain_to
from tracekit.tls.checks import weaknesses
from tracekit.tls.same import same_certificate
from tracekit.tls.subject import common_name, identity_key

Row = dict[str, Any]

_PLAIN = ("subject", "cn", "issuer", "serial", "not_before", "not_after", "key", "signature", "fingerprint")


def certificates(events: Frames) -> Frame:
    """The rows that come from the trace: one a SIPCertificateInd, in the order of the trace.

    Each is told twice, to SIPHandler and to the trunk or phone; ``told_again`` marks the second.
    """
    frame = events["certificate"]
    names = [common_name(None if pd.isna(subject) else subject) for subject in frame["subject"]]
    table = frame.assign(
        cn=pd.Series(names, index=frame.index, dtype="str"),
        connection=connection_id(frame),
        receiver=frame["destination"],
        source="trace",
    )
    return table.assign(told_again=table.duplicated(["life", "conn_idx", "subject"]).astype("boolean"))


def captured_certificates(found: Sequence[Capture], tied: Mapping[tuple[str, int], str]) -> Iterator[Row]:
    """The rows that come from captures; ``tied``: connections by capture and number of the handshake."""
    for capture in found:
        places = {}
        for number, handshake in enumerate(capture.handshakes):
            ends = (handshake.client_ip, handshake.client_port, handshake.server_ip, handshake.server_port)
            places[ends] = tied.get((capture.name, number))
        for row, seen in zip(certificate_rows(capture), capture.certificates, strict=True):
            own = certificate_of(seen.der)
            ends = (seen.client_ip, seen.client_port, seen.server_ip, seen.server_port)
            yield (
                row
                | _more(own, seen.time)
                | {
                    "connection": places.get(ends),
                    "presented_by": seen.by,
                    "place_in_chain": seen.place_in_chain,
                    "packet": seen.place,
                    "certificate": own,
                }
            )


def file_certificates(sources: Iterable[Source]) -> Iterator[Row]:
    """The rows of certificates in files and pasted texts."""
    for source in sources:
        for one in source.certificates if source.state != "skipped" else ():
            found = one.certificate
            yield {
                "member": source.name,
                "source": "file",
                "line": one.line,
                "offset": one.offset,
                "length": one.length,
                **{name: getattr(found, name) for name in _PLAIN},
                "san": ", ".join(found.san) if found.san else None,
                "certificate": found,
                **_more(found, None),
            }


def _more(found: Certificate | None, now: datetime | None) -> Row:
    if found is None:
        return {}
    return {
        "purposes": list(found.extended_key_usages) if found.extended_key_usages else None,
        "self_signed": found.self_signed,
        "is_ca": found.is_ca,
        "problems": _problems(found, now),
    }


def _problems(found: Certificate, now: datetime | None) -> list[str] | None:
    """For the certificate of a node or peer; those of CAs need no purposes."""
    told = [one for one in weaknesses(found, now) if not (found.is_ca and "auth" in one.slug)]
    return [f"{one.what} – {one.fix}" for one in told] or None


def compare(rows: Sequence[Row], presented: Sequence[Row], now: datetime | None) -> None:
    """Writes into the rows of files ``compared`` and ``same``: whether what peers presented is this.

    ``presented``: rows of trace and capture. A file and a presented certificate are about the same name when
    their subjects are the same, or their common names.
    """
    for row in rows:
        own: Certificate = row["certificate"]
        row["problems"] = _problems(own, now)
        partners = [other for other in presented if _same_name(own, other)]
        told = [_account(own, other) for other in _distinct(partners)]
        row["compared"] = "; ".join(text for text, _ in told) or None
        results = [same for _, same in told if same is not None]
        row["same"] = all(results) if results else None


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """Of each presenting end one row for each certificate; captures say more than the trace."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in sorted(rows, key=lambda row: row["source"] != "capture"):
        key = (identity_key(row["subject"]), row.get("serial"))
        loose = any(known[0] == key[0] for known in found) and row.get("serial") is None
        if not loose:
            found.setdefault(key, row)
    return list(found.values())


def _same_name(own: Certificate, other: Row) -> bool:
    key = identity_key(other["subject"])
    named = own.cn is not None and other["cn"] is not None and own.cn.casefold() == other["cn"].casefold()
    return bool(key) and (key == own.subject_key or named)


def _account(own: Certificate, other: Row) -> tuple[str, bool | None]:
    """`presented by the server 10.10.1.2:5061 (capture): serial equal, …`, and whether it is the same."""
    seen = other.get("certificate") or _of_trace(other)
    compared = same_certificate(own, seen)
    port = f":{other['remote_port']}" if other.get("remote_port") is not None else ""
    who = f"the {other['presented_by']} " if other.get("presented_by") else ""
    end = {
        True: "this one",
        False: "another one: the wrong certificate is loaded there",
        None: "too little is told to say which: take a capture",
    }
    where = f"presented by {who}{other['remote_ip'] or 'unknown'}{port} ({other['source']})"
    return f"{where}: {compared.account} – {end[compared.same]}", compared.same


def _of_trace(row: Row) -> Certificate:
    """A certificate of which the trace tells subject and SAN alone."""
    return Certificate(row["subject"], None, row["cn"], None, None, None, None, None, None)


def follow_chains(rows: Sequence[Row], authorities: Sequence[Certificate], now: datetime | None) -> None:
    """Writes ``trusted`` and ``chain`` into the rows whose certificate is known whole, when CAs are given.

    Intermediates are taken from the other rows: what was presented along with it, or given as files.
    """
    if not authorities:
        return
    known = {one.fingerprint: one for row in rows if (one := row.get("certificate")) and one.der is not None}
    for row in rows:
        own = row.get("certificate")
        if own is not None:
            chain = chain_to(own, authorities, row.get("time") or now, known.values())
            row["trusted"], row["chain"] = chain.trusted, chain.account
