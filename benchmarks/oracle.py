"""How right correlation is, by CUCM's own call log: ``python -m benchmarks.oracle COLLECTION…``.

Works for any collection with calllogs. Each is judged twice: as it is, and with its calllogs hidden from
tracekit and kept as the oracle alone. A row of calllogs is judged where the SDL traces of its node cover its
time. Exit code 1 when a figure is below its goal.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracekit.archive import find_members
from tracekit.correlate import correlate
from tracekit.correlate.groups import groups
from tracekit.scan import Source, read_sources

NEAR = pd.Timedelta(milliseconds=50)
TOGETHER = ("SETUP", "OFFERED", "JOIN")
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Figure:
    """One question to the oracle: of how many rows how many agree, and the share that must."""

    name: str
    goal: float
    goal_hidden: float
    agree: int
    asked: int
    odd: tuple[str, ...] = ()
    """Some that do not agree, in words."""

    def good(self, hidden: bool) -> bool:
        goal = self.goal_hidden if hidden else self.goal
        return not self.asked or self.agree >= goal * self.asked


def judged(sources: Sequence[Source], again: Sequence[Source]) -> tuple[list[Figure], list[Figure]]:
    """Figures with calllogs, and without; ``again`` is a second reading of the same files."""
    full = correlate(sources)
    rows = full.events["call_log"]
    inside = rows[_covered(rows, full.tables["members"])]
    hidden = correlate([source for source in again if source.kind != "calllogs"])
    return list(_figures(inside, dict(full.tables))), list(_figures(inside, dict(hidden.tables)))


def _covered(rows: pd.DataFrame, members: pd.DataFrame) -> pd.Series:
    """Whether an SDL file of the row's node runs over the time of the row."""
    covered = pd.Series(False, index=rows.index)
    files = members[(members["kind"] == "sdl") & (members["state"] != "skipped")].dropna(subset=["node"])
    for node, first, last in files[["node", "first_time", "last_time"]].itertuples(index=False, name=None):
        mine = (rows["node"] == node).fillna(False).astype(bool)
        covered |= mine & (rows["time_local"] >= first) & (rows["time_local"] <= last)
    return covered


def _figures(rows: pd.DataFrame, tables: Tables) -> Iterator[Figure]:
    steps, messages = rows[rows["event"].notna()], rows[rows["side"].notna()]
    call_of = {
        int(ci): call
        for ci, call in zip(tables["legs"]["ci"], tables["legs"]["call"], strict=True)
        if pd.notna(ci)
    }
    yield _pairs(steps, call_of)
    yield _apart(steps, call_of)
    yield from _messages(messages, tables["messages"])
    yield _causes(steps, tables["calls"])


def _pairs(steps: pd.DataFrame, call_of: dict[int, str]) -> Figure:
    """Both call identifiers of a set-up, offer or join lie in one call."""
    pairs = steps[steps["event"].isin(TOGETHER) & (steps["ci_a"] > 0) & (steps["ci_b"] > 0)]
    cis = [(int(a), int(b)) for a, b in zip(pairs["ci_a"], pairs["ci_b"], strict=True)]
    odd = [pair for pair in cis if pair[0] not in call_of or call_of[pair[0]] != call_of.get(pair[1])]
    return _figure("CI pairs in one call", (1, 0.95), len(cis), (f"{a} and {b}" for a, b in odd))


def _apart(steps: pd.DataFrame, call_of: dict[int, str]) -> Figure:
    """No call holds legs that no chain of rows ties together."""
    pairs = steps[(steps["ci_a"] > 0) & (steps["ci_b"] > 0)]
    ties = [(str(a), str(b)) for a, b in zip(pairs["ci_a"], pairs["ci_b"], strict=True)]
    part = groups([ci for pair in ties for ci in pair], ties)
    found: dict[str, set[str]] = {}
    for ci, kept in part.items():
        call = call_of.get(int(str(ci)))
        if call is not None:
            found.setdefault(call, set()).add(kept)
    odd = [f"call {call} holds {sorted(parts)}" for call, parts in found.items() if len(parts) > 1]
    return _figure("calls kept apart", (1, 1), len(found), odd)


def _messages(rows: pd.DataFrame, messages: pd.DataFrame) -> Iterator[Figure]:
    """SIP rows and the messages they are about, by node and number."""
    own = messages[["node", "net_no", "call_id", "ci", "device", "time"]]
    both = rows[["node", "net_no", "call_id", "ci", "device", "time"]].merge(
        own, on=["node", "net_no", "call_id"], how="left", suffixes=("", "_found")
    )
    for name, goals, asked, same in (
        ("SIP rows: CI", (0.98, 0.98), both["ci"] > 0, both["ci"] == both["ci_found"]),
        ("SIP rows: device", (0.95, 0.95), both["device"].notna(), both["device"] == both["device_found"]),
        (
            "SIP rows: time within 50 ms",
            (1, 1),
            both["time"].notna(),
            (both["time"] - both["time_found"]).abs() <= NEAR,
        ),
    ):
        told = both[asked.fillna(False).astype(bool)]
        odd = told[~same.fillna(False).astype(bool).reindex(told.index)]
        words = (
            f"message {number} of node {node}"
            for number, node in zip(odd["net_no"], odd["node"], strict=True)
        )
        yield _figure(name, goals, len(told), words)


def _causes(steps: pd.DataFrame, calls: pd.DataFrame) -> Figure:
    """The cause with which a call ends: that of its last release or refusal."""
    cause_of = {
        int(ci): cause for legs, cause in zip(calls["legs"], calls["cause"], strict=True) for ci in legs or ()
    }
    ends = steps[steps["event"].isin(["RELEASE", "REJECT"]) & (steps["cause"] > 0)]
    last = ends.drop_duplicates("ci_a", keep="last")
    odd = [
        f"{ci}: {cause}, not {cause_of.get(int(ci))}"
        for ci, cause in zip(last["ci_a"], last["cause"], strict=True)
        if not _same_cause(cause_of.get(int(ci)), int(cause))
    ]
    return _figure("release causes", (1, 0), len(last), odd)


def _same_cause(found: Any, told: int) -> bool:
    return pd.notna(found) and (int(found) == told or int(found) & 0xFF == told & 0xFF)


def _figure(name: str, goals: tuple[float, float], asked: int, odd: Iterable[str]) -> Figure:
    wrong = tuple(odd)
    return Figure(name, *goals, asked - len(wrong), asked, wrong[:5])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.oracle", description=__doc__)
    parser.add_argument("collections", nargs="+", metavar="COLLECTION")
    fine = True
    for collection in parser.parse_args(arguments).collections:
        with_log, without = judged(*(read_sources(list(find_members([collection]))) for _ in range(2)))
        print(collection)
        for shown, hidden in zip(with_log, without, strict=True):
            fine &= shown.good(False) and hidden.good(True)
            print(f"  {shown.name:30}{_share(shown, False):>16}   without calllogs{_share(hidden, True):>16}")
            for odd in dict.fromkeys((*shown.odd, *hidden.odd)):
                print(f"      {odd}")
    return 0 if fine else 1


def _share(figure: Figure, hidden: bool) -> str:
    return f"{figure.agree} of {figure.asked}{'' if figure.good(hidden) else ' BAD'}"


if __name__ == "__main__":
    sys.exit(main())
