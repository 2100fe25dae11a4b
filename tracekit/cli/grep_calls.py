"""The calls that ``tracekit grep`` found: as blocks, as JSON, or as the trace records they are made of."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from tracekit.cli.inputs import read

if TYPE_CHECKING:
    from tracekit.api import TraceSet
    from tracekit.query import Kind

WHOLE_LINES = 1_000_000
"""Columns of a file or pipe: there a line has no edge, and what stands on one line can be searched."""


def print_calls(what: str, kind: str | None, inputs: Sequence[str], form: str, colour: str) -> int:
    """Prints the calls of ``what`` in a form (block, json, raw); gives the exit code."""
    from tracekit.cli.terminal import say, tell

    with read(inputs) as found:
        traces = found.traces
        answer = traces.find(what, cast("Kind | None", kind))
        if answer.calls:
            parts = {"json": _objects, "raw": _records}.get(form)
            for part in (
                _blocks(answer.calls, traces, colour) if parts is None else parts(answer.calls, traces)
            ):
                say(part)
            if answer.words():
                tell(answer.words())
        else:
            found.nothing = answer.words()
    return found.exit_code


def _blocks(calls: Sequence[str], traces: "TraceSet", colour: str) -> Iterator[str]:
    from tracekit.cli.colour import paint_for
    from tracekit.cli.terminal import can_show_unicode, width
    from tracekit.text import CallBlocks

    columns = width() if sys.stdout.isatty() else WHOLE_LINES
    blocks = CallBlocks(traces, columns, can_show_unicode(), paint_for(colour), traces.joins)
    for position, call in enumerate(calls):
        yield ("\n" if position else "") + blocks.of(call)


def _objects(calls: Sequence[str], traces: "TraceSet") -> Iterator[str]:
    """One object a call: its columns of the calls table, its legs, digit analyses and joins."""
    from tracekit.cli.rows import json_objects, json_text

    for call in map(traces.call, calls):
        (told,) = json_objects("calls", traces.rows_of(call.call, traces.calls))
        told["leg_rows"] = json_objects("legs", call.legs)
        told["digit_analyses"] = json_objects("digit_analyses", call.digit_analyses)
        told["joins"] = json_objects("joins", call.joins)
        told["messages"] = len(call.messages)
        yield json_text(told)


def _records(calls: Sequence[str], traces: "TraceSet") -> Iterator[str]:
    """The records of all the calls, by file: its name, its FileHead, then its records in their order."""
    import pandas as pd

    from tracekit.cli.shown import shown

    places = pd.concat([traces.call(call).places for call in calls])
    places = places.drop_duplicates(["member", "offset"])
    heads = traces.events["file_head"] if "file_head" in traces.events else places.iloc[:0]
    for position, (member, rows) in enumerate(places.groupby("member", sort=False)):
        head = heads[heads["member"] == member]
        whole = pd.concat([head, rows])[["member", "offset", "length"]].drop_duplicates("offset")
        yield ("\n" if position else "") + f"==> {shown(str(member))} <==\n"
        for place in whole.sort_values("offset").itertuples(index=False, name=None):
            text = traces.raw(*place).decode("utf-8", "replace")
            yield shown(text).rstrip("\n") + "\n"
