"""What the user gave, each under a name that no other of them has."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Bundle:
    """One input: a file, a folder, an archive or standard input."""

    name: str
    """Base name, with as many parent folders as it takes to tell it from the other inputs."""
    path: str
    """Absolute, links resolved; ``-`` for standard input."""


def bundles(inputs: Iterable[str]) -> list[Bundle]:
    """The inputs under their names, sorted, each once; the order given does not matter."""
    shown: dict[str, str] = {}
    for given in inputs:
        if given == STANDARD_INPUT:
            shown[given] = given
            continue
        name = os.path.abspath(given)  # noqa: PTH100 - links in the name stay
        path = os.path.realpath(given)
        if not os.path.exists(path):  # noqa: PTH110 - a link to a pipe has no real path
            path = name
        shown[path] = min(name, shown.get(path, name))
    paths = sorted(shown)
    names = _unique_tails([Path(shown[path]).parts for path in paths])
    return [Bundle(readable(name), path) for name, path in zip(names, paths, strict=True)]


def readable(name: str) -> str:
    """A file name as text that every output can hold; bytes that are not UTF-8 are written as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _unique_tails(parts: Sequence[tuple[str, ...]]) -> list[str]:
    """The last part of each, or more of them where that names two."""
    taken = [1] * len(parts)
    while True:
        tails = ["/".join(path[-count:]) for path, count in zip(parts, taken, strict=True)]
        times = Counter(tails)
        longer = [
            count + 1 if times[tail] > 1 and count < len(path) else count
            for tail, count, path in zip(tails, taken, parts, strict=True)
        ]
        if longer == taken:
            return tails
        taken = longer
