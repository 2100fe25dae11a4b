"""``python -m tests.simulator.score DIR``: how well the tool groups the legs of simulated calls."""

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tracekit
from tracekit.api import TraceSet


@dataclass(frozen=True)
class Score:
    """Pairs of legs: those that belong together, those that the tool puts together, and both."""

    true: int
    found: int
    both: int

    @property
    def precision(self) -> float:
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.true if self.true else 1.0


def grouped(truth: dict[str, Any]) -> dict[int, str]:
    """The call of each call identifier; recorder legs and music are for themselves."""
    calls: dict[int, str] = {}
    for place, call in enumerate(truth["calls"]):
        calls |= {leg["ci"]: f"{place}" for leg in call["legs"]}
        for number, beside in enumerate(call.get("related", ())):
            calls |= {leg["ci"]: f"{place}/{number}" for leg in beside.get("legs", ())}
    return calls


def score(traces: TraceSet, truth: dict[str, Any]) -> Score:
    """Pairwise, over all legs with a SIP dialog; one that the tool does not know is alone."""
    true = grouped(truth)
    told = traces.legs.dropna(subset=["ci", "call"])
    found = {int(ci): str(call) for ci, call in zip(told["ci"], told["call"], strict=True)}
    rows = [(call, found.get(ci, f"missing {ci}")) for ci, call in true.items()]
    return Score(
        _pairs(Counter(call for call, _ in rows)),
        _pairs(Counter(call for _, call in rows)),
        _pairs(Counter(rows)),
    )


def wrong(traces: TraceSet, truth: dict[str, Any]) -> Counter[str]:
    """Kinds of calls (behind the comma of their names) whose legs are not exactly those of one call."""
    told = traces.legs.dropna(subset=["ci", "call"])
    found = {int(ci): str(call) for ci, call in zip(told["ci"], told["call"], strict=True)}
    members: dict[str, set[int]] = {}
    true = grouped(truth)
    for ci, call in found.items():
        if ci in true:
            members.setdefault(call, set()).add(ci)
    missed: Counter[str] = Counter()
    for call in truth["calls"]:
        cis = {leg["ci"] for leg in call["legs"]}
        if members.get(found.get(min(cis), ""), set()) != cis:
            missed[call["name"].partition(", ")[2].rstrip("0123456789 ")] += 1
    return missed


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def main() -> None:
    folder = Path(sys.argv[1])
    truth = json.loads((folder / "truth.json").read_text())
    traces = tracekit.open(folder)
    result = score(traces, truth)
    print(f"calls {len(truth['calls'])}, calls found {len(traces.calls)}")
    print(f"pairwise precision {result.precision:.5f}, recall {result.recall:.5f}")
    for kind, count in wrong(traces, truth).most_common():
        print(f"{count:6d} wrong: {kind}")


if __name__ == "__main__":
    main()
