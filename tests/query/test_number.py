"""Every written form of one number is one number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.query.conftest import calls_to
from tracekit.query import normal_number
from tracekit.query.number import is_other_form, likeness, user_part

DIGITS = st.text("0123456789", min_size=7, max_size=13).map(lambda rest: "4" + rest)
SEPARATORS = st.sampled_from(["", " ", "-", ".", "/", "\u00a0", " - ", "\u2013"])


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """An international number in digits, and one way to write it."""
    digits = draw(DIGITS)
    spaced = digits[0] + "".join(draw(SEPARATORS) + digit for digit in digits[1:])
    prefix = draw(st.sampled_from(["", "+", "00", "\\+", "+(", " + "]))
    number = prefix + spaced + (")" if "(" in prefix else "")
    form = draw(
        st.sampled_from(["{}", "sip:{}@10.10.1.1", "tel:{}", '"B" <sip:{}@x:5060;user=phone>', "{};ext=1"])
    )
    return digits, form.format(number)


@given(written())
def test_every_written_form_is_the_same_number(form: tuple[str, str]) -> None:
    digits, text = form
    assert normal_number(text) == digits


@settings(deadline=None)
@given(written(), written())
def test_every_written_form_finds_the_same_calls(asked: tuple[str, str], traced: tuple[str, str]) -> None:
    """Whatever form the trace has and whatever form is asked for."""
    world = calls_to([traced[1], asked[0], "1018"])
    assert "2" in world.calls_of(asked[1])
    assert ("1" in world.calls_of(asked[1])) == is_other_form(asked[0], traced[0])
    assert "3" not in world.calls_of(asked[1])


@given(st.text())
def test_any_text_has_a_normal_form_that_stays(text: str) -> None:
    once = normal_number(text)
    assert normal_number(once) == once or once.startswith(("00", "sip", "tel")) or set("<@;\\+") & set(once)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+49 (0)30 123-456", "4930123456"),
        ("0049 (0) 30 123456", "4930123456"),
        ("00123", "00123"),
        ("001", "001"),
        ("030 123456", "030123456"),
        ("**##*02", "**##*02"),
        ("Alice", "alice"),
        ("sips:+1918@h", "1918"),
        ("", ""),
    ],
)
def test_normal_forms(text: str, number: str) -> None:
    assert normal_number(text) == number


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("9195742015", "19195742015", True),
        ("919195742015", "19195742015", True),
        ("030123456", "4930123456", True),
        ("5742015", "19195742015", True),
        ("742015", "19195742015", False),
        ("2015", "19195742015", False),
        ("85742015", "19195742015", False),
        ("9195742015", "9195742016", False),
        ("alice12345", "12345", False),
        ("0000000", "1230000000", False),
    ],
)
def test_with_and_without_codes(one: str, other: str, same: bool) -> None:
    assert is_other_form(one, other) is same
    assert is_other_form(other, one) is same


def test_numbers_that_end_alike() -> None:
    assert likeness("2015", "19195742015") == 4
    assert likeness("85742015", "19195742015") == 7
    assert likeness("15", "19195742015") == 0
    assert likeness("3015", "19195742015") == 0
    assert likeness("bob", "bob") == 0


def test_user_of_a_uri() -> None:
    assert user_part('"Bob" <sip:+1918;phone-context=x@10.10.1.2:5060>') == "+1918"
    assert user_part("S0/SU2/DS1-0@gw.example") == "S0/SU2/DS1-0"
