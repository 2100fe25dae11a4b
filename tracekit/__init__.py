"""tracekit turns Cisco Unified Communications Manager traces into the call that happened.

>>> import tracekit
>>> traces = tracekit.open("sample_traces/secure_trunk_call.zip")
>>> traces.calls_of("1018")[0].ladder()  # doctest: +SKIP
"""

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracekit.api import Progress, TraceSet

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(*inputs: "str | PathLike[str]", progress: "Progress | None" = None) -> "TraceSet":  # noqa: A001
    """Collections, folders or single trace files as one TraceSet.

    Nothing is read before a table is asked for; ``progress(done, total, member)`` is told of each file.
    """
    from tracekit.api import open_traces

    return open_traces(*inputs, progress=progress)
