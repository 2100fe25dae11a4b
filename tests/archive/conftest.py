"""Archives built on the spot, and a watch that nothing is written anywhere."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RECORD = b"00010001.001 |10:00:00.001 |AppInfo  |a line of our own\n"


@pytest.fixture
def zipped() -> Callable[..., bytes]:
    """Builds a zip from (name, bytes) pairs, in memory."""

    def build(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            for name, data in files:
                archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
        return packed.getvalue()

    return build


@pytest.fixture
def case(tmp_path: Path) -> Callable[[str, bytes], str]:
    """Writes one input file and gives its path."""

    def write(name: str, data: bytes) -> str:
        path = tmp_path / "case" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    return write


@pytest.fixture(autouse=True)
def nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Runs each test in a folder of its own, with a temporary folder of its own; both must stay empty."""
    place, temporary = tmp_path / "here", tmp_path / "temporary"
    place.mkdir()
    temporary.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    yield
    assert [*place.rglob("*"), *temporary.rglob("*")] == []
    assert not (tmp_path / "escaped").exists()
