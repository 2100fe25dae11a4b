"""tracekit turns Cisco Unified Communications Manager traces into the call that happened.

>>> import tracekit
>>> traces = tracekit.open("sample_traces/secure_trunk_call.zip")
>>> traces.calls_of("1018")[0].ladder()  # doctest: +SKIP
"""

TYPE_CHECKING = False  # not from typing, which is loaded longer than a command that is stopped lives
if TYPE_CHECKING:
    from concurrent.futures import Executor
    from os import PathLike

    from tracekit.api import Expectations, Limits, Progress, TraceSet

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(
    *inputs: "str | PathLike[str]",
    progress: "Progress | None" = None,
    executor: "Executor | None" = None,
    limits: "Limits | None" = None,
    expected: "Expectations | None" = None,
) -> "TraceSet":
    """Collections, folders or single trace files as one TraceSet.

    Nothing is read before a table is asked for; ``progress(done, total, member)`` is told of each file.
    ``executor`` is any ``concurrent.futures.Executor`` (a Dask client's too); without one, large inputs are
    read by one process for each core. ``limits=Limits.lifted()`` reads archives that safety limits refuse.
    ``expected``: names of TLS peers, and CAs, that the verdicts on TLS are held against.
    """
    from tracekit.api import open_traces

    return open_traces(*inputs, progress=progress, executor=executor, limits=limits, expected=expected)
