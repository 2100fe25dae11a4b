"""The one door for every face: files in, tables, calls and their raw text out."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import cached_property
from html import escape
from os import PathLike, fspath
from typing import Any

import pandas as pd

from tracekit.accounting import counts
from tracekit.archive import Limits, MemberRef, Texts, find_members
from tracekit.correlate import Correlated, Expectations, correlate
from tracekit.family import families
from tracekit.findings import findings as find_findings
from tracekit.findings import places
from tracekit.ladder import Ladder, Ladders, without_noise
from tracekit.query import Directory, Found, Kind, find
from tracekit.scan import Progress, read_sources
from tracekit.tables.schema import TABLES
from tracekit.visible import visible

__all__ = ["Call", "Expectations", "Limits", "Progress", "TraceSet", "open_traces"]

_WIRE_FAMILIES = ("connection_created", "connection_indication", "certificate")


class TraceSet:
    """All that one or more collections hold: the tables of the schema as DataFrames, and the calls.

    Nothing is read until a table is asked for. Every row points at its proof: ``raw(member, offset, length)``
    gives the bytes. Raises what ``tracekit.errors`` names when an input cannot be used at all; a member that
    cannot be read is a row of ``members`` with its reason. ``attrs["tracekit"]`` of every table holds the
    accounting in numbers: what is missing in the input is missing in every table.
    """

    def __init__(
        self,
        inputs: Sequence[str | PathLike[str]],
        progress: Progress | None = None,
        executor: Executor | None = None,
        limits: Limits | None = None,
        expected: Expectations | None = None,
    ) -> None:
        self.inputs = [fspath(path) for path in inputs]
        self._expected = expected
        self._limits = limits or Limits()
        self._progress = progress
        self._executor = executor
        self._texts = Texts(self._limits)
        self._grouped: dict[int, dict[str, Any]] = {}

    def __repr__(self) -> str:
        return f"<TraceSet of {', '.join(self.inputs)}>"

    def _repr_html_(self) -> str:
        """What was read and found, in numbers, for a notebook; reads the input."""
        rows = [
            (f"members {state}", int(count)) for state, count in self.members["state"].value_counts().items()
        ]
        rows += [("SIP messages", len(self.messages)), ("calls", len(self.calls))]
        rows += [(f"findings: {it}", int(n)) for it, n in self.findings["severity"].value_counts().items()]
        cells = "".join(f"<tr><th>{escape(name)}</th><td>{count:,}</td></tr>" for name, count in rows)
        return f"<table><caption>{escape(visible(', '.join(self.inputs)))}</caption>{cells}</table>"

    @cached_property
    def refs(self) -> Mapping[str, MemberRef]:
        """The members of the input by name, found without reading them."""
        return {ref.name: ref for ref in find_members(self.inputs, self._limits)}

    @cached_property
    def _result(self) -> Correlated:
        found = correlate(
            read_sources(list(self.refs.values()), self._executor, self._progress, self._limits),
            self._expected,
        )
        tables = found.tables
        told = counts(tables["members"], tables["problems"], tables["coverage"])
        for table in tables.values():
            table.attrs["tracekit"] = dict(told)
        return found

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table by its name, in the schema's order."""
        return {name: self.findings if name == "findings" else self._result.tables[name] for name in TABLES}

    @property
    def events(self) -> Mapping[str, pd.DataFrame]:
        """What each family of trace lines says, by family name; ``ci, connection, call`` where stated."""
        return self._result.events

    @property
    def notes(self) -> Mapping[str, tuple[str, str]]:
        """For each family that stands on a ladder its title and the ``str.format`` text over its columns."""
        known = ((name, family.event) for name, family in families().items())
        return {name: (event.title, event.note) for name, event in known if event.note is not None}

    @property
    def members(self) -> pd.DataFrame:
        """One row a file of the input, and what became of it."""
        return self._result.tables["members"]

    @property
    def messages(self) -> pd.DataFrame:
        """One row a SIP message."""
        return self._result.tables["messages"]

    @property
    def digit_analyses(self) -> pd.DataFrame:
        """One row a digit analysis."""
        return self._result.tables["digit_analyses"]

    @property
    def connections(self) -> pd.DataFrame:
        """One row a transport connection."""
        return self._result.tables["connections"]

    @property
    def certificates(self) -> pd.DataFrame:
        """One row a certificate presentation."""
        return self._result.tables["certificates"]

    @property
    def handshakes(self) -> pd.DataFrame:
        """One row a TLS handshake of a capture."""
        return self._result.tables["handshakes"]

    @property
    def trunks(self) -> pd.DataFrame:
        """One row a SIP trunk, or a peer that no line names."""
        return self._result.tables["trunks"]

    @property
    def trunk_checks(self) -> pd.DataFrame:
        """One row a question of the checklist for a TLS trunk."""
        return self._result.tables["trunk_checks"]

    @property
    def dialogs(self) -> pd.DataFrame:
        """One row a SIP dialog."""
        return self._result.tables["dialogs"]

    @property
    def legs(self) -> pd.DataFrame:
        """One row a leg."""
        return self._result.tables["legs"]

    @property
    def calls(self) -> pd.DataFrame:
        """One row a logical call."""
        return self._result.tables["calls"]

    @property
    def call_events(self) -> pd.DataFrame:
        """One row a call-control entry of calllogs."""
        return self._result.tables["call_events"]

    @property
    def joins(self) -> pd.DataFrame:
        """One row a tie between two legs, with the record that says so."""
        return self._result.tables["joins"]

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row a diagnosis, the bad ones first; made when it is asked for."""
        table = find_findings(self._result.tables, self.events)
        table.attrs.update(self._result.tables["findings"].attrs)
        return table

    def proof(self, evidence: Sequence[str]) -> list[str]:
        """The records that lines of evidence (``member:line``) point at, as text, in their order."""
        found = places(evidence, self._result.tables, self.events)
        return [
            self.raw(*place).decode("utf-8", "replace")
            for place in found[["member", "offset", "length"]].itertuples(index=False, name=None)
        ]

    @property
    def clock_skew(self) -> pd.DataFrame:
        """One row a pair of nodes that sent each other signals: how far their clocks are apart."""
        return self._result.tables["clock_skew"]

    @property
    def coverage(self) -> pd.DataFrame:
        """One row what a node's traces cover, or what is missing in them."""
        return self._result.tables["coverage"]

    @property
    def unparsed(self) -> pd.DataFrame:
        """One row a kind of line that no record holds."""
        return self._result.tables["unparsed"]

    @property
    def problems(self) -> pd.DataFrame:
        """One row a record that was claimed and could not be read."""
        return self._result.tables["problems"]

    def calls_of(self, what: str | int, kind: Kind | None = None) -> list["Call"]:
        """The calls in which ``what`` takes part in any role, in order of time; see ``find``."""
        return [self.call(call) for call in self.find(what, kind).calls]

    def find(self, what: str | int, kind: Kind | None = None) -> Found:
        """Ids of the calls of a number, pattern (`98XX`), range (`9800-9899`), user, device, address or id.

        ``kind``: one of ``tracekit.query.KINDS``; by default its looks tell. Beside the calls it says which
        other written forms of the number are among them, or which are nearest when there is none.
        """
        return find(str(what), self._directory, kind)

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self)

    def call(self, call: str | int) -> "Call":
        """One call by its id; raises KeyError when there is none of this id."""
        known = self.calls["call"]
        if str(call) not in set(known):
            raise KeyError(f"no call {call!r}; there are {len(known)} calls, see TraceSet.calls")
        return Call(self, str(call))

    def rows_of(self, call: str, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of one of its frames that are a call's; frames are grouped once, on first use."""
        if id(frame) not in self._grouped:
            groups = frame.groupby("call", sort=False).indices
            self._grouped[id(frame)] = {str(key): rows for key, rows in groups.items()}
        places = self._grouped[id(frame)].get(call)
        return frame.iloc[[] if places is None else places].reset_index(drop=True)

    @cached_property
    def ladders(self) -> Ladders:
        """Draws the ladders of its calls."""
        return Ladders(self)

    def raw(self, member: str, offset: int, length: int) -> bytes:
        """Bytes of a member, as decompressed; a record that goes on in the next file is given whole."""
        ref = self.refs[self._result.files.get(member, member)]
        text = self._texts.part(ref, offset, length)
        rest = self._result.rests.get(member)
        if rest is None or len(text) == length:
            return text
        return text + self.raw(rest.member, rest.offset, min(rest.length, length - len(text)))


class Call:
    """One logical call: its row, its legs and messages, its ladder."""

    def __init__(self, traces: TraceSet, call: str) -> None:
        self.traces = traces
        self.call = call

    @property
    def row(self) -> "pd.Series[Any]":
        """The call's row of the calls table."""
        calls = self.traces.calls
        return calls[calls["call"] == self.call].iloc[0]

    @property
    def legs(self) -> pd.DataFrame:
        """Its rows of the legs table."""
        return self._mine(self.traces.legs)

    @property
    def digit_analyses(self) -> pd.DataFrame:
        """Its rows of the digit analyses table, in order of time."""
        return self._mine(self.traces.digit_analyses)

    @property
    def connections(self) -> pd.DataFrame:
        """The rows of the connections table that its messages and legs ran over."""
        used = set(self.messages["connection"].dropna()) | set(self.legs["connection"].dropna())
        wires = self.traces.connections
        return wires[wires["connection"].isin(used)].reset_index(drop=True)

    @property
    def call_events(self) -> pd.DataFrame:
        """Its rows of the call events table, in order of time."""
        return self._mine(self.traces.call_events)

    @property
    def joins(self) -> pd.DataFrame:
        """Its rows of the joins table: why its legs are one call."""
        return self._mine(self.traces.joins)

    @property
    def messages(self) -> pd.DataFrame:
        """Its rows of the messages table, in order of time."""
        return self._mine(self.traces.messages)

    @property
    def findings(self) -> pd.DataFrame:
        """Its rows of the findings table."""
        return self._mine(self.traces.findings)

    def ladder(self, noise: bool = True) -> Ladder:
        """Participants, arrows and notes, ready to be drawn.

        ``noise=False`` folds OPTIONS, REGISTER, subscriptions and KPML into one line each.
        """
        ladder = self.traces.ladders.of(self.call)
        return ladder if noise else without_noise(ladder, self.traces)

    def to_pcapng(self) -> bytes:
        """Its SIP in clear text as a packet capture that Wireshark opens; keys and credentials are masked."""
        from tracekit.export import pcapng

        return b"".join(pcapng(self.ladder(), self.traces))

    def raw(self) -> str:
        """The trace records that are the call's, whole, in order of time.

        With them come the lines that tell what its connections were: created, seen, certificate.
        """
        return "".join(
            self.traces.raw(*place).decode("utf-8", "replace")
            for place in self.places[["member", "offset", "length"]].itertuples(index=False, name=None)
        )

    @property
    def places(self) -> pd.DataFrame:
        """Where the records of ``raw`` stand: time, member, offset, length; each once, in order of time."""
        wires = set(self.messages["connection"].dropna())
        frames = [self.messages, self._mine(self.traces.digit_analyses)]
        for name, events in self.traces.events.items():
            frames.append(self._mine(events))
            if name in _WIRE_FAMILIES:
                frames.append(events[events["connection"].isin(wires)])
        columns = ["time", "member", "offset", "length"]
        found = pd.concat([frame[columns] for frame in frames if len(frame)] or [self.messages[columns]])
        return found.drop_duplicates(["member", "offset"]).sort_values(columns[:3], ignore_index=True)

    def _mine(self, frame: pd.DataFrame) -> pd.DataFrame:
        return self.traces.rows_of(self.call, frame)

    def __repr__(self) -> str:
        row = self.row.where(self.row.notna(), "unknown")
        return f"<Call {self.call}: {row['calling']} → {row['called']}, {row['outcome']}>"

    def _repr_html_(self) -> str:
        from tracekit.report import render_call_html

        return render_call_html(self.ladder(), self.traces)


def open_traces(
    *inputs: str | PathLike[str],
    progress: Progress | None = None,
    executor: Executor | None = None,
    limits: Limits | None = None,
    expected: Expectations | None = None,
) -> TraceSet:
    """Collections, folders or trace files as one TraceSet; reads on first use.

    ``executor``: any concurrent.futures.Executor that runs the reading; by default processes, one a core.
    ``limits``: what an archive may make of itself; ``Limits.lifted()`` for input that is trusted.
    ``expected``: names of TLS peers, and CAs, that the verdicts are held against.
    """
    return TraceSet(inputs, progress, executor, limits, expected)
