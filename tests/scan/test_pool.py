"""Reading over executors: the same result whoever does the work, and nothing hangs when a worker dies."""

import os
import signal
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import pytest

import tracekit
from tracekit.archive import MemberRef, Reader, find_members
from tracekit.scan import pool
from tracekit.scan.source import Source, read_source

SAMPLE = Path(__file__).parents[2] / "sample_traces" / "secure_trunk_call.zip"
SMALL_BATCH = 100_000


def refs() -> list[MemberRef]:
    return find_members([str(SAMPLE)])


def assert_same_tables(one: "tracekit.api.TraceSet", other: "tracekit.api.TraceSet") -> None:
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name], obj=name)


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_the_number_of_workers_does_not_matter(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "BATCH_BYTES", SMALL_BATCH)
    alone = tracekit.open(SAMPLE)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
        assert_same_tables(alone, tracekit.open(SAMPLE, executor=executor))


def test_any_executor_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "BATCH_BYTES", SMALL_BATCH)
    with ThreadPoolExecutor(3) as executor:
        assert_same_tables(tracekit.open(SAMPLE), tracekit.open(SAMPLE, executor=executor))


def test_progress_counts_every_member_once() -> None:
    told: list[tuple[int, int, str]] = []
    pool.read_sources(refs(), None, lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(1, len(refs()) + 1))
    assert {name for _, _, name in told} == {ref.name for ref in refs()}


def test_batches_keep_the_order_and_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "BATCH_BYTES", SMALL_BATCH)
    parts = pool.batches(refs())
    assert len(parts) > 1
    assert [ref for part in parts for ref in part] == refs()


def deadly(ref: MemberRef, reader: Reader) -> list[Source]:
    """Dies on one member as the kernel's out-of-memory killer makes it die."""
    if "calllogs" in ref.name and "CUCMA" in ref.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_source(ref, reader)


def dies_once(ref: MemberRef, reader: Reader) -> list[Source]:
    mark = Path(os.environ["TRACEKIT_TEST_MARK"])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return read_source(ref, reader)


def forked(monkeypatch: pytest.MonkeyPatch, reading: object) -> None:
    """Workers that inherit a replaced reading; as many as on the smallest machine, whatever this one has."""
    monkeypatch.setattr(pool, "read_source", reading)
    monkeypatch.setattr(pool, "get_context", lambda _: get_context("fork"))
    monkeypatch.setattr(pool, "POOL_FROM_BYTES", 0)
    monkeypatch.setattr(pool, "BATCH_BYTES", SMALL_BATCH)
    monkeypatch.setattr(pool, "cores", lambda: 2)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_member_that_kills_its_worker_is_named_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forked(monkeypatch, deadly)
    members = tracekit.open(SAMPLE).members.set_index("member")
    (dead,) = [name for name in members.index if "CUCMA" in name and "calllogs" in name]
    assert members.loc[dead, "state"] == "refused"
    assert "died twice" in members.loc[dead, "reason"]
    others = members.drop(dead)
    assert set(others.loc[others["kind"] == "sdl", "state"]) == {"read"}


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_worker_that_dies_once_costs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    alone = tracekit.open(SAMPLE)
    assert len(alone.calls) == 2
    monkeypatch.setenv("TRACEKIT_TEST_MARK", str(tmp_path / "died"))
    forked(monkeypatch, dies_once)
    assert_same_tables(alone, tracekit.open(SAMPLE))


def test_an_executor_of_ones_own_is_left_open() -> None:
    executor: Executor = ThreadPoolExecutor(1)
    pool.read_sources(refs(), executor)
    assert executor.submit(int, "7").result() == 7
    executor.shutdown()
