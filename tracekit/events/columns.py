"""Sentences and clean-ups that the columns of several families share."""

from collections.abc import Sequence

Values = Sequence[str | int | None]

SIGNAL = {
    "state": "state of the process that gets the signal (`NA RemoteSignal`: sent to another node)",
    "destination": "SDL process that gets the signal, Name(node,app,type,instance)",
    "source": "SDL process that sent it",
    "tag": "what started the chain of signals: node,app,type,instance.n^ip^device, `*` unknown",
}
"""The columns that every SDL signal has before its own data (CUCM SDL traces, 9.x to 15)."""

PEER = {
    "remote_ip": "address of the peer",
    "remote_port": "port of the peer",
    "conn_idx": "CUCM's number of the connection",
}
"""The columns by which every line about a connection names it."""


def one_line(values: Values) -> list[str | int | None]:
    """Texts with the line breaks of a wrapped page taken out; nulls stay null."""
    return [" ".join(value.split()) if isinstance(value, str) else value for value in values]


def without_zero(values: Values) -> list[str | int | None]:
    """Numbers where CUCM prints 0 for unknown; 0 becomes null."""
    return [None if value == 0 else value for value in values]
