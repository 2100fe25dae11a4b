"""The reports that are kept, in a private folder, under names that cannot be guessed."""

import html
import re
import secrets
from collections import OrderedDict
from pathlib import Path

from tracekit.web.limits import MAX_REPORTS

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_HEAD_BYTES = 16 * 1024


class Shelf:
    """Files of a folder that only its owner may enter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reports: OrderedDict[str, tuple[Path, str]] = OrderedDict()

    @property
    def folder(self) -> Path:
        """Where uploads and reports lie."""
        return self._folder

    def place(self) -> Path:
        """A path for a new file; its name tells nothing of the customer."""
        return self._folder / secrets.token_hex(16)

    def keep(self, path: Path) -> str:
        """Puts a finished report on the shelf and gives its id; the oldest makes room."""
        while len(self._reports) >= MAX_REPORTS:
            _, (oldest, _) = self._reports.popitem(last=False)
            oldest.unlink(missing_ok=True)
        self._reports[path.name] = (path, _policy(path))
        return path.name

    def find(self, report: str) -> tuple[Path, str] | None:
        """A report's file and the policy to serve it under."""
        return self._reports.get(report)


def _policy(path: Path) -> str:
    """The report's own policy, in an origin of its own (CSP Level 3, section 6.3.2, sandbox)."""
    with path.open("rb") as stream:
        own = _POLICY.search(stream.read(_HEAD_BYTES))
    stated = html.unescape(own[1].decode()) if own else "default-src 'none'"
    return f"sandbox allow-scripts; {stated}; frame-ancestors 'none'"
