"""The folders of grammars and templates are found in a checkout and in a wheel."""

from pathlib import Path

import pytest

from tracekit import resources


def test_checkout_has_its_folders_beside_the_package() -> None:
    root = Path(__file__).parent.parent
    assert resources.grammars_folder() == root / "grammars"
    assert resources.reports_folder() == root / "reports"


def test_wheel_wins_over_a_stranger_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "tracekit"
    (package.parent / "grammars").mkdir(parents=True)
    (package / "_data" / "grammars").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.grammars_folder() == package / "_data" / "grammars"


def test_damaged_installation_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "tracekit")
    with pytest.raises(FileNotFoundError, match="reports"):
        resources.reports_folder()
