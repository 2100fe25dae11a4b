"""From a file in a browser to its report, with nothing replaced."""

import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.chromium import launched, needs_chromium
from tracekit.web.app import TOKEN_HEADER, Job
from tracekit.web.job import run_apart

from .conftest import TOKEN
from .sample import collection

ROOT = Path(__file__).parent.parent.parent
RUN = "import sys; sys.argv[0] = 'tracekit'; from tracekit.cli.main import run; run()"


@pytest.fixture
def serving() -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A running ``tracekit serve``: the address that it announces, and its process."""
    command = [sys.executable, "-c", RUN, "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield process.stderr.readline().removeprefix("open ").strip(), process
        finally:
            process.terminate()


def test_command_announces_its_address_and_ends_when_interrupted(
    serving: tuple[str, "subprocess.Popen[str]"],
) -> None:
    address, process = serving
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32,}", address)
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert b"tracekit" in answer.read()
    process.send_signal(2)
    _, rest = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in rest


def test_upload_is_read_in_another_process(started: Callable[[Job], TestClient]) -> None:
    client = started(run_apart)
    answer = client.put("/reports?name=case.zip", content=collection(), headers={TOKEN_HEADER: TOKEN})
    assert answer.status_code == 201
    page = client.get(answer.json()["report"])
    assert "case.zip" in page.text
    assert "9898" in page.text
    assert re.search(r"script-src 'sha256-[^']+'", page.headers["Content-Security-Policy"])


def test_what_is_no_trace_is_said_in_words(started: Callable[[Job], TestClient]) -> None:
    client = started(run_apart)
    answer = client.put("/reports?name=letter.docx", content=b"Dear all", headers={TOKEN_HEADER: TOKEN})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("letter.docx: no CUCM trace among 1 file (not a trace)")


@pytest.fixture
def browser() -> Iterator[Any]:
    """A Chromium of this machine."""
    with launched() as chromium:
        yield chromium


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_browser_uploads_and_shows_the_report(
    serving: tuple[str, "subprocess.Popen[str]"], browser: Any, tmp_path: Path, scheme: str
) -> None:
    address, _ = serving
    case, letter = tmp_path / "case.zip", tmp_path / "letter.txt"
    case.write_bytes(collection())
    letter.write_text("Dear all")
    page = browser.new_page(viewport={"width": 360, "height": 640}, color_scheme=scheme)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.get_by_role("button", name="Make the report").is_disabled()
    page.get_by_label("Collection as a zip").set_input_files(str(letter))
    page.get_by_role("button", name="Make the report").click()
    page.get_by_text("no CUCM trace among 1 file").wait_for()
    told.clear()  # the browser itself reports the status 422 there

    page.get_by_label("Collection as a zip").set_input_files(str(case))
    page.get_by_role("button", name="Make the report").click()
    page.wait_for_url("**/reports/*")
    assert "case.zip" in page.inner_text("body")
    assert "9898" in page.inner_text("body")
    assert page.evaluate("origin") == "null"
    assert told == []
    assert {url.partition("/?")[0].split("/")[2] for url in asked if not url.startswith("data:")} == {
        address.split("/")[2]
    }


@pytest.mark.browser
@needs_chromium
def test_browser_without_the_token_is_told_so(
    serving: tuple[str, "subprocess.Popen[str]"], browser: Any, tmp_path: Path
) -> None:
    address, _ = serving
    case = tmp_path / "case.zip"
    case.write_bytes(collection())
    page = browser.new_page()
    page.goto(address.partition("?")[0])
    page.get_by_label("Collection as a zip").set_input_files(str(case))
    page.get_by_text("This address has no token").wait_for()
    assert page.get_by_role("button", name="Make the report").is_disabled()
