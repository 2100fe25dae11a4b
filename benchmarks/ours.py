"""What tracekit does, one action a process: ``python -m benchmarks.ours ACTION DATA``.

The last line of the output is JSON: ``seconds`` of the work alone, without the start of Python, its imports
and the start of the worker processes.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tracekit.archive import MemberRef, Reader, find_members, kind_of
from tracekit.family import families
from tracekit.record.index import index_call_log, index_sdi, index_sdl
from tracekit.scan import Source, read_sources
from tracekit.scan.pool import batches, read_batch
from tracekit.scan.sieve import sieve

Told = dict[str, Any]
_INDEX_OF = {"sdl": index_sdl, "sdi": index_sdi, "calllogs": index_call_log}


class Here(Executor):
    """One worker: this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def facts(refs: Sequence[MemberRef], executor: Executor) -> Told:
    """Sizes, and which files on disk are traces: those that other tools are given."""
    found: Told = {"bytes": 0, "packed": 0, "traces": 0, "records": 0, "files": []}
    with Reader() as reader:
        for ref in refs:
            content = reader.load(ref)
            index_of = _INDEX_OF.get(kind_of(content.data))
            if index_of is None or content.state in ("skipped", "refused"):
                continue
            found["bytes"] += len(content.data)
            found["traces"] += 1
            found["records"] += len(index_of(content.data))
            if not ref.chain:
                found["files"].append(ref.source)
    found["packed"] = sum(Path(path).stat().st_size for path in {ref.source for ref in refs})
    return found


def index(refs: Sequence[MemberRef], executor: Executor) -> Told:
    """Every file decompressed and its records indexed; the index is thrown away."""
    return {"records": sum(executor.map(_index_batch, batches(refs)))}


def _index_batch(refs: Sequence[MemberRef]) -> int:
    records = 0
    with Reader() as reader:
        for ref in refs:
            data = reader.load(ref).data
            index_of = _INDEX_OF.get(kind_of(data))
            records += len(index_of(data)) if index_of else 0
    return records


def tables(refs: Sequence[MemberRef], executor: Executor) -> Told:
    """All tables, as columns in the worker's memory."""
    return {"rows": sum(executor.map(_tables_batch, batches(refs)))}


def _tables_batch(refs: list[MemberRef]) -> int:
    return sum(_rows(source) for source in read_batch(refs))


def _rows(source: Source) -> int:
    return sum(len(columns["record"]) for columns in source.scan.events.values()) if source.scan else 0


def parquet(refs: Sequence[MemberRef], executor: Executor) -> Told:
    """All tables, written by the worker: one file for each table and batch."""
    with tempfile.TemporaryDirectory() as folder:
        work = [(batch, Path(folder) / f"{at:04d}") for at, batch in enumerate(batches(refs))]
        written = sum(executor.map(_parquet_batch, *zip(*work, strict=True)))
    return {"parquet_bytes": written}


def _parquet_batch(refs: list[MemberRef], stem: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts: dict[str, list[Any]] = {}
    for source in read_batch(refs):
        for name, columns in (source.scan.events if source.scan else {}).items():
            named = {key: getattr(values, "arrow", values) for key, values in columns.items()}
            named["member"] = pa.array([source.name]).take(pa.array([0] * len(columns["record"])))
            parts.setdefault(name, []).append(pa.table(named))
    size = 0
    for name, found in parts.items():
        path = stem.with_name(f"{stem.name}-{name}.parquet")
        pq.write_table(pa.concat_tables(found, promote_options="permissive"), path, compression="zstd")
        size += path.stat().st_size
    return size


def frames(refs: Sequence[MemberRef], executor: Executor) -> Told:
    """All tables as DataFrames in this process, nothing correlated."""
    from tracekit.correlate.events import event_frames

    scans = [source.scan for source in read_sources(refs, executor) if source.scan is not None]
    return {"rows": sum(map(len, event_frames(scans).values()))}


def correlated(refs: Sequence[MemberRef], executor: Executor) -> Told:
    """All tables as users get them: correlated, with calls, legs, connections and dialogs."""
    from tracekit.correlate import correlate

    found = correlate(read_sources(refs, executor)).tables
    return {"messages": len(found["messages"]), "calls": len(found["calls"])}


def lark(refs: Sequence[MemberRef], executor: Executor) -> Told:
    """The same grammars, read by lark record by record, on a sample; ``bytes`` is the sample's size."""
    from benchmarks.plain_lark import read_sample

    return read_sample(refs)


ACTIONS = {act.__name__: act for act in (facts, index, tables, parquet, frames, correlated, lark)}


@contextmanager
def _workers(count: int) -> Iterator[Executor]:
    """The executor, its processes started and their imports done."""
    if count == 1:
        yield Here()
        return
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        list(pool.map(_warm, range(4 * count)))
        yield pool


def _warm(_: int) -> None:
    """What a worker does once in its life; the pause lets every process have its turn."""
    import pyarrow.parquet

    assert pyarrow.parquet
    _compile()
    time.sleep(0.05)


def _compile() -> None:
    """The patterns of all families, which are compiled when they are first used."""
    sieve()
    for family in families().values():
        assert family.event
        for plan in family.plans.values():
            assert plan.regexp


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ours", description=__doc__)
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("data")
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args(arguments)
    act = ACTIONS[asked.action]
    with _workers(asked.workers) as executor:
        if asked.workers == 1 and asked.action != "index":
            _imports(asked.action)
        began = time.perf_counter()
        told = act(list(find_members([asked.data])), executor)
        told = {"seconds": time.perf_counter() - began, **told}
    print(json.dumps(told))
    return 0


def _imports(action: str) -> None:
    """What the action imports on its way, before the clock starts."""
    _compile()
    if action == "parquet":
        import pyarrow.parquet

        assert pyarrow.parquet
    if action in ("frames", "correlated"):
        import tracekit.correlate

        assert tracekit.correlate


if __name__ == "__main__":
    sys.exit(main())
