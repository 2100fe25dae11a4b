"""Captures pasted as text: lines of the screen, rows of a packet list, wrapped and not."""

from pathlib import Path

import pytest

from tracekit.capture import Handshake, looks_like_capture, read_capture_text, steps

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
SCREEN = """\
admin:utils network capture host ip 10.10.95.200
Executing command with options:
interface=eth0
ip=10.10.95.200
11:20:33.100201 IP CUCMA.40112 > 10.10.95.200.sip-tls: S 51200300:51200300(0) win 5840 <mss 1460,sackOK>
11:20:33.100513 IP 10.10.95.200.sip-tls > CUCMA.40112: S 77100:77100(0) ack 51200301 win 14480 <mss 1460>
11:20:33.100540 IP CUCMA.40112 > 10.10.95.200.sip-tls: . ack 1 win 46
11:20:33.120777 IP CUCMA.40112 > 10.10.95.200.sip-tls: P 1:59(58) ack 1 win 46 <nop,nop,timestamp 9 8>
11:20:33.121003 IP 10.10.95.200.sip-tls > CUCMA.40112: . ack 59 win 114 <nop,nop,timestamp 8 9>
11:20:41.000000 IP 10.10.95.200.sip-tls > CUCMA.40112: F 1:1(0) ack 59 win 114
11:20:41.000200 IP CUCMA.40112 > 10.10.95.200.sip-tls: R 59:59(0) win 0
"""
NOW = """\
11:20:33.100201 IP 10.10.95.203.40112 > 10.10.95.200.5061: Flags [S], seq 512, win 9, options [eol], length 0
11:20:33.100513 IP 10.10.95.200.5061 > 10.10.95.203.40112: Flags [S.], seq 7, ack 513, win 1, length 0
11:20:33.100540 IP 10.10.95.203.40112 > 10.10.95.200.5061: Flags [.], ack 1, win 502, length 0
11:20:33.120777 IP 10.10.95.203.40112 > 10.10.95.200.5061: Flags [P.], seq 1:59, ack 1, win 502, length 58
11:20:41.000000 IP 10.10.95.200.5061 > 10.10.95.203.40112: Flags [F.], seq 1, ack 59, win 509, length 0
11:20:41.000200 IP 10.10.95.203.40112 > 10.10.95.200.5061: Flags [R], seq 571, win 0, length 0
"""
TALKED = [
    ("syn", "client"),
    ("syn-ack", "server"),
    ("tcp open", "client"),
    ("data", "client"),
    ("fin", "server"),
    ("rst", "client"),
]
ROWS = (
    ("0.000000", "c", "TCP", "74", "40112 \u2192 5061 [SYN] Seq=0 Win=64240 Len=0"),
    ("0.000310", "s", "TCP", "74", "5061 \u2192 40112 [SYN, ACK] Seq=0 Ack=1 Win=65160 Len=0"),
    ("0.000350", "c", "TCP", "66", "40112 \u2192 5061 [ACK] Seq=1 Ack=1 Win=502 Len=0"),
    ("0.020500", "c", "TLSv1", "583", "Client Hello (SNI=cucm10)"),
    ("0.120900", "s", "TLSv1.2", "1514", "Server Hello"),
    (
        "0.121000",
        "s",
        "TLSv1.2",
        "900",
        "Certificate, Server Key Exchange, Certificate Request, Server Hello Done",
    ),
    ("0.140000", "c", "TLSv1.2", "73", "Alert (Level: Fatal, Description: Unknown CA)"),
    ("0.140100", "c", "TCP", "66", "40112 \u2192 5061 [RST, ACK] Seq=525 Ack=2283 Win=501 Len=0"),
)
HOSTS = {"c": ("10.10.95.203", "10.10.95.200"), "s": ("10.10.95.200", "10.10.95.203")}


def only(text: str) -> Handshake:
    capture = read_capture_text(text, "x")
    assert not capture.problems
    (one,) = capture.handshakes
    return one


