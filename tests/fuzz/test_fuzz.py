"""A short run of the fuzzer with a fixed seed; `python -m tests.fuzz` makes it as long as you like."""

from itertools import islice

import pytest

from tests.fuzz import harness
from tests.fuzz.harness import Case, case, cases, check, corpus
from tests.fuzz.mutate import SHARES
from tracekit.scan import MemberScan, scan_member

SEED, FILES = 20260302, 150


def test_damaged_files_are_read_and_accounted_for() -> None:
    rows = problems = records = 0
    for damaged in islice(cases(SEED), FILES):
        try:
            scan = check(damaged)
        except Exception as fault:
            raise AssertionError(f"python -m tests.fuzz --seed {SEED} --case {damaged.number}") from fault
        rows += sum(len(columns["record"]) for columns in scan.events.values())
        problems += len(scan.problems)
        records += damaged.records
    assert records > 2_000 and rows > 500 and problems > 20, "the damage hits, and much survives it"


def test_a_seed_gives_the_same_files() -> None:
    assert case(SEED, 3) == case(SEED, 3) != case(SEED + 1, 3)


def test_the_corpus_has_every_kind() -> None:
    assert {kind for kind, found in corpus().items() if len(found) > 10} == {"sdl", "sdi", "calllogs"}
    assert sum(SHARES.values()) == 100


def test_a_wrong_account_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(name: str, data: bytes, kind: str) -> MemberScan:
        found = scan_member(name, data, kind)
        found.member["bytes_unparsed"] += 1
        return found

    monkeypatch.setattr(harness, "scan_member", forgetful)
    with pytest.raises(AssertionError, match="bytes"):
        check(Case(0, 0, "sdl", b"text", 1))
