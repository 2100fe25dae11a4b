"""Which records a kind may read: all that start as it can start, and where their own texts stand."""

import numpy as np

from tests.samples import family_sample
from tracekit.family import families
from tracekit.grammar import Plan
from tracekit.record.header import KINDS
from tracekit.record.index import RecordIndex, index_sdl
from tracekit.scan.gathered import Places
from tracekit.scan.sieve import sieve

LOOKED_AT = 64
"""Bytes of a beginning that tell kinds apart."""
HEADS = {"app_info": "AppInfo  ", "sdl_sig": "SdlSig   ", "alarm_err": "AlarmErr "}


def one_file() -> bytes:
    """Records of every family, one family after the other and then the other way round."""
    records = [
        (kind, text) for name in families() for kind, text in family_sample(name).records() if kind in HEADS
    ]
    lines = [
        b"%08d.000 |10:00:00.000 |%s|%s\r\n" % (number, HEADS[kind].encode(), text)
        for number, (kind, text) in enumerate([*records, *reversed(records)], 1)
    ]
    return b"".join(lines)


def starting(plan: Plan, data: bytes, index: RecordIndex) -> list[int]:
    """The records that start as the kind can, by looking at each."""
    anchors = tuple(text.encode("latin-1")[:LOOKED_AT] for text in plan.anchors)
    of_kind = np.flatnonzero(index.kind == KINDS.index(plan.kind)).tolist()
    return [record for record in of_kind if data.startswith(anchors, int(index.body[record]))]


def test_every_plan_gets_the_records_that_start_as_it_can() -> None:
    data = one_file()
    index = index_sdl(data, written=True)
    found = {id(plan): records.tolist() for plan, records in sieve().candidates(data, index)}
    plans = [plan for family in families().values() for plan in family.plans.values()]
    assert {id(plan) for plan in plans if starting(plan, data, index)} == set(found)
    assert {plan.kind for plan in plans if id(plan) in found} == set(HEADS)
    for plan in plans:
        assert found.get(id(plan), []) == starting(plan, data, index), plan.family


def test_places_of_records_asked_for_in_any_order_and_more_than_once() -> None:
    data = one_file() + b"00000001.000 |10:00:00.000 |AppInfo  |\r\n\r\n"
    index = index_sdl(data, written=True)
    last = len(index) - 1
    wanted = [np.array([0, last]), np.array([last]), np.zeros(0, dtype=np.int64)]
    places = Places(data, index, wanted)
    for records in wanted:
        for record, start, end in places.of(records):
            assert start == index.body[record]
            assert data[start:end] == data[start : index.end[record]].rstrip(b"\r\n")
    assert [record for record, _, _ in places.of(wanted[0])] == [0, last]
    assert places.of(wanted[1])[0][1:] == (index.body[last], index.body[last])


def test_no_records_have_no_places() -> None:
    assert Places(b"", index_sdl(b""), []).of(np.zeros(0, dtype=np.int64)) == []
