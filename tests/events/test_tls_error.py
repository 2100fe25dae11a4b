"""A TLS handshake that failed, in OpenSSL's words."""

import pytest
from reading import Claimer, Reader

HEAD = "[1, 600, 17, 9]: HandleSSLError - "
VERIFY = HEAD + (
    "Certificate verification failed:(Verification error:18)- self signed certificate for 10.106.95.200:7501"
)
PROTOCOL = HEAD + (
    "TLS protocol error(ssl reason code=bad message type [114]),lib=SSL routines [20],"
    "fun=ssl3_get_server_hello [146], errno=0 for 10.106.95.200:7501"
)
COLUMNS = (
    "verify_error",
    "verify_text",
    "other_text",
    "ssl_reason",
    "ssl_reason_code",
    "ssl_library",
    "ssl_function",
    "errno",
)


def test_the_certificate_does_not_verify(read: Reader) -> None:
    fields = read("tls_error", "app_info", VERIFY).fields
    assert fields == dict.fromkeys(COLUMNS) | {
        "process": "1, 600, 17, 9",
        "verify_error": 18,
        "verify_text": "self signed certificate",
        "remote_ip": "10.106.95.200",
        "remote_port": 7501,
    }


def test_the_failure_itself(read: Reader) -> None:
    fields = read(
        "tls_error", "app_info", HEAD + "Certificate verification failed for 10.106.95.200:7501"
    ).fields
    assert fields == dict.fromkeys(COLUMNS) | {
        "process": "1, 600, 17, 9",
        "remote_ip": "10.106.95.200",
        "remote_port": 7501,
    }


def test_the_protocol_fails(read: Reader) -> None:
    fields = read("tls_error", "app_info", PROTOCOL).fields
    assert fields == dict.fromkeys(COLUMNS) | {
        "process": "1, 600, 17, 9",
        "ssl_reason": "bad message type",
        "ssl_reason_code": 114,
        "ssl_library": "SSL routines",
        "ssl_function": "ssl3_get_server_hello",
        "errno": 0,
        "remote_ip": "10.106.95.200",
        "remote_port": 7501,
    }


def test_a_connection_of_call_manager_over_ipv6(read: Reader) -> None:
    body = VERIFY.replace("1, 600, 17, 9", "2, 100, 17, 31").replace(
        "10.106.95.200:7501", "2001:db8::200:5061"
    )
    fields = read("tls_error", "app_info", body).fields
    assert fields["process"] == "2, 100, 17, 31"
    assert (fields["remote_ip"], fields["remote_port"]) == ("2001:db8::200", 5061)


def test_broken_by_a_page(read: Reader) -> None:
    body = VERIFY.replace("- self signed certificate", "-\nself signed\ncertificate")
    found = read("tls_error", "app_info", body)
    assert found.derived["verify_text"] == "self signed certificate"
    assert found.fields["remote_port"] == 7501


def test_other_words_are_kept_as_they_stand(read: Reader) -> None:
    fields = read("tls_error", "app_info", HEAD + "handshake gave up for 10.106.95.200:5061").fields
    assert (fields["other_text"], fields["remote_ip"]) == ("handshake gave up", "10.106.95.200")
    assert (fields["verify_error"], fields["ssl_reason_code"]) == (None, None)


def test_cut_in_the_words(read: Reader) -> None:
    fields = read("tls_error", "app_info", VERIFY.partition(" certificate for")[0]).fields
    assert (fields["verify_error"], fields["verify_text"], fields["remote_ip"]) == (18, "self signed", None)


def test_cut_in_the_reason_is_a_problem(read: Reader, claims: Claimer) -> None:
    body = PROTOCOL.partition("[114]")[0]
    assert claims("tls_error", "app_info", body)
    with pytest.raises(AssertionError):
        read("tls_error", "app_info", body)


def test_other_lines_that_open_with_a_bracket(claims: Claimer) -> None:
    assert not claims("tls_error", "app_info", "[1, 600, 17, 9]: connected")
    assert not claims("tls_error", "app_info", "[CTI-APP] [CTIHandler::OutputCtiMessage ] HandleSSLError")
