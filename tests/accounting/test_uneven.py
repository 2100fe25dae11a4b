"""Coverage that differs between nodes, or between the SDL and the calllogs of one."""

from dataclasses import replace
from pathlib import Path

from tests.accounting.built import LOG, Built, put

A = Built()
TWO = replace(A, node=2)


def test_uneven_nodes_tell_their_common_time(tmp_path: Path) -> None:
    made = put(tmp_path, [A, replace(TWO, start=36_120, end=36_600), replace(A, node=3, end=36_900)])
    rows = made.coverage[made.coverage["what"] == "uneven"]
    assert rows[["from", "to"]].to_numpy().tolist() == [
        ["2026-03-02T10:01:59.999+00:00", "2026-03-02T10:05:00.000+00:00"]
    ]
    assert rows["node"].isna().all() and rows["count"].tolist() == [3]
    assert rows["detail"].iloc[0].startswith("SDL of all 3 nodes covers only 2026-03-02 10:01:59–10:05:00 – ")


def test_nodes_without_a_common_time(tmp_path: Path) -> None:
    rows = put(tmp_path, [A, replace(TWO, start=40_000, end=40_300)]).coverage
    row = rows[rows["what"] == "uneven"].iloc[0]
    assert row["detail"].startswith("no time is covered by the SDL of both nodes")
    assert row[["from", "to"]].isna().all()


def test_a_minute_makes_nothing_uneven(tmp_path: Path) -> None:
    near = put(tmp_path / "near", [A, replace(TWO, start=36_060, end=36_360)]).coverage
    far = put(tmp_path / "far", [A, replace(TWO, start=36_060.1, end=36_300)]).coverage
    assert ("uneven" in set(near["what"]), "uneven" in set(far["what"])) == (False, True)


def test_calllogs_that_reach_beyond_the_sdl(tmp_path: Path) -> None:
    old = LOG.format(minute=1).replace("2026/03/02", "2026/02/20")
    made = put(tmp_path, [A], {"calllogs_00000001.txt": (old + LOG.format(minute=2)).encode()})
    row = made.coverage[made.coverage["what"] == "uneven"].iloc[0]
    assert (row["node"], row["from"][:19], row["to"][:19]) == (
        1,
        "2026-02-20T10:01:10",
        "2026-03-02T10:02:10",
    )
    assert row["detail"].startswith(
        "SDL covers 2026-03-02 09:59:59–10:05:00; calllogs cover 10 days, "
        "2026-02-20 10:01:10–2026-03-02 10:02:10"
    )
