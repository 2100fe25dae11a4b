"""One search over many lines reads of each what the pattern reads of it alone."""

import re

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from tests.grammar.lines import damaged
from tests.samples import family_sample
from tracekit.family import families
from tracekit.grammar import Plan
from tracekit.grammar.line import line_pattern

Groups = tuple[bytes | None, ...]
PLANS = [plan for family in families().values() for plan in family.plans.values() if plan.line is not None]
steady = settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def together(pattern: str, lines: list[bytes]) -> list[Groups | None]:
    """What the groups read of lines that stand behind one another; null where the pattern does not match."""
    line = line_pattern(pattern)
    assert line is not None
    found = list(re.finditer(line.encode("latin-1"), b"\n".join([*lines, b""])))
    assert len(found) == len(lines)
    return [match.groups()[:-1] if match.groups()[-1] is None else None for match in found]


def alone(pattern: str, lines: list[bytes]) -> list[Groups | None]:
    whole = re.compile(pattern.encode("latin-1"))
    return [match.groups() if (match := whole.fullmatch(line)) else None for line in lines]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.family}-{plan.kind}")
def test_of_every_family_with_damaged_lines_between(plan: Plan) -> None:
    good = [text for kind, text in family_sample(plan.family).records() if kind == plan.kind]
    line = damaged(st.sampled_from(good)).map(lambda text: text.replace(b"\n", b" ")).filter(bool)

    @steady
    @given(st.lists(line, min_size=1, max_size=4))
    def agree(lines: list[bytes]) -> None:
        assert together(plan.pattern, lines) == alone(plan.pattern, lines)

    agree()


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?P<a>(?s:.+))",
        r"(?P<a>\w+)(?:[ \t\r]*\n.*|[ \t\r]+)?",
        r"(?P<a>[^|\s](?:[^|\n]*[^|\s])?)\s*\|(?P<b>\d+)?",
        r"(?P<a>\S+?)(?=:\[\d|\s|\Z)(?P<b>(?s:.*))",
        r"(?P<a>(?>\d+))(?!\d)(?P<b>(?i:ab)+)?\Z",
        r"x(?P<a>\D{2,3})y?$",
    ],
)
def test_of_elements_that_could_pass_the_line(pattern: str) -> None:
    lines = [b"a", b"x", b"ab|12", b"12aB", b"12", b"a b c", b"1.2:[3]", b"x--y", b"x---", b"\r", b"a|", b" "]
    assert together(pattern, lines) == alone(pattern, lines)


def test_what_asks_for_the_start_of_the_text_has_none() -> None:
    assert line_pattern(r"\Ax") is None and line_pattern(r"(?P<a>x)(?P=a)") is None
