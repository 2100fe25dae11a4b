"""One packet as a text shows it, whichever tool wrote the line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PacketLine:
    """What a line of tcpdump, or a row of Wireshark's packet list, says.

    ``line`` counts from 1; ``clock`` as printed; addresses or host names as printed; ports null where the
    line does not tell; ``flags``: letters of SYN, FIN, RST, PSH, ACK as tcpdump writes them, null where
    they are not shown; ``length``: bytes of payload; ``protocol`` and ``info`` as Wireshark words them;
    ``lines``: how many lines of the text it is wrapped into.
    """

    line: int
    clock: str
    source: str
    source_port: int | None
    target: str
    target_port: int | None
    flags: str | None
    length: int | None
    protocol: str | None
    info: str | None
    lines: int = 1
