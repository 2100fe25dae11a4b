"""Uploads: the token, the limits, the private folder, errors in words."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from tracekit.errors import NoInput, OutputFailed, Refused
from tracekit.web import app, shelf, upload
from tracekit.web.app import TOKEN_HEADER
from tracekit.web.limits import SPARE_BYTES

from .conftest import TOKEN, Jobs

GOOD = {TOKEN_HEADER: TOKEN}


def put(
    client: TestClient, body: bytes = b"zip", name: str = "case.zip", **headers: str
) -> tuple[int, dict[str, str]]:
    answer = client.put("/reports", params={"name": name}, content=body, headers={**GOOD, **headers})
    return answer.status_code, answer.json()


def test_upload_becomes_a_report(client: TestClient, jobs: Jobs) -> None:
    answer = client.put("/reports", params={"name": "case.zip"}, content=b"the zip", headers=GOOD)
    assert answer.status_code == 201
    assert answer.headers["Location"] == answer.json()["report"]
    assert (jobs.uploads, jobs.titles) == ([b"the zip"], ["case.zip"])
    page = client.get(answer.json()["report"])
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<title>1</title>" in page.text


def test_folder_and_files_are_private_and_named_after_nobody(client: TestClient, jobs: Jobs) -> None:
    _, answer = put(client, name="../../customer.zip")
    assert jobs.modes == [0o700, 0o700, 0o600]
    assert jobs.files == [answer["report"].removeprefix("/reports/")]
    assert "customer" not in str(jobs.folder)


def test_upload_is_gone_after_reading_and_all_at_the_end(
    started: Callable[[object], TestClient], jobs: Jobs
) -> None:
    client = started(jobs)
    put(client)
    assert len(jobs.files) == 1
    jobs.fails_with = NoInput("no trace")
    put(client)
    assert len(jobs.files) == 1
    client.__exit__(None, None, None)
    assert jobs.folder is not None
    assert not jobs.folder.exists()
    client.__enter__()


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", "ä"])
def test_wrong_token_reads_nothing(client: TestClient, jobs: Jobs, token: str) -> None:
    answer = client.put("/reports", content=b"zip", headers=[(TOKEN_HEADER.encode(), token.encode())])
    assert answer.status_code == 403
    assert "The token is wrong" in answer.json()["error"]
    assert jobs.uploads == []


def test_no_token_reads_nothing(client: TestClient, jobs: Jobs) -> None:
    assert client.put("/reports", content=b"zip").status_code == 403
    assert jobs.uploads == []


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size):
        yield b"x"


@pytest.mark.parametrize("streamed", [False, True])
def test_limit_is_exact(
    client: TestClient, jobs: Jobs, streamed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "MAX_UPLOAD_BYTES", 100)

    def send(size: int) -> int:
        body = chunks(size) if streamed else b"x" * size
        return int(client.put("/reports", content=body, headers=GOOD).status_code)

    assert send(100) == 201
    assert send(101) == 413
    assert [len(body) for body in jobs.uploads] == [100]
    assert len(jobs.files) == 1


def test_full_disk_is_said_before_a_byte_is_read(
    client: TestClient, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=SPARE_BYTES + 2))
    assert put(client, b"12")[0] == 201
    status, answer = put(client, b"123")
    assert (status, jobs.uploads) == (507, [b"12"])
    assert "Not enough free disk space" in answer["error"]


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NoInput("x: no CUCM trace"), 422, "x: no CUCM trace"),
        (Refused("too deep"), 413, "too deep"),
        (OutputFailed("memory ran out"), 507, "memory ran out"),
        (KeyError("customer"), 500, "Internal error KeyError – a bug of tracekit – please report it"),
        (asyncio.CancelledError(), 503, "tracekit is ending – nothing was kept – start it again"),
        (RuntimeError("KeyError"), 500, "Internal error KeyError – a bug of tracekit – please report it"),
    ],
)
def test_error_is_said_in_words(
    client: TestClient, jobs: Jobs, error: BaseException, status: int, words: str
) -> None:
    jobs.fails_with = error
    assert put(client) == (status, {"error": words})
    assert jobs.files == []


def test_name_is_shortened_and_made_visible(client: TestClient, jobs: Jobs) -> None:
    put(client, name="a\x1b\n<b>" + "x" * 500)
    put(client, name="")
    assert jobs.titles == [("a\\x1b\\x0a<b>" + "x" * 500)[:200], "upload"]


def test_only_the_latest_reports_are_kept(
    client: TestClient, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MAX_REPORTS", 2)
    addresses = [put(client)[1]["report"] for _ in range(3)]
    assert [client.get(address).status_code for address in addresses] == [404, 200, 200]
    assert len(jobs.files) == 2
    assert len(set(addresses)) == 3


def test_too_many_waiting_uploads_are_sent_away(
    client: TestClient, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "MAX_WAITING", -1)
    status, answer = put(client)
    assert (status, jobs.uploads) == (503, [])
    assert "Too many uploads are waiting" in answer["error"]


def test_two_uploads_are_read_one_after_the_other(started: Callable[[object], TestClient]) -> None:
    running: list[int] = []
    most: list[int] = []

    async def job(upload: Path, report: Path, title: str) -> None:
        running.append(1)
        for _ in range(50):
            most.append(len(running))
            await asyncio.sleep(0)
        running.pop()
        report.write_text("page")

    client = started(job)
    with ThreadPoolExecutor(4) as pool:
        codes = [status for status, _ in pool.map(lambda _: put(client), range(4))]
    assert codes == [201] * 4
    assert max(most) == 1
