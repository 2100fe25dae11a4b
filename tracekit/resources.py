"""Where the grammars and the report templates lie: inside a wheel, or beside the package in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def grammars_folder() -> Path:
    """The folder of the ``.lark`` files."""
    return _folder(_PACKAGE, "grammars")


def reports_folder() -> Path:
    """The folder of the Jinja templates and their css and js."""
    return _folder(_PACKAGE, "reports")


def _folder(package: Path, name: str) -> Path:
    """``_data`` comes first: beside an installed package, ``grammars`` may be a stranger's folder.

    Raises FileNotFoundError when there is neither: the installation is damaged.
    """
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"tracekit is installed without its folder {name!r}: install it again")
