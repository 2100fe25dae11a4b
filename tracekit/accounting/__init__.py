"""What became of every file and byte of the input, in the words that every face shows."""

from tracekit.accounting.account import (
    LOSSES,
    MOST_LINES,
    MOST_UNPARSED,
    TOLD,
    TRACES,
    Accounting,
    account,
    counts,
    require_traces,
)
from tracekit.accounting.spans import Span, spans

__all__ = [
    "LOSSES",
    "MOST_LINES",
    "MOST_UNPARSED",
    "TOLD",
    "TRACES",
    "Accounting",
    "Span",
    "account",
    "counts",
    "require_traces",
    "spans",
]
