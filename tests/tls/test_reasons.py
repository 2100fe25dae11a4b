"""Numbers of traces, alarms and captures in words."""

import re
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tracekit.tls.alert import ALERTS, explain_alert
from tracekit.tls.cisco_reason import (
    CONNECTION_FAILURES,
    DEVICE_FAILURES,
    TRUNK_LOCAL,
    explain_connection_failure,
    explain_device_failure,
    explain_trunk_out_of_service,
)
from tracekit.tls.openssl_reason import OPENSSL_REASONS, explain_openssl_reason
from tracekit.tls.reason import Reason
from tracekit.tls.verification_error import VERIFICATION_ERRORS, explain_verification_error

HEADER = Path("/usr/include/openssl/x509_vfy.h")
RENAMED = {24: "INVALID_CA"}
"""Names that OpenSSL 3 moved to another number."""

LISTS = [ALERTS, CONNECTION_FAILURES, DEVICE_FAILURES, TRUNK_LOCAL, OPENSSL_REASONS, VERIFICATION_ERRORS]
EXPLAINERS = [
    explain_alert,
    explain_connection_failure,
    explain_device_failure,
    explain_openssl_reason,
    explain_verification_error,
]


@pytest.mark.parametrize("reasons", LISTS)
def test_every_entry_stands_under_its_number_and_says_something(reasons: Mapping[int, Reason]) -> None:
    for number, reason in reasons.items():
        assert reason.number == number
        assert reason.name and len(reason.meaning) > 5
        assert reason.fix is None or len(reason.fix) > 10
    assert len({reason.name for reason in reasons.values()}) >= len(reasons) - 1  # INVALID_CA has two numbers


@pytest.mark.parametrize("explain", EXPLAINERS)
def test_an_unknown_number_is_said_to_be_unknown(explain: Callable[[int | None], str | None]) -> None:
    assert explain(9999) == "unknown code 9999"
    assert explain(-1) == "unknown code -1"
    assert explain(None) is None


@pytest.mark.parametrize(
    ("text", "number", "said"),
    [
        (explain_verification_error(18), 18, "self-signed and not in the trust store"),
        (explain_verification_error(10), 10, "expired"),
        (explain_verification_error(26), 26, "clientAuth or serverAuth"),
        (explain_openssl_reason(114), 114, "bad message type"),
        (explain_openssl_reason(68), 68, "internal error"),
        (explain_openssl_reason(193), 193, "no shared cipher"),
        (explain_openssl_reason(1048), 1048, "the peer sent the alert unknown_ca (48)"),
        (explain_openssl_reason(1040), 1040, "handshake_failure"),
        (explain_openssl_reason(1070), 1070, "protocol_version"),
        (explain_alert(46), 46, "certificate_unknown"),
        (explain_connection_failure(2), 2, "InvalidX509NameInCertificate"),
        (explain_device_failure(12), 12, "invalidTLSCipher"),
        (explain_device_failure(28), 28, "securityMismatch"),
        (explain_trunk_out_of_service(local=2), 2, "a failed TLS handshake counts here too"),
        (explain_trunk_out_of_service(remote=503), 503, "SIP status"),
    ],
)
def test_a_number_is_explained(text: str | None, number: int, said: str) -> None:
    assert text is not None
    assert text.startswith(str(number))
    assert said in text


def test_a_trunk_out_of_service_needs_one_of_its_codes() -> None:
    assert explain_trunk_out_of_service() is None
    assert explain_trunk_out_of_service(local=9) == "unknown code 9"


def test_what_can_be_cured_has_a_cure() -> None:
    assert [n for n in (2, 9, 10, 18, 19, 20, 21, 26, 62) if VERIFICATION_ERRORS[n].fix is None] == []
    assert [n for n in (40, 42, 45, 46, 48, 70, 116) if ALERTS[n].fix is None] == []


@pytest.mark.skipif(not HEADER.exists(), reason="the headers of OpenSSL are not installed")
def test_verification_errors_have_the_names_of_openssl() -> None:
    told = re.findall(r"X509_V_(?:ERR_)?(\w+)\s+(\d+)$", HEADER.read_text(encoding="utf-8"), re.MULTILINE)
    names = {int(number): name for name, number in told}
    wrong = {
        number: reason.name
        for number, reason in VERIFICATION_ERRORS.items()
        if names.get(number, reason.name) != RENAMED.get(number, reason.name) and number not in RENAMED
    }
    assert wrong == {}
    assert len(names) > 60


def test_alerts_have_the_names_of_the_library_in_python() -> None:
    told = {
        int(alert): alert.name.removeprefix("ALERT_DESCRIPTION_").lower() for alert in ssl.AlertDescription
    }
    renamed = {"user_cancelled": "user_canceled"}
    assert {n: renamed.get(name, name) for n, name in told.items() if n in ALERTS} == {
        n: ALERTS[n].name for n in told if n in ALERTS
    }
    assert len(told.keys() & ALERTS.keys()) > 20
