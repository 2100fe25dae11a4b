"""What is wrong with one certificate."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.tls.made import CLIENT, END, NOW, SERVER, START, lab_ca, made, rsa_key
from tracekit.tls.certificate import CUT, Certificate
from tracekit.tls.checks import weaknesses

BOTH = [SERVER, CLIENT]


def slugs(certificate: Certificate, **given: object) -> list[str]:
    return [one.slug for one in weaknesses(certificate, given.get("now", NOW))]  # type: ignore[arg-type]


def test_a_sound_certificate_has_no_weakness() -> None:
    assert weaknesses(made("CUCM10", lab_ca(), usages=BOTH, ca=False, key=rsa_key()).read, NOW) == []
    assert weaknesses(lab_ca().read, NOW) == []


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (START - timedelta(seconds=1), ["certificate-not-yet-valid"]),
        (START, []),
        (END, []),
        (END + timedelta(seconds=1), ["certificate-expired"]),
    ],
)
def test_validity_at_the_given_moment(moment: object, expected: list[str]) -> None:
    assert slugs(made("CUCM10", lab_ca(), usages=BOTH).read, now=moment) == expected


def test_without_a_moment_validity_is_not_judged() -> None:
    old = made("CUCM10", lab_ca(), start=START - timedelta(days=4000), end=END - timedelta(days=3900))
    assert weaknesses(old.read) == []
    expired = weaknesses(old.read, NOW)[0]
    assert expired.what.startswith("expired on 2017-")
    assert expired.grave


@pytest.mark.parametrize(
    ("usages", "expected"),
    [
        ((), []),
        (("serverAuth", "clientAuth"), []),
        (("anyExtendedKeyUsage",), []),
        (("serverAuth", CUT), []),
        (("serverAuth",), ["certificate-without-client-auth"]),
        (("clientAuth",), ["certificate-without-server-auth"]),
        (("codeSigning",), ["certificate-without-server-auth", "certificate-without-client-auth"]),
        (None, []),
    ],
)
def test_cucm_needs_both_purposes(usages: tuple[str, ...] | None, expected: list[str]) -> None:
    one = replace(made("CUCM10", lab_ca()).read, extended_key_usages=usages)
    assert slugs(one) == expected
    assert all(weakness.grave for weakness in weaknesses(one, NOW))


def test_a_certificate_made_for_servers_only() -> None:
    (found,) = weaknesses(made("CUCM10", lab_ca(), usages=[SERVER]).read, NOW)
    assert "lacks clientAuth" in found.what
    assert "verification error 26" in found.what


@pytest.mark.parametrize(
    ("signature", "told"),
    [
        ("sha1WithRSAEncryption", "SHA-1"),
        ("ecdsa-with-SHA1", "SHA-1"),
        ("dsa_with_SHA1", "SHA-1"),
        ("md5WithRSAEncryption", "MD5"),
        ("sha256WithRSAEncryption", None),
        ("ecdsa-with-SHA512", None),
        (None, None),
    ],
)
def test_old_signatures(signature: str | None, told: str | None) -> None:
    found = weaknesses(replace(made("CUCM10", lab_ca()).read, signature=signature), NOW)
    assert [told is not None and told in one.what for one in found] == [True] * (told is not None)


@pytest.mark.parametrize(
    ("key", "weak"),
    [
        ("RSA 1024", True),
        ("RSA 2047", True),
        ("RSA 2048", False),
        ("EC P-192", True),
        ("EC P-256", False),
        ("RSA", False),
        (None, False),
        ("Ed25519", False),
    ],
)
def test_short_keys(key: str | None, weak: bool) -> None:
    assert slugs(replace(made("CUCM10", lab_ca()).read, key=key)) == ["certificate-key"] * weak


def test_a_real_short_key_and_an_old_curve() -> None:
    assert slugs(made("CUCM10", lab_ca(), key=rsa_key(1024)).read) == ["certificate-key"]
    assert slugs(made("CUCM10", lab_ca(), key=ec.generate_private_key(ec.SECP384R1())).read) == []


def test_self_signed_is_told_of_servers_and_not_of_a_ca() -> None:
    assert slugs(made("CUCMA").read) == ["certificate-self-signed"]


def test_the_grave_come_first() -> None:
    one = made("CUCMA", usages=[SERVER], key=rsa_key(1024), end=START + timedelta(days=1))
    found = weaknesses(one.read, NOW)
    assert [weakness.grave for weakness in found] == [True, True, False, False]
    assert all(weakness.what and weakness.fix for weakness in found)
