"""One command in a process of its own: wall time, peak memory, what it said."""

import json
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_READ = 1 << 20
_KEPT = 1 << 16


@dataclass(frozen=True)
class Run:
    """What one run took; ``told`` is the JSON of its last line, empty when that is none."""

    seconds: float
    peak_bytes: int
    """Of the process or any one child of it that was the largest."""
    exit_code: int
    output_bytes: int
    told: Mapping[str, Any]
    output: str
    """The last of what it said."""


def run(command: Sequence[str], extra: Mapping[str, str] | None = None) -> Run:
    """Runs the command with its output into a pipe that is read, as grep stops early on /dev/null."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(extra or {})},
    )
    assert process.stdout is not None
    count, last = 0, b""
    while piece := os.read(process.stdout.fileno(), _READ):
        count += len(piece)
        last = (last + piece)[-_KEPT:] if len(piece) < _KEPT else piece[-_KEPT:]
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    text = last.decode("utf-8", "replace")
    return Run(
        seconds, usage.ru_maxrss * 1024, process.returncode, count, _json(text.strip().splitlines()), text
    )


def _json(lines: Sequence[str]) -> Mapping[str, Any]:
    if not lines or not lines[-1].startswith("{"):
        return {}
    try:
        found = json.loads(lines[-1])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
