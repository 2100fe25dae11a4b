"""The real collections that may lie beside the project; tests on them are skipped, by name, without them."""

from pathlib import Path

import pytest

import tracekit
from tracekit.api import TraceSet

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "traces"
COLLECTIONS = (
    "call_transfer",
    "gateway_transcoder_fail_then_ok",
    "inbound_mgcp",
    "phone_to_phone_same_node",
    "phone_to_phone_two_nodes",
)
_opened: dict[str, TraceSet] = {}


def opened(name: str) -> TraceSet:
    """A real collection, read once for all tests."""
    path = SHARED / "rtmt" / f"{name}.zip"
    if not path.exists():
        pytest.skip(f"{name}.zip is not beside the project (../shared/traces/rtmt)")
    if name not in _opened:
        _opened[name] = tracekit.open(path)
    return _opened[name]


def excerpt(number: str) -> Path:
    """A public excerpt by its number."""
    found = sorted((SHARED / "excerpts").glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"excerpt {number} is not beside the project (../shared/traces/excerpts)")
    return found[0]
