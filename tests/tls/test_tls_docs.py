"""docs/tls.md says what the code does."""

import doctest
import os
import re
from pathlib import Path

import pytest

from tracekit.tls.grade import GRADES, RULES
from tracekit.tls.recognise import Signs, recognise
from tracekit.tls.verdict import BAD, VERDICTS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tls.md"


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    section = page().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def rules_table() -> str:
    lines = [f"| {rule.grade} | {rule.reason} |" for rule in RULES]
    return "\n".join(["| grade | reason |", "|---|---|", *lines])


def test_the_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = "\n".join(re.findall(r"```python\n(.*?)```", page(), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/tls.md", "docs/tls.md", 0)
    assert len(test.examples) >= 8
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_every_verdict_is_explained_with_what_fail_on_does() -> None:
    told = {row[0].strip("`"): row[2] for row in rows("Verdicts")}
    assert tuple(told) == VERDICTS
    assert {name for name, fails in told.items() if fails == "yes"} == BAD


def test_every_grade_is_explained() -> None:
    assert tuple(row[0].strip("`") for row in rows("Grades of ciphers")[: len(GRADES)]) == GRADES


def test_every_rule_of_the_grades_is_listed() -> None:
    """Rewritten with TRACEKIT_ACCEPT_GOLDEN=1; read the difference before it is committed."""
    written = re.compile(r"<!-- rules -->\n.*?(?=\nSSL 2\.0)", re.DOTALL)
    wanted = f"<!-- rules -->\n{rules_table()}\n"
    if os.environ.get("TRACEKIT_ACCEPT_GOLDEN"):
        PAGE.write_text(written.sub(lambda _: wanted, page()), encoding="utf-8")
    assert wanted in page()


def test_the_signs_of_tls_are_listed_from_strong_to_weak_with_their_reasons() -> None:
    signs = [
        Signs(transport_text="TLS Over TCP"),
        Signs(certificate=True),
        Signs(ssl_class=True),
        Signs(remote_port=5061),
        Signs(via="TLS"),
    ]
    found = [recognise(one) for one in signs]
    listed = [(row[1].strip("`"), row[2]) for row in rows("How TLS is recognised")]
    assert listed == [(one.why, "seen" if one.seen else "inferred") for one in found]
