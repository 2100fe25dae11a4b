"""Via headers (RFC 3261 section 20.42): the way back, hop by hop."""

import re
from dataclasses import dataclass

from tracekit.sip.address import read_host_port
from tracekit.sip.parameters import Parameters, parameter, read_parameters, split_outside

HOP = re.compile(
    r"[ \t\r\n]*SIP[ \t]*/[ \t]*([0-9.]+)[ \t]*/[ \t]*([^\s;,/]+)(?:[ \t]+([^;]*))?(?:;(.*))?", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Via:
    """One hop: transport in upper case, sent-by host and port, branch."""

    transport: str
    host: str | None
    port: int | None
    parameters: Parameters

    @property
    def branch(self) -> str | None:
        """The ``branch`` parameter: the transaction (section 17)."""
        return parameter(self.parameters, "branch")


def read_vias(text: str) -> tuple[Via, ...]:
    """Reads one header's value, which may hold several hops; a hop that cannot be read is left out."""
    vias = []
    for part in split_outside(text, ","):
        if match := HOP.match(part):
            host, port = read_host_port(match[3] or "")
            vias.append(Via(match[2].upper(), host, port, read_parameters(match[4] or "")))
    return tuple(vias)
