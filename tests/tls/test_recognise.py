"""By what TLS is recognised, from strong to weak."""

from dataclasses import replace

import pytest

from tracekit.tls.recognise import Signs, recognise

ALL = Signs("TLS Over TCP", True, True, 5061, 40001, "TLS", "TCP")


def test_each_sign_decides_once_the_stronger_ones_are_gone() -> None:
    ladder = [
        ALL,
        replace(ALL, transport_text=None),
        replace(ALL, transport_text=None, certificate=False),
        replace(ALL, transport_text=None, certificate=False, ssl_class=False),
        replace(ALL, transport_text=None, certificate=False, ssl_class=False, remote_port=5090),
        replace(ALL, transport_text=None, certificate=False, ssl_class=False, remote_port=5090, via="TCP"),
        Signs(),
    ]
    assert [(found.transport, found.why, found.seen) for found in map(recognise, ladder)] == [
        ("TLS", "the trace says: TLS Over TCP", True),
        ("TLS", "a certificate was presented on it", True),
        ("TLS", "its SDL process is an SSL connection", True),
        ("TLS", "inferred from port 5061", False),
        ("TLS", "inferred from the Via of its messages", False),
        ("TCP", "SIP message lines say so", True),
        (None, "no line tells the transport", False),
    ]


def test_a_stated_tcp_outweighs_port_and_via() -> None:
    found = recognise(Signs("TCP", remote_port=5061, via="TLS"))
    assert (found.transport, found.why, found.seen) == ("TCP", "the trace says: TCP", True)


def test_a_certificate_outweighs_a_stated_tcp() -> None:
    assert recognise(Signs("TCP", certificate=True)).transport == "TLS"


def test_the_peer_may_have_connected_to_the_secure_port() -> None:
    assert recognise(Signs(remote_port=49152, local_port=5061, message_transport="TCP")).transport == "TLS"


@pytest.mark.parametrize("told", ["UDP", "udp"])
def test_udp_is_plain_even_on_the_secure_port(told: str) -> None:
    assert recognise(Signs(told, remote_port=5061)).transport == "UDP"
    assert recognise(Signs(message_transport="UDP", remote_port=5061)).transport == "UDP"


def test_other_ports_can_be_secure() -> None:
    signs = Signs(remote_port=5065, message_transport="TCP")
    assert recognise(signs).transport == "TCP"
    assert recognise(signs, secure_ports=(5061, 5065)).why == "inferred from port 5065"
