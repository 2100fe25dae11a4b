"""Serial numbers in the two ways in which CUCM prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracekit.tls.serial import same_serial, serial_readings, serial_text


@given(st.integers(min_value=0, max_value=2**160))
def test_a_number_is_itself_in_every_spelling(number: int) -> None:
    shown = serial_text(number)
    pairs = shown.zfill(len(shown) + len(shown) % 2)
    colons = ":".join(pairs[at : at + 2] for at in range(0, len(pairs), 2))
    for spelling in (shown, shown.lower(), f"0x{shown}", colons, str(number), f" 00{shown} "):
        assert same_serial(shown, spelling), spelling
    assert same_serial(colons, f"{colons}:01") is False


def test_the_decimal_of_one_release_is_the_hexadecimal_of_the_next() -> None:
    assert same_serial("120325222815121423728642", "19:7A:D7:E9:00:00:00:00:00:02")
    assert same_serial("398B1DA600000000000E", "398b1da600000000000e")
    assert not same_serial("398B1DA600000000000E", "398B1DA600000000000F")


@pytest.mark.parametrize("text", [None, "", "none", "12 XY", "0x"])
def test_what_is_no_number_is_not_known(text: str | None) -> None:
    assert serial_readings(text) == frozenset()
    assert same_serial(text, "0A") is None


def test_a_number_with_colons_is_never_decimal() -> None:
    assert serial_readings("10:20") == {0x1020}
    assert serial_readings("1020") == {1020, 0x1020}
