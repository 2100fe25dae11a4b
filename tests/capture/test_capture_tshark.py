"""The same captures read by tshark, an implementation that shares nothing with ours."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cryptography import x509

from tests.capture.files import frame, pcap, pcapng
from tests.capture.packets import CLIENT, SERVER, Packet, conversation, reordered
from tests.capture.talk import CASES, flights
from tracekit.capture import Handshake, read_capture

TSHARK = shutil.which("tshark")
pytestmark = pytest.mark.skipif(TSHARK is None, reason="tshark is not installed")

VARIANTS: dict[str, tuple[int, Callable[[Sequence[Packet]], Sequence[Packet]]]] = {
    "as sent": (1460, lambda packets: packets),
    "536 bytes": (536, lambda packets: packets),
    "reordered and twice": (1460, reordered),
    "536 bytes, reordered and twice": (536, reordered),
}
FIELDS = (
    "tcp.srcport",
    "tcp.dstport",
    "tls.handshake.type",
    "tls.handshake.version",
    "tls.handshake.extensions.supported_version",
    "tls.handshake.ciphersuite",
    "x509af.serialNumber",
    "tls.alert_message.desc",
)
CODES = {"TLS 1.0": "0x0301", "TLS 1.1": "0x0302", "TLS 1.2": "0x0303", "TLS 1.3": "0x0304"}
Rows = list[dict[str, list[str]]]


def all_cases(size: int, order: Callable[[Sequence[Packet]], Sequence[Packet]]) -> list[Packet]:
    """Every case on a client port of its own, one behind the other."""
    return [
        packet
        for port, name in enumerate(CASES, start=41000)
        for packet in order(conversation(flights(name), size, ends=((CLIENT[0], port), SERVER)))
    ]


def told(path: Path) -> Rows:
    """The TLS packets with the fields above, as tshark reads them."""
    assert TSHARK is not None
    command = [TSHARK, "-n", "-r", str(path), "-o", "tcp.reassemble_out_of_order:TRUE", "-Y", "tls"]
    command += ["-T", "fields", *(part for field in FIELDS for part in ("-e", field))]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return [
        dict(zip(FIELDS, (part.split(",") if part else [] for part in line.split("\t")), strict=True))
        for line in run.stdout.splitlines()
    ]


@pytest.mark.parametrize("variant", VARIANTS)
def test_tshark_reads_the_same(variant: str, tmp_path: Path) -> None:
    size, order = VARIANTS[variant]
    frames = list(map(frame, all_cases(size, order)))
    for made in (pcap, pcapng):
        data = made(frames)
        path = tmp_path / "all.cap"
        path.write_bytes(data)
        rows = told(path)
        handshakes = read_capture(data, path.name).handshakes
        assert len(handshakes) == len(CASES)
        for one in handshakes:
            compare(one, [row for row in rows if str(one.client_port) in ports(row)])


def compare(one: Handshake, rows: Rows) -> None:
    server = [row for row in rows if row["tcp.srcport"] == ["5061"]]
    hellos = [row for row in server if "2" in row["tls.handshake.type"]]
    assert len(hellos) == (one.version is not None)
    for row in hellos:
        versions = row["tls.handshake.extensions.supported_version"] or row["tls.handshake.version"]
        assert one.version is not None and versions == [CODES[one.version]]
        assert [int(code, 16) for code in row["tls.handshake.ciphersuite"]] == [one.cipher_code]
    assert serials(server) == [serial(der) for der in one.server_certificates]
    client = [row for row in rows if row["tcp.dstport"] == ["5061"]]
    assert serials(client) == [serial(der) for der in one.client_certificates]
    offered = [int(code, 16) for row in client[:1] for code in row["tls.handshake.ciphersuite"]]
    assert list(one.offered_ciphers) == offered
    alerts = {int(code) for row in rows for code in row["tls.alert_message.desc"]}
    assert alerts == {alert.code for alert in one.alerts if alert.code is not None}


def ports(row: dict[str, list[str]]) -> list[str]:
    return [*row["tcp.srcport"], *row["tcp.dstport"]]


def serials(rows: Rows) -> list[int]:
    return [int(text.replace(":", ""), 16) for row in rows for text in row["x509af.serialNumber"]]


def serial(der: bytes) -> int:
    return x509.load_der_x509_certificate(der).serial_number
