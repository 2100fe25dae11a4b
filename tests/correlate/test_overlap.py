"""Two hundred overlapping calls on three nodes: which legs form a call."""

import json
from pathlib import Path
from typing import Any

import pytest

import tracekit
from tests.simulator.busy import SHARES, busy, write
from tests.simulator.score import score, wrong
from tracekit.api import TraceSet

CALLS, NODES, SEED = 200, 3, 1


def made(folder: Path, sip_only: bool) -> tuple[TraceSet, dict[str, Any]]:
    write(busy(CALLS, NODES, SEED, sip_only), folder, logs=False)
    loaded: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return tracekit.open(folder), loaded


@pytest.fixture(scope="module")
def signals(tmp_path_factory: pytest.TempPathFactory) -> tuple[TraceSet, dict[str, Any]]:
    return made(tmp_path_factory.mktemp("signals"), sip_only=False)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[TraceSet, dict[str, Any]]:
    return made(tmp_path_factory.mktemp("texts"), sip_only=True)


def test_the_calls_do_overlap_and_share_connections(signals: tuple[TraceSet, dict[str, Any]]) -> None:
    calls = signals[1]["calls"]
    starts = sorted(call["started"] for call in calls)
    median = starts[len(starts) // 2]
    lasting = [call for call in calls if call["started"] < median < (call["ended"] or "9")]
    assert len(lasting) > 40
    over: dict[tuple[str, int], int] = {}
    for leg in (leg for call in calls for leg in call["legs"] if leg["device"].startswith("TRUNK")):
        key = leg["host"], leg["conn_idx"]
        over[key] = over.get(key, 0) + 1
    assert max(over.values()) >= 3


def test_each_node_makes_its_own_call_identifiers(signals: tuple[TraceSet, dict[str, Any]]) -> None:
    made_by = {leg["ci"] >> 24 for call in signals[1]["calls"] for leg in call["legs"]}
    assert made_by == set(range(1, NODES + 1))


def test_every_kind_of_call_is_there(signals: tuple[TraceSet, dict[str, Any]]) -> None:
    kinds = {call["name"].partition(", ")[2].rstrip("0123456789 ") for call in signals[1]["calls"]}
    assert len(kinds) >= len(SHARES) - 3


def test_signals_tell_every_pair_of_legs(signals: tuple[TraceSet, dict[str, Any]]) -> None:
    result = score(*signals)
    assert result.true > 250
    assert result.precision >= 0.999, wrong(*signals)
    assert result.recall >= 0.999, wrong(*signals)


def test_sip_text_alone_tells_nearly_all_of_them(texts: tuple[TraceSet, dict[str, Any]]) -> None:
    result = score(*texts)
    assert result.precision >= 0.97, wrong(*texts)
    assert result.recall >= 0.97, wrong(*texts)


def test_two_runs_write_the_same(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        write(busy(6, 2, 5), tmp_path / folder, logs=True)
    names = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(names) >= 5
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
