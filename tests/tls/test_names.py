"""Presented names against expected ones."""

import pytest

from tracekit.tls.names import compare_names, expected_of_phone, read_expected, read_san


@pytest.mark.parametrize(
    "text",
    [
        "a.example b.example",
        "a.example,b.example",
        "a.example;b.example",
        "a.example:b.example",
        " a.example ,; b.example:",
    ],
)
def test_a_profile_parts_its_names_by_four_signs(text: str) -> None:
    assert read_expected(text) == ("a.example", "b.example")


def test_a_profile_without_names_expects_none() -> None:
    assert read_expected("") == read_expected(None) == read_expected(" ") == ()


def test_a_profile_filled_to_its_4096_characters() -> None:
    names = tuple(f"cube{number:04}.example.net" for number in range(4096 // 21))
    assert read_expected(", ".join(names)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (None, None),
        ("", None),
        ("cucm10.example.net,cucm10b.example.net", ("cucm10.example.net", "cucm10b.example.net")),
        ("DNS:a.example, IP Address:10.10.1.1", ("a.example", "10.10.1.1")),
        ("IP:2001:db8::1; URI=sip:a.example", ("2001:db8::1", "sip:a.example")),
    ],
)
def test_alternative_names_as_a_trace_may_print_them(text: str | None, names: tuple[str, ...] | None) -> None:
    assert read_san(text) == names


def test_the_common_name_matches_first_and_case_does_not_matter() -> None:
    found = compare_names("cucm10", ("CUCM10",), ["CUCMA", "CUCM10"])
    assert (found.result, found.matched, found.by) == ("match", "cucm10", "CN")
    assert found.account == "received CN cucm10, SAN CUCM10; expected CUCMA or CUCM10: CN cucm10 matches"


def test_an_alternative_name_matches_where_the_common_name_does_not() -> None:
    found = compare_names("CUCM10-ms", ("x.example", "cube.example"), read_expected("Cube.Example;other"))
    assert (found.result, found.matched, found.by) == ("match", "cube.example", "SAN")


def test_a_mismatch_accounts_for_all_that_was_tried() -> None:
    found = compare_names(
        "exp-c.example.net", (), expected_of_phone("SEP0011AABB0001", "Secure-Room.example.net")
    )
    assert (found.result, found.matched, found.by) == ("mismatch", None, None)
    assert found.account == (
        "received CN exp-c.example.net, no SAN; "
        "expected SEP0011AABB0001 or Secure-Room.example.net: neither matches"
    )
    assert "SAN not known" in compare_names("a", None, ["b"]).account


def test_a_mismatch_in_the_domain_only_is_pointed_out() -> None:
    assert "CUCM10 and cucm10.example.net differ in the domain only" in (
        compare_names("CUCM10", (), ["cucm10.example.net"]).account
    )
    assert "domain" not in compare_names("CUCM10.one.example", (), ["cucm10.two.example"]).account


@pytest.mark.parametrize("wild", ["*.example.net", "*"])
def test_a_wildcard_never_matches_and_the_account_says_why(wild: str) -> None:
    found = compare_names("cube", (wild,), ["cube1.example.net"])
    assert found.result == "mismatch"
    assert f"{wild} is a wildcard, which CUCM does not support" in found.account


def test_without_expected_names_nothing_is_compared() -> None:
    found = compare_names("CUCM10", (), [])
    assert found.result == "not checked"
    assert found.account == "received CN CUCM10, no SAN; no name is expected"


@pytest.mark.parametrize("san", [None, ()])
def test_without_presented_names_the_result_is_not_known(san: tuple[str, ...] | None) -> None:
    assert compare_names(None, san, ["CUCM10"]).result == "unknown"


def test_part_of_a_name_does_not_match() -> None:
    for presented in ("CUCM1", "CUCM100", "xCUCM10", "CUCM10.example.net"):
        assert compare_names(presented, (), ["CUCM10"]).result == "mismatch"