def table(form: str) -> str:
    """The rows as the window copies them, as plain text, as CSV, as tshark prints them."""
    lines = []
    for number, (time, by, protocol, size, info) in enumerate(ROWS, start=1):
        source, target = HOSTS[by]
        cells = [str(number), time, source, target, protocol, size, info]
        lines.append(
            {
                "copied": "\t".join(cells),
                "plain": f"{number:7} {time:14} {source:21} {target:21} {protocol:8} {size:6} {info}",
                "csv": ",".join(f'"{cell}"' for cell in cells),
                "tshark": f"{number:5} {time:>10} {source} \u2192 {target} {protocol} {size} {info}",
                "no number, clock": "\t".join(["11:20:33." + time.split(".")[1], "", *cells[2:]]),
            }[form]
        )
    return "No.\tTime\tSource\tDestination\tProtocol\tLength\tInfo\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("text", [SCREEN, NOW, SCREEN.replace("\n", "\r\n")], ids=["old", "new", "CRLF"])
def test_lines_of_the_screen_show_tcp_and_say_that_they_show_no_tls(text: str) -> None:
    one = only(text)
    assert [(step.what, step.by) for step in one.steps] == TALKED
    assert one.steps[3].detail == "58 bytes; what they are is not shown"
    assert (one.client_port, one.server_ip, one.server_port) == (40112, "10.10.95.200", 5061)
    assert (one.version, one.cipher, one.complete, one.application_data) == (None, None, None, None)
    assert one.note is not None and "not TLS: capture to a file" in one.note
    assert [check.state for check in steps(one)] == ["seen"] + ["hidden"] * 4
    assert one.steps[0].clock == "11:20:33.100201" and one.started is None


def test_each_step_has_its_line() -> None:
    lines = SCREEN.splitlines()
    for step in only(SCREEN).steps:
        assert step.clock is not None and lines[step.place - 1].startswith(step.clock)


@pytest.mark.parametrize("width", [60, 72, 80, 90, 100])
@pytest.mark.parametrize("text", [SCREEN, NOW], ids=["old", "new"])
def test_wrapped_lines_are_joined(text: str, width: int) -> None:
    wrapped = "\n".join(part for line in text.splitlines() for part in wrap(line, width))
    one, whole = only(wrapped), only(text)
    assert [(step.what, step.by, step.clock, step.detail) for step in one.steps] == [
        (step.what, step.by, step.clock, step.detail) for step in whole.steps
    ]


def wrap(line: str, width: int) -> list[str]:
    """As a document does: at the last space that fits."""
    parts = []
    while len(line) > width and " " in line[:width]:
        at = line.rindex(" ", 0, width)
        parts.append(line[:at])
        line = line[at + 1 :]
    return [*parts, line]


def test_what_follows_the_last_packet_is_not_joined() -> None:
    text = SCREEN + "```\n2. Now the same to a file: Flags [S], length 99\n"
    assert only(text).steps == only(SCREEN).steps


def test_ipv6_and_verbose_lines() -> None:
    text = (
        "11:20:33.100201 IP6 2001:db8::203.40112 > 2001:db8::200.5061: Flags [S], seq 5, win 6, length 0\n"
        "11:20:33.100301 IP (tos 0x0, ttl 64, id 7, offset 0, flags [DF], proto TCP (6), length 60)\n"
        "    10.10.1.9.40113 > 10.10.1.8.sip-tls: Flags [S], cksum 0x1 (correct), seq 6, win 1, length 0\n"
        "2026-03-02 11:20:33.100401 eth0  In IP 10.10.1.7.40114 > 10.10.1.8.5061: Flags [S], length 0\n"
    )
    capture = read_capture_text(text, "x")
    assert [(one.client_ip, one.client_port, one.server_port) for one in capture.handshakes] == [
        ("2001:db8::203", 40112, 5061),
        ("10.10.1.9", 40113, 5061),
        ("10.10.1.7", 40114, 5061),
    ]


