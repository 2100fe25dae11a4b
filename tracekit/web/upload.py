"""A request's body to a file, within the limits."""

import os
import shutil
from pathlib import Path

from starlette.requests import ClientDisconnect, Request

from tracekit.web.limits import MAX_UPLOAD_BYTES, SPARE_BYTES
from tracekit.web.refusal import Refusal


async def receive(request: Request, path: Path) -> None:
    """Streams the body into a new file that only its owner may read; raises Refusal."""
    _refuse_early(request, path)
    room = MAX_UPLOAD_BYTES
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            async for chunk in request.stream():
                room -= len(chunk)
                if room < 0:
                    raise _too_long()
                file.write(chunk)
    except ClientDisconnect:
        raise Refusal(400, "The upload broke off – nothing was kept – try again") from None
    except OSError:
        raise _no_room() from None


def _refuse_early(request: Request, path: Path) -> None:
    """Before a byte is read, by the length that the request states."""
    stated = request.headers.get("content-length", "")
    size = int(stated) if stated.isascii() and stated.isdigit() else 0
    if size > MAX_UPLOAD_BYTES:
        raise _too_long()
    if shutil.disk_usage(path.parent).free < size + SPARE_BYTES:
        raise _no_room()


def _too_long() -> Refusal:
    what = f"The file is larger than {MAX_UPLOAD_BYTES:,} bytes"
    return Refusal(413, f"{what} – nothing was kept – use `tracekit report` for it")


def _no_room() -> Refusal:
    return Refusal(507, "Not enough free disk space – nothing was kept – free some, or use `tracekit report`")
