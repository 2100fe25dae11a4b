"""The web application with a job that needs no traces."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tracekit.web.app import Job, make_app

TOKEN = "a token for the tests"
HOST = "127.0.0.1:8000"
PAGE = (
    '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; '
    'style-src &#39;sha256-a+b/c=&#39;">'
)


@dataclass
class Jobs:
    """Remembers what it was given, and writes a page for it."""

    uploads: list[bytes] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    folder: Path | None = None
    fails_with: BaseException | None = None

    async def __call__(self, upload: Path, report: Path, title: str) -> None:
        self.uploads.append(upload.read_bytes())
        self.titles.append(title)
        self.folder = upload.parent.parent
        self.modes = [path.stat().st_mode & 0o777 for path in (self.folder, upload.parent, upload)]
        if self.fails_with is not None:
            raise self.fails_with
        report.write_text(f"{PAGE}<title>{len(self.uploads)}</title>")

    @property
    def files(self) -> list[str]:
        """What lies in the private folder."""
        assert self.folder is not None
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def started() -> Iterator[Callable[[Job], TestClient]]:
    """Starts the application with a job, and ends it after the test."""
    with ExitStack() as stack:

        def start(job: Job) -> TestClient:
            client = TestClient(make_app(TOKEN, [HOST, "localhost:8000"], job), base_url=f"http://{HOST}")
            return stack.enter_context(client)

        yield start


@pytest.fixture
def client(started: Callable[[Job], TestClient], jobs: Jobs) -> TestClient:
    return started(jobs)
