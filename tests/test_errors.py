"""What a user reads when something is wrong: short, on one line, nothing hidden in it."""

import pickle

import pytest

from tracekit.errors import InputProblem, NoInput, OutputFailed, Refused, TracekitError
from tracekit.visible import visible


def test_problem_reads_as_promised() -> None:
    problem = InputProblem("case.zip!a.gz", "gzip ends early", "12 bytes recovered", "collect it again")
    assert str(problem) == "case.zip!a.gz: gzip ends early – 12 bytes recovered – collect it again"
    assert problem.exit_code == 4


def test_problem_stays_short_and_keeps_what_to_do() -> None:
    problem = InputProblem("b" * 300 + "/end.gz", "does not exist", "nothing was read", "check the path")
    assert len(str(problem)) <= 200
    assert "/end.gz: does not exist – nothing was read – check the path" in str(problem)


@pytest.mark.parametrize("hidden", ["\x1b[2J", "a\nb", "\u202egnp", "\x9b31m", "\u200f", "\x00", "\ud800"])
def test_problem_shows_hidden_characters(hidden: str) -> None:
    text = str(InputProblem(hidden, "what", "done", hidden))
    assert text == visible(text)
    assert text.isprintable()


def test_visible_leaves_other_text_alone() -> None:
    assert visible("Größe 数 – «ok» 🙂") == "Größe 数 – «ok» 🙂"
    assert visible("\x1b[0m\u202e\U000e0041") == "\\x1b[0m\\u202e\\U000e0041"


@pytest.mark.parametrize(
    ("error", "code"),
    [(NoInput("n"), 4), (OutputFailed("o"), 5), (Refused("r"), 6), (InputProblem("m", "w", "d", "c", 6), 6)],
)
def test_error_survives_the_way_between_processes(error: TracekitError, code: int) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.exit_code) == (type(error), str(error), code)
