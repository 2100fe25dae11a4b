"""Imports go one way, and a start does not load what it does not need."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "tracekit"
ROOMS = (
    "visible",
    "secrets",
    "errors",
    "resources",
    "archive",
    "grammar",
    "events",
    "family",
    "clock",
    "record",
    "search",
    "sdp",
    "sip",
    "tls",
    "capture",
    "scan",
    "tables",
    "cause",
    "correlate",
    "accounting",
    "query",
    "findings",
    "ladder",
    "text",
    "report",
    "export",
    "api",
)
"""A room imports only rooms before it; the package itself names only the api."""

FACES = ("cli", "web")
"""Thin: they may use every room, and of each other only what `tracekit serve` needs to start the page."""

SLOW = ("pandas", "lark", "pyarrow", "jinja2", "starlette", "uvicorn", "numpy")


def test_every_room_is_in_the_list() -> None:
    found = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert found - {"__init__"} == {*ROOMS, *FACES}
    assert len(set(ROOMS)) == len(ROOMS)


def test_a_room_imports_only_rooms_before_it() -> None:
    order = {room: place for place, room in enumerate((*ROOMS, *FACES))}
    back = [
        f"{path.relative_to(PACKAGE.parent)}:{line}: {room} imports {other}"
        for path, room in modules()
        for line, other in imports(path)
        if room not in ("__init__", other) and not {room, other} <= set(FACES)
        if order.get(other, len(order)) >= order.get(room, len(order))
    ]
    assert not back, f"{len(back)} imports run back:\n" + "\n".join(back)


def test_only_faces_know_faces() -> None:
    known = [
        f"{path.relative_to(PACKAGE.parent)}:{line}: {room} imports {other}"
        for path, room in modules()
        for line, other in imports(path)
        if other in FACES and room != other and (room, path.stem, other) != ("cli", "serve", "web")
    ]
    assert not known, "\n".join(known)


def test_the_package_names_the_api_alone() -> None:
    assert {other for _, other in imports(PACKAGE / "__init__.py")} <= {"api"}


@pytest.mark.parametrize(
    "statement",
    [
        "import tracekit",
        "import tracekit.cli.main",
        "from tracekit.cli.main import tracekit; tracekit(['--help'])",
    ],
)
def test_a_start_loads_nothing_slow(statement: str) -> None:
    assert loaded(f"try:\n    {statement}\nexcept SystemExit:\n    pass") & set(SLOW) == set()


def test_reading_a_trace_needs_no_lark_once_the_plans_are_kept() -> None:
    """lark takes as long to import as all the rest; a cached start must do without it."""
    statement = "from tracekit.scan import scan_member; scan_member('x', b'', 'sdl')"
    loaded(statement)
    assert loaded(statement) & {"lark", "pandas", "pyarrow", "jinja2"} == set()


def loaded(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint('\\n' + ' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(run.stdout.splitlines()[-1].split())


def modules() -> Iterator[tuple[Path, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of every import of ours, those inside functions and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            module = node.module or ""
            assert node.level == 0, f"{path}:{node.lineno}: say the whole name of the module"
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "tracekit" else [module]
        for name in names:
            package, _, rest = name.partition(".")
            room = rest.partition(".")[0]
            if package == "tracekit" and room and not room.startswith("__") and exists(room):
                yield node.lineno, room


def exists(room: str) -> bool:
    return (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").exists()
