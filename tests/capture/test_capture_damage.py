"""Whatever the bytes are, reading ends with an answer."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capture.files import frame, pcap, pcapng
from tests.capture.packets import conversation, reordered
from tests.capture.talk import flights
from tracekit.capture import (
    certificate_rows,
    handshake_rows,
    looks_like_capture,
    read_capture,
    read_capture_text,
    steps,
)

GOOD = [
    written(map(frame, packets))
    for name in ("tls12_ecdhe", "tls13")
    for packets in (conversation(flights(name), 536), reordered(conversation(flights(name))))
    for written in (pcap, pcapng)
]


def use(data: bytes) -> None:
    """Everything that a face does with a capture."""
    capture = read_capture(data, "x")
    assert capture.handshakes or capture.problems or capture.notes or capture.packets
    assert capture.bytes <= len(data)
    for handshake in capture.handshakes:
        assert len(steps(handshake)) == 5
    assert len(list(handshake_rows(capture))) == len(capture.handshakes)
    assert len(list(certificate_rows(capture))) == len(capture.certificates)


@settings(max_examples=300, deadline=None)
@given(
    data=st.sampled_from(GOOD),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=60),
    end=st.floats(0, 1),
)
def test_flipped_bytes_and_early_ends(data: bytes, changes: list[tuple[float, int]], end: float) -> None:
    damaged = bytearray(data)
    for place, value in changes:
        damaged[min(int(place * len(data)), len(data) - 1)] = value
    use(bytes(damaged))
    use(bytes(damaged[: int(end * len(damaged))]))


@settings(max_examples=150, deadline=None)
@given(data=st.sampled_from(GOOD), share=st.floats(0.001, 0.02), seed=st.integers(0, 2**32))
def test_two_percent_of_noise(data: bytes, share: float, seed: int) -> None:
    """As Wireshark damages its own captures; the file header stays, so that packets are reached."""
    chance = Random(seed)
    damaged = bytearray(data)
    for place in range(28, len(damaged)):
        if chance.random() < share:
            damaged[place] = chance.randrange(256)
    use(bytes(damaged))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", *(data[:48] for data in GOOD)]))
def test_noise(noise: bytes, head: bytes) -> None:
    use(head + noise)
    looks_like_capture(noise)
    read_capture_text(noise.decode("utf-8", errors="replace"), "x")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "10:00:00.000001 IP ",
                "a.1 > b.sip-tls: ",
                "P 1:2(1) ",
                "ack 1 win 2",
                "<",
                ">",
                "\n",
                "\t",
                " ",
                "Flags [S.], ",
                "length 4",
                "1 0.000001 10.10.1.1 10.10.1.2 TLSv1 77 ",
                "Client Hello",
                "Alert (Level:",
                "TCP 60 1 > 2 [SYN]",
                "999999",
                ", Description: x)",
                "::",
                "\u2192",
            ]
        ),
        max_size=60,
    )
)
def test_torn_packet_lines(parts: list[str]) -> None:
    capture = read_capture_text("".join(parts), "x")
    assert bool(capture.problems) == (capture.packets == 0)
    for handshake in capture.handshakes:
        assert len(steps(handshake)) == 5
