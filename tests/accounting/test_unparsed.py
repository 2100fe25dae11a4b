"""Lines that no record holds, and files that start or end inside a record."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.accounting.built import INVITE, Built, put
from tracekit.scan.shapes import LONGEST_SHAPE, MOST_SHAPES, Shape, merged_shapes, shape_of, unparsed_shapes

A = Built()
SHAPES = {
    "Timestamp: 3809615435831": "Timestamp: 9",
    "a=candidate:1 1 UDP 2130706431 10.10.1.7 5060": "a=candidate:9 9 UDP 9 9.9.9.9 9",
    "name=\"Ada 7\" and 'x'": 'name="…" and "…"',
    "id 0x1f2E and 9c4cfa60-ab and decade": "id x and x-ab and decade",
    "SEP0011AABB0001": "SEPx",
    "\t padded \r\n": "padded",
    "": "",
    "'" + "a" * 300: "'" + "a" * (LONGEST_SHAPE - 2) + "…",
}


@pytest.mark.parametrize("text", SHAPES)
def test_shape_of(text: str) -> None:
    assert shape_of(text) == SHAPES[text]
    assert len(shape_of(text)) <= LONGEST_SHAPE


def test_shapes_are_counted_with_their_first_place() -> None:
    data = b"x 1\nTimestamp: 5\n\nTimestamp: 66\nx 2\nx 3"
    assert unparsed_shapes(data) == [
        Shape("x 9", 3, "", 1, 0, 4),
        Shape("Timestamp: 9", 2, "", 2, 4, 13),
        Shape("(blank)", 1, "", 3, 17, 1),
    ]


def test_shapes_of_many_files_are_put_together() -> None:
    many = [Shape(f"kind {n}", 1, "b", n, 0, 1) for n in range(50)]
    twice = [Shape("often", 2, "c", 7, 9, 1), Shape("often", 3, "a", 8, 5, 1)]
    merged = merged_shapes([*many, *twice])
    assert merged[0] == Shape("often", 5, "a", 8, 5, 1)
    assert len(merged) == MOST_SHAPES


def test_unparsed_table_points_at_the_bytes(tmp_path: Path) -> None:
    headless = b"a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n" + replace(A, head=False).text()
    made = put(tmp_path, [], {"part.txt": headless})
    rows = made.unparsed
    assert rows[["shape", "lines", "line"]].to_numpy().tolist() == [
        ["a=rtpmap:9 PCMA/9", 1, 2],
        ["a=rtpmap:9 PCMU/9", 1, 1],
    ]
    place = rows.iloc[0]
    assert made.raw(place["member"], place["offset"], place["length"]) == b"a=rtpmap:8 PCMA/8000\r\n"
    assert made.members["lines_unparsed"].tolist() == [2]


WHOLE = A.text() + ("00999999.001 |10:05:01.000 |AppInfo  |" + INVITE).encode() + b"\n"
BODY = b"v=0\r\no=x 1 1 IN IP4 10.10.98.1\r\n"
WITH_BODY = WHOLE.removesuffix(b"0\r\n\r\n\n") + b"32\r\n\r\n"
CUT = WHOLE[: WHOLE.rindex(b"CSeq")]
NO_HEAD = "no FileHead: date and zone are unknown"
NO_END = "ends inside a record: its last line has no end"
NOT_COMPLETE = "ends inside a record: the SIP message of its last record is not complete"
ENDS: dict[str, tuple[bytes, str | None]] = {
    "whole": (A.text(), None),
    "whole message": (WHOLE, None),
    "whole message, line ends converted": (WHOLE.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), None),
    "whole message with a body": (WITH_BODY + BODY + b"\n", None),
    "in a line": (A.text()[:-20], NO_END),
    "in a header line": (WHOLE[:-30], NO_END),
    "between header lines": (CUT, NOT_COMPLETE),
    "before the body": (WITH_BODY, NOT_COMPLETE),
    "in the body": (WITH_BODY + BODY[:5], NOT_COMPLETE),
    "behind the body": (WITH_BODY + BODY, None),
    "a message, and a record behind it": (CUT + A.text().splitlines(keepends=True)[-1], None),
    "an excerpt may end anywhere": (replace(A, head=False).text()[:-20], NO_HEAD),
}  # fmt: skip


@pytest.mark.parametrize("case", ENDS)
def test_how_a_file_ends(case: str, tmp_path: Path) -> None:
    data, expected = ENDS[case]
    members = put(tmp_path, [], {"a.txt": data}).members
    assert members["state"].tolist() == ["read"]
    assert members["reason"].fillna("").tolist() == [expected or ""]


def test_the_next_file_goes_on(tmp_path: Path) -> None:
    after = replace(A, number=6, start=36_302, end=36_600)
    other = replace(A, number=7, start=36_302, end=36_600)
    goes_on = put(tmp_path / "a", [after], {"a.txt": CUT}).members
    does_not = put(tmp_path / "b", [other], {"a.txt": CUT}).members
    assert goes_on["reason"].isna().all()
    assert does_not["reason"].dropna().tolist() == [NOT_COMPLETE]


def test_a_file_that_starts_inside_a_record(tmp_path: Path) -> None:
    members = put(tmp_path, [], {"a.txt": b"Max-Forwards: 70\r\n\r\n" + A.text()}).members
    assert members["reason"].tolist() == [
        "its first 2 lines belong to no record: it starts inside one, or after other text"
    ]
    assert members["state"].tolist() == ["read"]
