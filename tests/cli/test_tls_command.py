"""``tracekit tls`` over files of our own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import HOSTILE, Ran
from tests.correlate.test_tls_capture import capture, trace
from tests.correlate.tls_trace import Trace
from tests.samples import FOLDER

Run = Callable[..., Ran]
CERTIFICATES = FOLDER / "certificates"
CAPTURES = FOLDER / "captures"


def plain(folder: Path) -> Path:
    """A trace without TLS."""
    made = Trace().line(1, "SIPTcp - New Connection - Index = 9, Listen Port = 5060, Peer Port = 41000")
    made.message(1.1, index=9, port=41000, start="OPTIONS sip:x SIP/2.0", via="TCP")
    return made.until(20).write(folder)


def test_a_trace_with_its_capture_gives_one_checklist(run: Run, tmp_path: Path) -> None:
    shown = run("tls", str(trace(tmp_path)), "--capture", str(capture(tmp_path)))
    assert shown.code == 0
    assert shown.out.startswith("1 connection: TLS 1; 1 to port 5061 of the peer. 1 handshake in captures.\n")
    assert "Checklist for TRUNK_LAB" in shown.out
    assert "  3  seen         Server Hello, certificate, certificate request\n" in shown.out
    assert "CUCM10, capture 10.10.5.20:5061, RSA 2048, serial " in shown.out


def test_a_collection_without_tls_says_so(run: Run, tmp_path: Path) -> None:
    shown = run("tls", str(plain(tmp_path)), "--fail-on", "bad")
    assert shown.code == 0
    first = shown.out.splitlines()[0]
    assert first == (
        "1 connection: TCP 1; 1 to CUCM's port 5060. No connection uses TLS, and no certificate was "
        "presented; "
        "none asked for it; port 5061 is not in use. Everything on these connections can be read on the wire."
    )
    assert "unknown" not in shown.out and "Checklist" not in shown.out


def test_a_capture_alone_is_a_usable_input(run: Run) -> None:
    for name in ("secure_trunk.pcap", "secure_trunk_screen.txt"):
        shown = run("tls", str(CAPTURES / name))
        assert "10.10.95.200" in shown.out
    assert run("tls", str(CAPTURES / "secure_trunk.pcap")).code == 0


def test_certificates_alone(run: Run) -> None:
    shown = run("tls", str(CERTIFICATES / "cucmlab1_with_chain.pem"))
    assert shown.code == 0 and "cucmlab1.example.net, file cucmlab1_with_chain.pem" in shown.out
    chained = run(
        "tls", str(CERTIFICATES / "cucmlab1_with_chain.pem"), "--ca", str(CERTIFICATES / "lab_ca.pem")
    )
    assert "Lab Issuing CA" in chained.out


def test_fail_on_bad(run: Run, tmp_path: Path) -> None:
    good, seen = str(trace(tmp_path)), str(capture(tmp_path))
    assert run("tls", good, seen, "--fail-on", "bad").code == 0
    wrong = run("tls", good, seen, "--expect-cn", "other", "--fail-on", "bad")
    assert (wrong.code, "CUCM10 (not other)" in wrong.out) == (1, True)
    assert wrong.err.splitlines()[-1] == "1 bad verdict (exit 1)"
    assert run("tls", good, seen, "--expect-cn", "other").code == 0
    assert run("tls", good, seen, "--expect-cn", "CUCM10", "--fail-on", "bad").code == 0


def test_fail_on_bad_with_an_untrusted_certificate(run: Run, tmp_path: Path) -> None:
    arguments = ("tls", str(capture(tmp_path)), "--ca", str(CERTIFICATES / "lab_ca.pem"), "--fail-on", "bad")
    assert run(*arguments).code == 1


def test_json_names_the_table_of_each_row(run: Run, tmp_path: Path) -> None:
    shown = run("tls", str(trace(tmp_path)), str(capture(tmp_path)), "--json")
    rows = [json.loads(line) for line in shown.out.splitlines()]
    tables = [row["table"] for row in rows]
    assert list(dict.fromkeys(tables)) == [
        "connections",
        "handshakes",
        "certificates",
        "trunks",
        "trunk_checks",
    ]
    assert rows[0]["verdict"] == "secure" and tables.count("trunk_checks") == 9


@pytest.mark.parametrize(
    ("option", "path", "words"),
    [
        ("--cert", CAPTURES / "secure_trunk.pcap", "not a certificate"),
        ("--capture", CERTIFICATES / "lab_ca.pem", "not a packet capture"),
        ("--ca", CERTIFICATES / "show_cert_own.txt", "no certificate in it that can be followed"),
        ("--cert", FOLDER / "README.md", "it holds neither trace, capture nor certificate"),
    ],
)
def test_an_option_that_names_another_kind_of_file(
    run: Run, tmp_path: Path, option: str, path: Path, words: str
) -> None:
    shown = run("tls", str(plain(tmp_path)), option, str(path))
    assert (shown.code, shown.out) == (2, "")
    assert words in shown.err.replace("\n", " ")


def test_names_in_certificates_are_made_visible(run: Run, tmp_path: Path) -> None:
    cn = HOSTILE.replace("\x9b", "")
    made = Trace().created(1.0).certificate(1.1, cn=cn).message(1.2).until(20).write(tmp_path)
    for arguments in ((), ("--json",)):
        shown = run("tls", str(made), *arguments)
        assert "\x1b" not in shown.out and "\u202e" not in shown.out
