"""The web application: the page, the upload, the reports."""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tracekit.errors import TracekitError
from tracekit.resources import reports_folder
from tracekit.visible import visible
from tracekit.web.guard import Guard
from tracekit.web.job import run_apart
from tracekit.web.limits import LONGEST_TITLE, MAX_WAITING
from tracekit.web.page import upload_page
from tracekit.web.refusal import Refusal, answer, from_error
from tracekit.web.shelf import Shelf
from tracekit.web.upload import receive

TOKEN_HEADER = "X-Tracekit-Token"  # noqa: S105 - the name of a header

ENDING = "tracekit is ending – nothing was kept – start it again"

Job = Callable[[Path, Path, str], Awaitable[None]]
"""Upload, path for the report, title → the report is there; raises TracekitError."""


def make_app(token: str, hosts: Collection[str], job: Job = run_apart) -> Starlette:
    """The application, for requests to ``hosts`` (``127.0.0.1:8000``); uploads need ``token``."""
    desk = Desk(token, job)
    assets = reports_folder()
    routes = [
        Route("/", desk.page),
        Route("/reports", desk.put_report, methods=["PUT"]),
        Route("/reports/{report}", desk.get_report),
        Route("/upload.css", _file(assets / "upload.css", "text/css")),
        Route("/upload.js", _file(assets / "upload.js", "text/javascript")),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={Refusal: answer},
        lifespan=desk.open,
    )


class Desk:
    """Takes uploads, has them read one after the other, hands out reports."""

    def __init__(self, token: str, job: Job) -> None:
        self._token = token
        self._job = job
        self._reading = asyncio.Lock()
        self._waiting = 0
        self._shelf: Shelf | None = None

    @asynccontextmanager
    async def open(self, app: Starlette) -> AsyncIterator[None]:
        """A private folder (0700) for as long as the application runs."""
        with tempfile.TemporaryDirectory(prefix="tracekit-") as folder:
            self._shelf = Shelf(Path(folder))
            yield
            self._shelf = None

    async def page(self, request: Request) -> Response:
        """GET /"""
        return HTMLResponse(upload_page())

    async def put_report(self, request: Request) -> Response:
        """PUT /reports?name=…: the body is the file; answers with the address of its report."""
        given = request.headers.get(TOKEN_HEADER, "").encode()
        if not secrets.compare_digest(given, self._token.encode()):
            raise Refusal(
                403, "The token is wrong – nothing was read – open the address that is printed at start"
            )
        if self._waiting > MAX_WAITING:
            raise Refusal(503, "Too many uploads are waiting – nothing was read – try again in a minute")
        self._waiting += 1
        try:
            report = await self._report(request)
        finally:
            self._waiting -= 1
        address = f"/reports/{report}"
        return JSONResponse({"report": address}, status_code=201, headers={"Location": address})

    async def get_report(self, request: Request) -> Response:
        """GET /reports/…"""
        found = self._open_shelf().find(request.path_params["report"])
        if found is None:
            raise Refusal(404, "There is no such report, or it has made room for newer ones.")
        path, policy = found
        return FileResponse(path, media_type="text/html", headers={"Content-Security-Policy": policy})

    async def _report(self, request: Request) -> str:
        shelf = self._open_shelf()
        title = visible(request.query_params.get("name", ""))[:LONGEST_TITLE] or "upload"
        try:
            with shelf.scratch() as place:
                upload, report = place / "upload", place / "report"
                await receive(request, upload)
                async with self._reading:
                    await self._job(upload, report, title)
                return shelf.keep(report)
        except TracekitError as error:
            raise from_error(error) from None
        except Refusal:
            raise
        except asyncio.CancelledError:  # only the end of the server cancels
            raise Refusal(503, ENDING) from None
        except Exception as error:
            name = str(error) if isinstance(error, RuntimeError) else type(error).__name__
            raise Refusal(500, f"Internal error {name} – a bug of tracekit – please report it") from None

    def _open_shelf(self) -> Shelf:
        if self._shelf is None:
            raise Refusal(503, ENDING)
        return self._shelf


def _file(path: Path, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    async def serve_file(request: Request) -> Response:
        return FileResponse(path, media_type=media_type)

    return serve_file
