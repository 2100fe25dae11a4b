"""One upload to its report, in a process of its own: it may use all its memory, and be ended at any time."""

import asyncio
import os
import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from tracekit.errors import OutputFailed, TracekitError

_SPAWN = get_context("spawn")
"""A fresh interpreter: a fork of a process with threads can stand still for ever."""


def write_report_of(upload: Path, report: Path, title: str) -> None:
    """Reads the upload and writes its report; raises TracekitError when there is no trace in it."""
    import tracekit
    from tracekit.accounting import require_traces
    from tracekit.report import write_report

    traces = tracekit.open(upload)
    require_traces(traces.members, [title])
    write_report(traces, report, title=title, tool_version=tracekit.__version__)


async def run_apart(upload: Path, report: Path, title: str) -> None:
    """The same in another process, the event loop stays free; raises RuntimeError for a bug of ours."""
    answers, answering = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_work, args=(answering, upload, report, title), daemon=True)
    await asyncio.to_thread(process.start)
    try:
        answering.close()
        answer = await asyncio.to_thread(_received, answers)
    finally:
        process.kill()
        process.join()
        process.close()
        answers.close()
    if isinstance(answer, TracekitError):
        raise answer
    if answer is not None:
        raise RuntimeError(answer)


def _received(answers: "Connection[object, object]") -> object:
    try:
        return answers.recv()
    except EOFError:
        words = "reading ended early, perhaps memory ran out – nothing was kept – give fewer files at a time"
        return OutputFailed(words)


def _work(answering: "Connection[object, object]", upload: Path, report: Path, title: str) -> None:
    """Runs in the other process: None for success, a TracekitError, or the type of an unforeseen error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    answer: object = None
    try:
        write_report_of(upload, report, title)
    except TracekitError as error:
        answer = error
    except (MemoryError, OSError):
        answer = OutputFailed("memory or disk ran out – nothing was kept – give fewer files at a time")
    except Exception as error:
        answer = type(error).__name__
    answering.send(answer)
