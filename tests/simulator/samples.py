"""The files under ``sample_traces`` that the simulator writes."""

import json
from datetime import datetime

from . import scenarios
from .broken import damaged
from .collection import rtmt_zip, sdl_files
from .truth import Truth

COLLECTED = datetime(2026, 3, 2, 10, 31, 8)
"""Clock of the PC on which the main collection was made."""

FIRST_FILE = 7

_PLAIN = (
    (scenarios.phone_to_phone, True), (scenarios.plain_trunk, True),
    (scenarios.trunk_busy, False), (scenarios.cancelled, False),
)  # fmt: skip
"""Scenarios that become a folder of plain files, and whether calllogs lie in it."""


def written() -> dict[str, bytes]:
    """Path below ``sample_traces`` and content of every file."""
    main = scenarios.secure_trunk_call()
    files = {
        "secure_trunk_call.zip": rtmt_zip(main.nodes, FIRST_FILE, COLLECTED),
        "secure_trunk_call.truth.json": _json(main),
    }
    for scenario, logged in _PLAIN:
        truth = scenario()
        folder = f"calls/{truth.scenario}"
        for node in truth.nodes:
            files |= {f"{folder}/{name}": text for name, text in sdl_files(node, 31).items()}
            if logged:
                files[f"{folder}/calllogs_00000001.txt"] = "".join(node.calllogs).encode()
        files[f"{folder}/truth.json"] = _json(truth)
    return files | {f"broken/{name}": content for name, content in damaged(main).items()}


def _json(truth: Truth) -> bytes:
    return (json.dumps(truth.data(), indent=1) + "\n").encode()
