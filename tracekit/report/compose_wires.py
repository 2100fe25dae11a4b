"""Transport connections as the page shows them."""

from collections.abc import Iterable, Sequence

from tracekit.ladder import Record, Tables, records
from tracekit.ladder.narrate import ASKED, Way, service_port, way_of
from tracekit.report import say
from tracekit.report.evidence import Evidence
from tracekit.report.page import Fact, Shown
from tracekit.report.places import Places
from tracekit.report.wire_page import CipherView, ConnectionView, Mood, VerdictView
from tracekit.text.zone import Zones, shown
from tracekit.tls.grade import grade
from tracekit.tls.verdict import BAD, SECURE, WEAK

MAX_CONNECTIONS = 300
"""In the table of all; the rest is counted."""

MAX_EVIDENCE = 4
"""Places quoted for one connection."""

WAYS: dict[Way, str] = {
    "created": "opened by CUCM",
    "accepted": "accepted on port",
    "first seen": "opened before the trace",
}
GRADES: dict[str, Mood] = {"strong": "good", "acceptable": "good", "weak": "warn", "broken": "bad"}


class Wiring:
    """Views of connections, each made once."""

    def __init__(self, tables: Tables, evidence: Evidence) -> None:
        self._zones = Zones(tables.members)
        self._places = Places(tables)
        self._evidence = evidence
        self._views: dict[str, ConnectionView] = {}

    def views(self, rows: Iterable[Record]) -> tuple[ConnectionView, ...]:
        return tuple(self.view(row) for row in rows)

    def view(self, row: Record) -> ConnectionView:
        name = row.text("connection") or ""
        if name not in self._views:
            self._views[name] = self._made(row)
        return self._views[name]

    def _made(self, row: Record) -> ConnectionView:
        asked = row.number("tls_security")
        came, went = row.number("messages_in") or 0, row.number("messages_out") or 0
        words = ASKED.get(asked or 0)
        return ConnectionView(
            index=say.maybe(row.number("conn_idx")),
            node=say.maybe(row.number("node")),
            device=say.text_of(row, "device"),
            peer=say.peer(row),
            way=_way(row),
            mark=say.mark(row.text("transport"), service_port(row)),
            secure=row.text("transport") == "TLS",
            asked=None if asked is None else f"{asked}" + (f" ({words})" if words else ""),
            verdict=verdict_view(row),
            cipher=cipher_view(row.text("cipher"), row.text("tls_version"), row.text("why")),
            remote_cn=say.text_of(row, "remote_cn"),
            san=say.text_of(row, "san"),
            subject=say.text_of(row, "subject"),
            expected=say.all_said(row.texts("expected_names")),
            name_check=say.text_of(row, "name_check"),
            life=self._life(row),
            messages=f"{say.count(came)} in, {say.count(went)} out",
            evidence=self._evidence.of(evidence_of(row)) if is_told(row) else (),
            place=self._places.of(row),
        )

    def _life(self, row: Record) -> tuple[Fact, ...]:
        """What happened on it, in order, with the time since its opening."""
        minutes = self._zones.of_row(row)
        opened, closed = row.instant("opened"), row.instant("closed")
        told = [
            ("opened", None if opened is None else shown(opened, minutes).words()),
            ("certificate", _after(row.number("certificate_after_ms"))),
            ("first message in", _after(row.number("first_in_after_ms"))),
            ("closed", None if closed is None else shown(closed, minutes).words()),
            ("because", say.text_of(row, "close_reason")),
        ]
        return tuple(Fact(name, value) for name, value in told if value is not None)


def _way(row: Record) -> str:
    """Who opened it."""
    way = way_of(row)
    local = row.number("local_port") if way == "accepted" else None
    if way != "accepted":
        return WAYS[way]
    return "opened by the peer" if local is None else f"{WAYS[way]} {local}"


def is_told(row: Record) -> bool:
    """Whether it has a panel of its own: it is TLS, was asked to be, or something is wrong with it."""
    asked = (row.number("tls_security") or 0) > 1
    return row.text("transport") == "TLS" or asked or bool(row.flag("bad"))


def evidence_of(row: Record) -> tuple[str, ...]:
    """The places to quote: those of the verdict, else the line that tells of the connection."""
    return (row.texts("evidence") or (row.proof.place,))[:MAX_EVIDENCE]


def connection_views(tables: Tables, wiring: Wiring) -> tuple[tuple[ConnectionView, ...], Shown]:
    """TLS and what is bad first, then as in the table."""
    rows = sorted(records(tables.connections), key=lambda row: not is_told(row))[:MAX_CONNECTIONS]
    return wiring.views(rows), Shown(len(rows), len(tables.connections))


def verdict_view(row: Record) -> VerdictView | None:
    """The verdict of a connection or trunk; null where none was given."""
    words = row.text("verdict")
    if words is None:
        return None
    return VerdictView(
        words=say.said(words),
        mood=_mood(words, bad=bool(row.flag("bad"))),
        told=say.told(row.flag("verdict_seen")),
        why=say.text_of(row, "why"),
        fix=say.text_of(row, "fix"),
    )


def cipher_view(name: str | None, version: str | None = None, told: str | None = None) -> CipherView | None:
    """A cipher judged by its parts; null for none. ``told``: words beside it, which are not repeated."""
    if name is None:
        return None
    found = grade(name, version)
    graded = None if found is None else found.grade
    return CipherView(
        name=say.said(name),
        version=say.maybe(version),
        grade=graded,
        mood=GRADES.get(graded or "", "plain"),
        reasons=() if found is None else tuple(it for it in found.reasons if it not in (told or "")),
    )


def security_words(rows: Sequence[Record]) -> str:
    """Connections by transport, said plainly: ``No connection uses TLS: 7 over TCP, 1 over UDP.``"""
    if not rows:
        return "No connection is in what was read."
    names = [row.text("transport") or "transport not told" for row in rows]
    secure = names.count("TLS")
    others = ", ".join(
        f"{say.count(names.count(name))} {'over ' if name in ('TCP', 'UDP') else ''}{say.said(name)}"
        for name in dict.fromkeys(names)
        if name != "TLS"
    )
    if not secure:
        return f"No connection uses TLS, and no certificate was exchanged: {others}."
    verb = "connection uses" if secure == 1 else "connections use"
    return f"{say.count(secure)} {verb} TLS" + (f"; without it: {others}." if others else ".")


def _mood(words: str, *, bad: bool) -> Mood:
    if bad or words in BAD:
        return "bad"
    return "good" if words == SECURE else "warn" if words == WEAK else "plain"


def _after(value: int | None) -> str | None:
    said = say.milliseconds(value)
    return None if said is None else f"after {said}"
