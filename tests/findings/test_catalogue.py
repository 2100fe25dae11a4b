"""What every check owes, asked of all that are discovered; and the page that is written from them."""

import os
import re
from pathlib import Path

from click.testing import CliRunner

from tests.findings.written import judge
from tracekit.cli.main import tracekit
from tracekit.findings import Check, checks
from tracekit.findings.finding import SEVERITIES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tracekit" / "findings" / "checks"
PAGE = ROOT / "docs" / "findings.md"
TESTS = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*_*.py"))
)
HEAD = """# Findings

What tracekit looks for in every input. A finding says what was seen, why it matters and what to do;
`evidence` names the lines that prove it as `member:line`, and `TraceSet.proof(evidence)` gives their text.
`seen` is false where it is inferred rather than stated by a line.

* **bad**: something does not work, or a secret was readable
* **warning**: it will fail, it is weak, or the trace does not tell all
* **note**: worth knowing, nothing is wrong

Each check is one module of `tracekit/findings/checks`; this page and `tracekit findings` are written from
them.
"""


def findings_page() -> str:
    """Every check: what it looks for and where that is written, why it matters, what to do."""
    parts = [HEAD]
    for severity in SEVERITIES:
        parts.append(f"\n## {severity.capitalize()}\n")
        for check in checks().values():
            if check.severity == severity:
                parts.append(
                    f"\n### {check.slug}: {check.title}\n\n{check.help}\n\n*Why:* "
                    f"{check.why}.\n\n*Fix:* {check.fix}.\n"
                )
    return "".join(parts)


def test_the_page_says_what_the_checks_say() -> None:
    """Rewritten with TRACEKIT_ACCEPT_GOLDEN=1; read the difference before it is committed."""
    if os.environ.get("TRACEKIT_ACCEPT_GOLDEN"):
        PAGE.write_text(findings_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == findings_page()


def test_every_module_is_a_check_of_its_name() -> None:
    modules = {path.stem.replace("_", "-") for path in FOLDER.glob("*.py") if path.stem != "__init__"}
    assert set(checks()) == modules


def test_each_says_all_it_owes() -> None:
    offenders = [f"{slug}: {what}" for slug, check in checks().items() for what in lacking(check)]
    assert not offenders, "\n".join(offenders)


def lacking(check: Check) -> list[str]:
    told = {
        "slug": re.fullmatch(r"[a-z]+(-[a-z]+)*", check.slug),
        "severity": check.severity in SEVERITIES,
        "title": check.title and not check.title.endswith("."),
        "first sentence": check.sentence.endswith(".") and len(check.sentence) < 200,
        "source": "\n\n" in check.help,
        "why": check.why and not check.why.endswith("."),
        "fix": check.fix and not check.fix.endswith("."),
    }
    return [what for what, good in told.items() if not good]


def test_each_is_silent_over_nothing() -> None:
    assert {slug: judge(slug) for slug in checks()} == {slug: [] for slug in checks()}


def test_each_is_tested_by_name() -> None:
    assert [slug for slug in checks() if f'"{slug}"' not in TESTS] == []


def test_the_command_lists_them_all() -> None:
    shown = CliRunner().invoke(tracekit, ["findings"])
    assert shown.exit_code == 0
    for slug, check in checks().items():
        assert re.search(rf"^{slug} +{check.severity} ", shown.output, re.M), slug
        assert check.fix in shown.output


def test_the_command_tells_all_of_one() -> None:
    shown = CliRunner().invoke(tracekit, ["findings", "unroutable-peer"])
    assert shown.exit_code == 0
    check = checks()["unroutable-peer"]
    for words in (check.title, check.help, check.why, check.fix):
        assert words in shown.output


def test_the_command_refuses_another_name() -> None:
    assert CliRunner().invoke(tracekit, ["findings", "no-such-check"]).exit_code == 2
