"""The machine's own Chromium, for tests that look at pages as people do.

Without one these tests are skipped, by name; where ``TRACEKIT_REQUIRE_BROWSER`` is set, as the checks before
a release do, they fail instead.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_REQUIRED = bool(os.environ.get("TRACEKIT_REQUIRE_BROWSER"))

needs_chromium = pytest.mark.skipif(CHROMIUM is None and not _REQUIRED, reason="no Chromium on this machine")


@contextmanager
def launched() -> "Iterator[Browser]":
    """A headless Chromium, closed at the end."""
    if CHROMIUM is None:
        pytest.fail("a browser is required here and there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()
