"""Certificates as the page shows them: one line a certificate, however often it was presented."""

from collections import defaultdict

from tracekit.ladder import Record, Tables, records
from tracekit.report import say
from tracekit.report.page import Fact, Shown
from tracekit.report.places import Places
from tracekit.report.wire_page import CertificateView
from tracekit.text.zone import Zones, shown

MAX_CERTIFICATES = 200
MAX_PEERS = 6
"""On the page; the rest is counted."""

SAME = {True: "the one that is presented", False: "not the one that is presented"}


def certificate_views(tables: Tables) -> tuple[tuple[CertificateView, ...], Shown]:
    """The certificates, and how many of how many they are."""
    groups: dict[object, list[Record]] = defaultdict(list)
    for row in records(tables.certificates):
        groups[_identity(row)].append(row)
    zones, places = Zones(tables.members), Places(tables)
    views = tuple(_view(rows, zones, places) for rows in list(groups.values())[:MAX_CERTIFICATES])
    return views, Shown(len(views), len(groups))


def _identity(row: Record) -> tuple[str | None, ...]:
    """What tells one from another; of a trace only the subject and who presented it are known."""
    fingerprint = row.text("fingerprint")
    if fingerprint is not None:
        return (row.text("source"), fingerprint)
    return (row.text("source"), row.text("subject"), row.text("remote_ip"))


def _view(rows: list[Record], zones: Zones, places: Places) -> CertificateView:
    row = rows[0]
    moments = sorted(moment for moment in (it.instant("time") for it in rows) if moment is not None)
    minutes = zones.of_row(row)
    ends = list(dict.fromkeys((moments[0], moments[-1]))) if moments else []
    same = row.flag("same")
    compared = say.text_of(row, "compared")
    return CertificateView(
        sources=say.said(row.text("source") or "source unknown"),
        cn=say.text_of(row, "cn"),
        subject=say.text_of(row, "subject"),
        san=say.text_of(row, "san"),
        facts=_facts(row),
        presented=_presented(rows),
        times=" – ".join(shown(moment, minutes).words() for moment in ends) or None,
        same=compared if same is None else f"{SAME[same]}: {compared}",
        places=tuple(dict.fromkeys(places.of(it) for it in rows[:MAX_PEERS])),
    )


def _facts(row: Record) -> tuple[Fact, ...]:
    start, end = row.instant("not_before"), row.instant("not_after")
    valid = None if start is None or end is None else f"{start:%Y-%m-%d} – {end:%Y-%m-%d}"
    trusted = row.flag("trusted")
    told = [
        ("Issuer", say.text_of(row, "issuer")),
        ("Serial", say.text_of(row, "serial")),
        ("Valid", valid),
        ("Key", say.text_of(row, "key")),
        ("Signature", say.text_of(row, "signature")),
        (
            "Chain",
            say.text_of(row, "chain")
            or (None if trusted is None else "trusted" if trusted else "not trusted"),
        ),
        ("Cipher", say.text_of(row, "cipher")),
        ("Problems", "; ".join(say.all_said(row.texts("problems"))) or None),
    ]
    return tuple(Fact(name, value) for name, value in told if value is not None)


def _presented(rows: list[Record]) -> tuple[str, ...]:
    """Who presented it, on which connection of which node."""
    told = dict.fromkeys(_by(row) for row in rows if row.text("remote_ip") is not None)
    names = list(told)
    more = [f"and {len(names) - MAX_PEERS} more"] if len(names) > MAX_PEERS else []
    return (*say.all_said(names[:MAX_PEERS]), *more)


def _by(row: Record) -> str:
    port, index, node = row.number("remote_port"), row.number("conn_idx"), row.number("node")
    parts = [f"{row.text('remote_ip')}" + ("" if port is None else f":{port}")]
    parts += [] if index is None else [f"connection {index}"]
    parts += [] if node is None else [f"node {node}"]
    return ", ".join(parts)
