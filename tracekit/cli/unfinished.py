"""Results appear complete or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracekit.errors import OutputFailed


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A folder to write files in; at the end they move to ``folder``, which is made when it is not there.

    After an error the files are gone and ``folder`` is as it was. Raises OutputFailed when it is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        what = f"{folder} is a file, not a folder"
        raise OutputFailed(f"{what} – nothing was written – give another place with -o") from None
    place = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        yield place
        for file in sorted(place.iterdir()):
            os.replace(file, folder / file.name)  # noqa: PTH105 - says that it replaces
    finally:
        shutil.rmtree(place, ignore_errors=True)
