"""The server: a loopback address, a start-up token."""

import ipaddress
import secrets
import socket
from collections.abc import Callable

import uvicorn

from tracekit.errors import OutputFailed, Refused
from tracekit.web.app import make_app

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_SECONDS_TO_END = 2


def serve(host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serves until interrupted; ``announce`` is given the address to open, with its token.

    Raises Refused for an address that other machines can reach, OutputFailed when the port cannot be had.
    """
    listening = _listening(_loopback(host), port)
    with listening:
        port = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        config = uvicorn.Config(
            make_app(token, [f"{name}:{port}" for name in LOOPBACK_NAMES]),
            log_level="critical",  # every error is answered in words, and none may show what a trace says
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
        announce(f"http://{_shown(host)}:{port}/?token={token}")
        uvicorn.Server(config).run(sockets=[listening])


def _loopback(host: str) -> str:
    """The address itself; ``localhost`` is not looked up."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        if ipaddress.ip_address(address).is_loopback:
            return address
    except ValueError:
        pass
    what = f"{host} is not a loopback address: other people could reach the traces"
    raise Refused(f"{what} – not started – use --host 127.0.0.1 and a tunnel (ssh -L) from other machines")


def _listening(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as error:
        what = f"port {port} of {address} cannot be had ({error.strerror})"
        raise OutputFailed(f"{what} – not started – give another one with --port, or 0 for any") from None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
