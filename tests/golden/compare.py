"""Golden outputs: reviewed as a diff, rewritten with TRACEKIT_ACCEPT_GOLDEN=1."""

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).parent


def same_as_golden(name: str, text: str) -> None:
    """Fails with the difference, unless the new text is to be accepted."""
    golden = FOLDER / name
    if os.environ.get("TRACEKIT_ACCEPT_GOLDEN") == "1":
        golden.write_text(text, encoding="utf-8", newline="")
    assert golden.exists(), f"no golden {name}: run once with TRACEKIT_ACCEPT_GOLDEN=1 and review it"
    before = golden.read_bytes().decode().splitlines(keepends=True)
    difference = list(difflib.unified_diff(before, text.splitlines(keepends=True), "golden", "now", n=2))
    assert not difference, "".join(difference[:60]) + "\naccept with TRACEKIT_ACCEPT_GOLDEN=1"
