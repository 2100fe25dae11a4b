"""Names of files short enough for a line, each told once in full."""

import re
from collections.abc import Iterable

_STEP = re.compile(r"(?<=[/!])")


def short_names(members: Iterable[str]) -> dict[str, str]:
    """For each member the shortest end of its path that no other one has, cut at `/` or `!`.

    `case.zip!node1/sdl/SDL001.txt` alone is `SDL001.txt`; beside `…node2/sdl/SDL001.txt` it keeps its node.
    """
    names = list(dict.fromkeys(members))
    parts = {name: _STEP.split(name) for name in names}
    taken: dict[str, int] = {}
    for name in names:
        for end in _ends(parts[name]):
            taken[end] = taken.get(end, 0) + 1
    return {name: next((end for end in _ends(parts[name]) if taken[end] == 1), name) for name in names}


def _ends(parts: list[str]) -> list[str]:
    return ["".join(parts[start:]) for start in range(len(parts) - 1, -1, -1)]
