import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tracekit.text import cells, clipped, visible


def test_controls_bidi_and_zero_width_are_shown() -> None:
    assert visible("a\x1b[31m\x07b") == "a\\x1b[31m\\x07b"
    assert visible("abc\u202edef\u200b\ufeff") == "abc\\u202edef\\u200b\\ufeff"
    assert visible("c1\x9b\u2028\ud800\U000e0041") == "c1\\x9b\\u2028\\ud800\\U000e0041"
    assert visible("line\nbreak\ttab") == "line\\x0abreak\\x09tab"


def test_words_of_people_stay() -> None:
    assert visible("Zürich 東京 Łódź") == "Zürich 東京 Łódź"
    assert visible("Zürich", ascii_only=True) == "Z\\xfcrich"


def test_kept_characters_pass() -> None:
    assert visible("a\nb\x00", keep="\n") == "a\nb\\x00"


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    left = {unicodedata.category(character) for character in visible(text)}
    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(), st.integers(0, 20))
def test_clipped_fits(text: str, width: int) -> None:
    assert cells(clipped(visible(text), width)) <= width


def test_wide_characters_take_two_columns() -> None:
    assert cells("東京a") == 5
    assert clipped("東京a", 4) == "東…"
