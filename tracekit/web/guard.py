"""What every request must have and every answer carries.

Host and Origin are checked against the names of this machine's loopback: a page from elsewhere can make a
browser send requests here (DNS rebinding, cross-site requests), but under its own names.
"""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Refuses requests under another name than ``hosts`` (``127.0.0.1:8000``), and sets the headers."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        known = self._is_known(Headers(scope=scope))
        app = self._app if known else PlainTextResponse("Not under this name.\n", status_code=421)
        await app(scope, receive, send_with_headers)

    def _is_known(self, headers: Headers) -> bool:
        """Exactly one Host, ours, and no Origin but ours."""
        origins = headers.getlist("origin")
        return headers.getlist("host") in [[host] for host in self._hosts] and self._origins.issuperset(
            origins
        )
