"""Plans of a grammar, compiled once and kept by the grammar's hash."""

import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

from tracekit.grammar.plan import Plan

FORMAT = 3
"""Raised when the shape of a stored plan, or what the compiler makes of a grammar, changes."""


def load_plans(path: Path, shared: tuple[Path, ...] = ()) -> list[Plan]:
    """Every record kind of the grammar at ``path``; ``shared`` are the files it may import from.

    Raises GrammarError when the grammar is not regular. Without a writable cache it only takes longer.
    """
    folder = cache_folder()
    if folder is None:
        return compile_file(path)
    kept = folder / f"{path.stem}-{_digest(path, shared)}.json"
    if stored := _read(kept):
        return stored
    plans = compile_file(path)
    _keep(kept, plans)
    return plans


def compile_file(path: Path) -> list[Plan]:
    """Compiles without looking at the cache. Imports lark only now: a cached start does without it."""
    from tracekit.grammar.compiler import compile_kind
    from tracekit.grammar.source import Source

    source = Source(path)
    return [compile_kind(path.stem, kind, source.tree(kind)) for kind in source.kinds]


def cache_folder() -> Path | None:
    """Where this user's programs keep what they can make again; null for a user without a home."""
    try:
        home = Path.home()
    except RuntimeError:  # as in some containers; a folder that all can write is no place for patterns
        return None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base or home / "AppData" / "Local") / "tracekit" / "plans"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "tracekit" / "plans"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "tracekit" / "plans"


def _digest(path: Path, shared: tuple[Path, ...]) -> str:
    """Names everything a plan depends on: the grammar's text, this code's format and Python's."""
    seal = hashlib.sha256(f"{FORMAT} {sys.version_info[:2]}".encode())
    for file in (path, *shared):
        seal.update(hashlib.sha256(file.read_bytes()).digest())
    return seal.hexdigest()[:32]


def _read(kept: Path) -> list[Plan]:
    """The plans of a cached file; none when there is no such file, or a damaged one."""
    try:
        return [Plan.from_json(plan) for plan in json.loads(kept.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _keep(kept: Path, plans: list[Plan]) -> None:
    written = None
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=kept.parent, delete=False) as file:
            written = Path(file.name)
            json.dump([plan.to_json() for plan in plans], file)
        written.replace(kept)
    except OSError:  # a read-only home or a full disk is no reason to fail
        if written is not None:
            written.unlink(missing_ok=True)
