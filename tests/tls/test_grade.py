"""Grades of cipher suites, with reasons that name an RFC."""

import re

import pytest

from tracekit.tls.cipher import cipher_suites
from tracekit.tls.grade import GRADES, RULES, grade


@pytest.mark.parametrize(
    ("name", "expected", "said"),
    [
        ("ECDHE-RSA-AES256-GCM-SHA384", "strong", "ECDHE key exchange and AES-256-GCM"),
        ("TLS_AES_128_GCM_SHA256", "strong", "TLS 1.3 key exchange"),
        ("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "strong", "forward secrecy"),
        ("ECDHE-RSA-AES128-SHA256", "acceptable", "CBC"),
        ("ECDHE-RSA-AES256-SHA", "acceptable", "RFC 6194"),
        ("ECDHE-ECDSA-AES128-CCM8", "acceptable", "RFC 6655"),
        ("AES128-SHA", "weak", "static RSA key exchange: no forward secrecy"),
        ("AES256-GCM-SHA384", "weak", "RFC 10015"),
        ("DHE-RSA-AES128-GCM-SHA256", "weak", "finite-field"),
        ("DH-RSA-AES128-SHA", "weak", "static Diffie-Hellman"),
        ("ECDH-RSA-AES128-SHA", "weak", "elliptic-curve"),
        ("PSK-AES128-CBC-SHA", "weak", "RFC 4279"),
        ("DES-CBC3-SHA", "weak", "3DES"),
        ("ECDHE-RSA-DES-CBC3-SHA", "weak", "less than 128 bits"),
        ("IDEA-CBC-SHA", "weak", "RFC 5469"),
        ("RC4-SHA", "broken", "RFC 7465"),
        ("DES-CBC-SHA", "broken", "RFC 5469"),
        ("EXP-DES-CBC-SHA", "broken", "40-bit"),
        ("EXP-RC2-CBC-MD5", "broken", "40-bit"),
        ("NULL-SHA", "broken", "no encryption"),
        ("AECDH-AES256-SHA", "broken", "anonymous"),
    ],
)
def test_the_grade_and_its_first_reason(name: str, expected: str, said: str) -> None:
    found = grade(name)
    assert found is not None
    assert found.grade == expected
    assert said in " ".join(found.reasons)


def test_the_guide_s_cipher_tells_that_a_recording_can_be_decrypted() -> None:
    found = grade("AES128-SHA")
    assert found is not None
    assert not found.forward_secrecy
    assert "a capture can be decrypted with the server's private key" in found.reasons[0]
    assert "RFC 9325 section 4.1" in found.reasons[0]
    assert ["CBC" in reason or "SHA-1" in reason for reason in found.reasons[1:]] == [True, True]


def test_an_old_version_lowers_the_grade() -> None:
    strong = "ECDHE-RSA-AES256-GCM-SHA384"
    told = {version: grade(strong, version) for version in (None, "TLS 1.2", "TLS 1.1", "TLS 1.0", "SSL 3.0")}
    assert [found.grade for found in told.values() if found] == ["strong", "strong", "weak", "weak", "broken"]
    old = told["TLS 1.0"]
    assert old is not None and "RFC 8996" in old.reasons[0]


@pytest.mark.parametrize("name", [None, "", "AES-SUPER-SHA", "ECDHE-RSA-AES512-GCM-SHA999"])
def test_an_unknown_name_has_no_grade(name: str | None) -> None:
    assert grade(name) is None


def test_every_suite_has_a_grade_whose_reasons_stand_from_the_gravest_down() -> None:
    rules = {rule.reason: GRADES.index(rule.grade) for rule in RULES}
    for suite in cipher_suites():
        found = grade(suite.iana)
        assert found is not None
        weights = [rules.get(reason, 0) for reason in found.reasons]
        assert weights == sorted(weights, reverse=True)
        assert GRADES[weights[0]] == found.grade
        assert (found.grade == "strong") == (weights == [0])


def test_nothing_strong_lacks_forward_secrecy_or_authenticated_encryption() -> None:
    strong = [
        suite for suite in cipher_suites() if (found := grade(suite.openssl)) and found.grade == "strong"
    ]
    assert strong
    assert all(
        suite.forward_secrecy and suite.mac == "AEAD" and suite.authentication != "none" for suite in strong
    )


def test_every_rule_names_an_rfc_and_decides_somewhere() -> None:
    assert [rule.reason for rule in RULES if not re.search(r"RFC \d{4,5}", rule.reason)] == []
    assert [rule.reason for rule in RULES if not any(map(rule.holds, cipher_suites()))] == []
