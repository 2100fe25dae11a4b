"""The number of records of real files, counted by another way."""

import re
from pathlib import Path

import pytest

from tests.record.built import assert_accounts_for_every_byte
from tracekit.archive import Reader, find_members, kind_of
from tracekit.record.index import index_sdl

SHARED = Path(__file__).parents[3] / "shared" / "traces" / "rtmt"
COLLECTIONS = sorted(SHARED.glob("*.zip"))
HEADER = re.compile(rb"^\d{8,10}\.\d{3} \|\d\d:\d\d:\d\d\.\d{3} \|[A-Za-z-]{1,9} *\|", re.MULTILINE)


@pytest.mark.shared
@pytest.mark.skipif(not COLLECTIONS, reason="no ../shared/traces/rtmt beside the project")
@pytest.mark.parametrize("path", COLLECTIONS, ids=lambda path: path.stem)
def test_as_many_records_as_lines_that_look_like_one(path: Path) -> None:
    seen = 0
    with Reader() as reader:
        for ref in find_members([str(path)]):
            data = reader.load(ref).data
            if kind_of(data) != "sdl":
                continue
            index = index_sdl(data)
            starts = [match.start() for match in HEADER.finditer(data)]
            assert index.start.tolist() == starts, ref.name
            assert_accounts_for_every_byte(data, index)
            seen += len(starts)
    assert seen > 1_000