@pytest.mark.parametrize("form", ["copied", "plain", "csv", "tshark", "no number, clock"])
def test_a_packet_list_shows_the_handshake(form: str) -> None:
    text = table(form)
    assert looks_like_capture(text.encode()) == "capture_text"
    one = only(text)
    assert [(step.what, step.by, step.place) for step in one.steps] == [
        ("syn", "client", 2),
        ("syn-ack", "server", 3),
        ("tcp open", "client", 4),
        ("client hello", "client", 5),
        ("server hello", "server", 6),
        ("certificate", "server", 7),
        ("server key exchange", "server", 7),
        ("certificate request", "server", 7),
        ("server hello done", "server", 7),
        ("alert", "client", 8),
        ("rst", "client", 9),
    ]
    assert (one.version, one.sni, one.complete, one.application_data) == ("TLS 1.2", "cucm10", False, False)
    assert one.alert is not None and one.alert.startswith("fatal unknown_ca (48) from the client: ")
    assert [check.state for check in steps(one)] == ["seen", "seen", "seen", "not seen", "not seen"]


def test_connections_between_the_same_hosts_are_kept_apart() -> None:
    text = table("copied") + table("copied").replace("40112", "40999")
    capture = read_capture_text(text, "x")
    assert [one.client_port for one in capture.handshakes] == [40112, 40999]
    assert [len(one.steps) for one in capture.handshakes] == [11, 11]


def test_other_ports_of_the_screen_are_no_handshakes() -> None:
    capture = read_capture_text(SCREEN.replace("sip-tls", "5060"), "x")
    assert not capture.handshakes and capture.packets == 7


def test_text_without_packets_is_said() -> None:
    capture = read_capture_text("INVITE sip:9898@10.10.95.200 SIP/2.0\n", "x")
    assert capture.form is None and "no packet line was found" in capture.problems[0].reason
    assert looks_like_capture(b"INVITE sip:9898@10.10.95.200 SIP/2.0\n") is None


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "first"), [("000_a0f45c44361c231f.txt", 98), ("004_c9334de84685611c.txt", 616)]
)
def test_the_screen_of_the_guide(file: str, first: int) -> None:
    """The second document wraps each packet into two lines."""
    one = read_capture_text(seed(file), file).handshakes[0]
    assert (one.client_ip, one.client_port, one.server_ip, one.server_port) == (
        "CUCMA",
        42387,
        "10.106.95.200",
        5061,
    )
    assert [(step.by, step.clock, step.detail) for step in one.steps] == [
        ("client", "19:04:13.410944", "1146 bytes; what they are is not shown"),
        ("server", "19:04:13.465388", "426 bytes; what they are is not shown"),
    ]
    assert one.steps[0].place == first
    assert one.note is not None and "the text begins within the connection" in one.note


@pytest.mark.shared
def test_the_packet_list_of_the_guide() -> None:
    file = "004_c9334de84685611c.txt"
    capture = read_capture_text(seed(file), file)
    assert capture.packets == 26
    one = capture.handshakes[1]
    assert (one.client_ip, one.client_port, one.server_port) == ("10.106.95.203", 33135, 5061)
    assert (one.version, one.complete, one.application_data, one.note) == ("TLS 1.0", True, True, None)
    assert [(check.state, check.clock, check.place) for check in steps(one)] == [
        ("seen", "18:46:11.313706", 643),
        ("seen", "18:46:11.333114", 644),
        ("seen", "18:46:11.429872", 647),
        ("seen", "18:46:11.451030", 652),
        ("seen", "18:46:11.463062", 655),
    ]


def seed(file: str) -> str:
    path = SEEDS / file
    if not path.exists():
        pytest.skip(f"{file} is not beside the project")
    data = path.read_bytes()
    assert looks_like_capture(data) == "capture_text"
    return data.decode("utf-8", errors="replace")
