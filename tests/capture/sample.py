"""Writes `sample_traces/captures/`: one good handshake as a capture, and the same connection as text.

`python -m tests.capture.sample`, run in the project's folder, makes both anew, with new keys.
"""

from datetime import UTC, datetime
from pathlib import Path

from tests.capture.files import frame, pcap
from tests.capture.packets import ACK, CLIENT, FIN, PSH, SERVER, SYN, Packet, conversation
from tests.capture.talk import flights

FOLDER = Path(__file__).parents[2] / "sample_traces" / "captures"
_COMMAND = f"admin:utils network capture host ip {SERVER[0]}\nExecuting command with options:\n"


def write() -> None:
    """Both files."""
    packets = conversation(flights("tls10"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "secure_trunk.pcap").write_bytes(pcap(map(frame, packets)))
    options = f"interface=eth0\nip={SERVER[0]}\n"
    lines = "".join(_line(packet) for packet in packets)
    (FOLDER / "secure_trunk_screen.txt").write_text(_COMMAND + options + lines, encoding="utf-8")


def _line(packet: Packet) -> str:
    """As tcpdump 3.9 prints it, with absolute sequence numbers (-S)."""
    client, server = f"CUCMA.{CLIENT[1]}", f"{SERVER[0]}.sip-tls"
    one, other = (client, server) if packet.by == "client" else (server, client)
    time = datetime.fromtimestamp(packet.time // 10**9, UTC).strftime("%H:%M:%S")
    letters = "".join(letter for flag, letter in ((SYN, "S"), (FIN, "F"), (PSH, "P")) if packet.flags & flag)
    size = len(packet.payload)
    span = f" {packet.seq}:{packet.seq + size}({size})" if letters else ""
    ack = f" ack {packet.ack}" if packet.flags & ACK else ""
    clock = f"{time}.{packet.time % 10**9 // 1000:06}"
    return f"{clock} IP {one} > {other}: {letters or '.'}{span}{ack} win 8192\n"


if __name__ == "__main__":
    write()
