"""An interruption while the program still loads."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INTERRUPTED = """
import sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupts())
from tracekit.cli.entry import run
run()
"""


@pytest.mark.parametrize("name", ["tracekit.cli.main", "click", "tracekit.archive", "tracekit.search"])
def test_interrupted_while_it_loads(name: str) -> None:
    program = [sys.executable, "-c", INTERRUPTED.format(name=name), "grep", "1018", ".", "--all-records"]
    ended = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr.lstrip("\n") == "tracekit: interrupted\n"


def test_the_script_ends_with_the_exit_code_of_the_command() -> None:
    program = [sys.executable, "-c", "from tracekit.cli.entry import run; run()", "no-such-command"]
    assert subprocess.run(program, cwd=ROOT, capture_output=True, timeout=60).returncode == 2
