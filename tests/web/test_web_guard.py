"""Who may ask, and what every answer carries."""

import pytest
from starlette.testclient import TestClient

from tracekit.web.app import TOKEN_HEADER

from .conftest import HOST, TOKEN, Jobs

ROUTES = ["/", "/upload.css", "/upload.js", "/reports/unknown", "/nothing"]


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_report_has_its_own_policy_in_a_sandbox(client: TestClient, jobs: Jobs) -> None:
    address = client.put("/reports", content=b"zip", headers={TOKEN_HEADER: TOKEN}).json()["report"]
    headers = client.get(address).headers
    assert headers.get_list("Content-Security-Policy") == [
        "sandbox allow-scripts; default-src 'none'; style-src 'sha256-a+b/c='; frame-ancestors 'none'"
    ]
    assert (headers["X-Frame-Options"], headers["Cache-Control"]) == ("DENY", "no-store")


@pytest.mark.parametrize(
    ("host", "good"),
    [
        (HOST, True),
        ("localhost:8000", True),
        ("localhost", False),
        ("127.0.0.1", False),
        ("127.0.0.1:8001", False),
        ("evil.example:8000", False),
        ("127.0.0.1:8000.evil.example", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("path", ["/", "/upload.js", "/reports/unknown"])
def test_only_loopback_names_are_served(client: TestClient, host: str, good: bool, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert (answer.status_code != 421) is good
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("origin", "good"),
    [
        (None, True),
        (f"http://{HOST}", True),
        ("http://localhost:8000", True),
        (f"https://{HOST}", False),
        ("http://evil.example", False),
        ("http://127.0.0.1:8001", False),
        ("null", False),
    ],
)
def test_only_our_own_page_may_upload(client: TestClient, jobs: Jobs, origin: str | None, good: bool) -> None:
    headers = {TOKEN_HEADER: TOKEN} | ({"Origin": origin} if origin is not None else {})
    answer = client.put("/reports", content=b"zip", headers=headers)
    assert (answer.status_code == 201) is good
    assert (len(jobs.uploads) == 1) is good


@pytest.mark.parametrize("method", ["POST", "DELETE", "GET"])
def test_other_methods_do_nothing(client: TestClient, jobs: Jobs, method: str) -> None:
    assert client.request(method, "/reports", headers={TOKEN_HEADER: TOKEN}).status_code == 405
    assert jobs.uploads == []


@pytest.mark.parametrize(
    "path", ["/reports/..%2f..%2fetc%2fpasswd", "/reports/../upload.css", "/reports/%00"]
)
def test_report_address_is_no_path(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert "root:" not in answer.text
    assert answer.status_code in (404, 200)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/upload.css", "/upload.js"):
        text = client.get(path).text
        assert "//" not in text.replace("// ", "")
        assert "http" not in text.replace("XMLHttpRequest", "").lower().replace("http-equiv", "")
    page = client.get("/").text
    assert 'data-limit="21474836480"' in page
    assert "20 GiB" in page
    assert "<style" not in page
    assert "onclick" not in page
