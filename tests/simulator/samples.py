"""The files under ``sample_traces`` that the simulator writes."""

import json
from datetime import datetime

from . import feature_scenarios, scenarios
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


LOGGED = ("blind_transfer", "conference", "logs_only", "recording")
"""Scenarios with features that have calllogs."""


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
    for scenario in feature_scenarios.ALL:
        files |= _folder(scenario())
    return files | {f"broken/{name}": content for name, content in damaged(main).items()}


def _folder(truth: Truth) -> dict[str, bytes]:
    """Plain files of every node; a node that restarted goes on with the numbers of its files."""
    folder = f"calls/{truth.scenario}"
    files = {f"{folder}/truth.json": _json(truth)}
    for count, node in enumerate(truth.nodes):
        place = f"{folder}/{node.place.host}" if len(truth.nodes) > 1 else folder
        if truth.scenario in LOGGED:
            files[f"{place}/calllogs_00000001.txt"] = "".join(node.calllogs).encode()
        if truth.scenario != "logs_only":
            files |= {f"{place}/{name}": text for name, text in sdl_files(node, 31 + count).items()}
    return files


def _json(truth: Truth) -> bytes:
    return (json.dumps(truth.data(), indent=1) + "\n").encode()
