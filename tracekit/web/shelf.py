"""The reports that are kept, in a private folder, under names that cannot be guessed."""

import html
import re
import secrets
import shutil
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracekit.web.limits import MAX_REPORTS

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_HEAD_BYTES = 16 * 1024


class Shelf:
    """Files of a folder that only its owner may enter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reports: OrderedDict[str, tuple[Path, str]] = OrderedDict()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder for one upload, gone at the end; its name tells nothing of the customer."""
        folder = self._folder / secrets.token_hex(16)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, path: Path) -> str:
        """Moves a finished report to the shelf and gives its id; the oldest makes room."""
        while len(self._reports) >= MAX_REPORTS:
            _, (oldest, _) = self._reports.popitem(last=False)
            oldest.unlink(missing_ok=True)
        report = secrets.token_hex(16)
        kept = path.rename(self._folder / report)
        self._reports[report] = (kept, _policy(kept))
        return report

    def find(self, report: str) -> tuple[Path, str] | None:
        """A report's file and the policy to serve it under."""
        return self._reports.get(report)


def _policy(path: Path) -> str:
    """The report's own policy, in an origin of its own (CSP Level 3, section 6.3.2, sandbox)."""
    with path.open("rb") as stream:
        own = _POLICY.search(stream.read(_HEAD_BYTES))
    stated = html.unescape(own[1].decode()) if own else "default-src 'none'"
    return f"sandbox allow-scripts; {stated}; frame-ancestors 'none'"
