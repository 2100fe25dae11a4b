"""The capture that comes with the project, and the rows of the tables from it."""

from datetime import datetime

from tests.capture.sample import FOLDER
from tracekit.capture import (
    certificate_rows,
    handshake_rows,
    looks_like_capture,
    read_capture,
    read_capture_text,
    steps,
)
from tracekit.tables.schema import TABLES

CAPTURE = FOLDER / "secure_trunk.pcap"
SCREEN = FOLDER / "secure_trunk_screen.txt"


def test_the_capture_shows_the_five_steps() -> None:
    data = CAPTURE.read_bytes()
    assert looks_like_capture(data) == "capture"
    capture = read_capture(data, CAPTURE.name)
    (one,) = capture.handshakes
    assert not capture.problems and not capture.notes
    assert [check.state for check in steps(one)] == ["seen"] * 5
    assert (one.version, one.cipher, one.server_cn, one.client_cn) == (
        "TLS 1.0",
        "AES128-SHA",
        "CUCM10",
        "CUCMA",
    )


def test_the_screen_shows_the_same_connection() -> None:
    data = SCREEN.read_bytes()
    assert looks_like_capture(data) == "capture_text"
    (seen,) = read_capture(CAPTURE.read_bytes(), "x").handshakes
    (shown,) = read_capture_text(data.decode(), "x").handshakes
    tcp = ("syn", "syn-ack", "tcp open", "fin")
    assert [(step.what, step.by) for step in seen.steps if step.what in tcp] == [
        (step.what, step.by) for step in shown.steps if step.what in tcp
    ]
    assert seen.started is not None and seen.started.strftime("%H:%M:%S.%f") == shown.steps[0].clock


def test_rows_have_the_columns_of_the_tables() -> None:
    capture = read_capture(CAPTURE.read_bytes(), "trunk.pcap")
    (row,) = handshake_rows(capture)
    columns = set(TABLES["handshakes"].columns)
    assert set(row) <= columns
    assert row["member"] == "trunk.pcap" and row["complete"] is True
    assert isinstance(row["started"], datetime)


def test_certificates_have_the_columns_of_the_tables() -> None:
    server, client = certificate_rows(read_capture(CAPTURE.read_bytes(), "trunk.pcap"))
    assert set(server) == set(client) <= set(TABLES["certificates"].columns)
    assert (server["cn"], server["remote_ip"], server["remote_port"]) == ("CUCM10", "10.10.95.200", 5061)
    assert (client["cn"], client["remote_ip"], client["remote_port"]) == ("CUCMA", "10.10.95.203", 33135)
    assert all(row["source"] == "capture" and row["serial"] and row["not_after"] for row in (server, client))
    assert (server["key"], server["signature"]) == ("RSA 2048", "sha256WithRSAEncryption")


def test_a_row_of_text_has_its_line() -> None:
    (row,) = handshake_rows(read_capture_text(SCREEN.read_text(), "screen.txt"))
    assert (row["line"], row["complete"], row["started"]) == (5, None, None)
