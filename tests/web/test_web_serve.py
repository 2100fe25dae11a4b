"""The server: loopback alone, a port that can be had, a token in the address."""

import socket

import pytest

from tracekit.errors import OutputFailed, Refused
from tracekit.web.serve import serve


def never(address: str) -> None:
    raise AssertionError(address)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.1", "10.10.0.1", "example.com", "", "localhost.evil"]
)
def test_other_addresses_are_refused(host: str) -> None:
    with pytest.raises(Refused, match="is not a loopback address") as caught:
        serve(host, 0, never)
    assert caught.value.exit_code == 6


def test_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OutputFailed, match=f"port {port} of 127.0.0.1 cannot be had"):
            serve("127.0.0.1", port, never)
