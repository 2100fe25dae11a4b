"""Rows of the tables `handshakes` and `certificates` from a capture."""

from collections.abc import Iterator

from tracekit.capture.named import certificate_of
from tracekit.capture.packet_capture import Capture, SeenCertificate
from tracekit.tls.certificate import Certificate

Row = dict[str, object]

_COLUMNS = (
    "started",
    "client_ip",
    "client_port",
    "server_ip",
    "server_port",
    "version",
    "cipher",
    "sni",
    "server_cn",
    "client_cn",
    "alert",
    "application_data",
    "complete",
    "note",
)


def handshake_rows(capture: Capture) -> Iterator[Row]:
    """One row per handshake, with the columns of `handshakes` and `member`; `line` in a text capture."""
    for one in capture.handshakes:
        row: Row = {"member": capture.name, **{column: getattr(one, column) for column in _COLUMNS}}
        row["line"] = one.steps[0].place if one.unit == "line" and one.steps else None
        yield row


def certificate_rows(capture: Capture) -> Iterator[Row]:
    """One row per certificate that a side presented, with the columns of `certificates` and `member`.

    ``remote_ip`` and ``remote_port`` are those of the side that presented it. A certificate that cannot
    be read keeps its row, with its facts null.
    """
    for seen in capture.certificates:
        server = seen.by == "server"
        yield {
            "member": capture.name,
            "source": "capture",
            "time": seen.time,
            "remote_ip": seen.server_ip if server else seen.client_ip,
            "remote_port": seen.server_port if server else seen.client_port,
            **_facts(seen),
        }


def _facts(seen: SeenCertificate) -> Row:
    found = certificate_of(seen.der)
    if found is None:
        return dict.fromkeys((*_PLAIN, "san"))
    return {name: getattr(found, name) for name in _PLAIN} | {"san": _names(found)}


_PLAIN = ("subject", "cn", "issuer", "serial", "not_before", "not_after", "key", "signature", "fingerprint")


def _names(found: Certificate) -> str | None:
    return ", ".join(found.san) if found.san else None
