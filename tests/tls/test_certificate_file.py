"""Files of certificates, told apart by their content."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from tests.tls.made import lab_ca, made
from tracekit.archive import kind_of
from tracekit.tls.certificate_file import looks_like_certificate, read_certificates

SAMPLES = Path(__file__).parents[2] / "sample_traces" / "certificates"


def test_der_and_pem_of_one_certificate_read_the_same() -> None:
    one = made("CUCM10", lab_ca())
    der, pem = read_certificates(one.der), read_certificates(one.pem.encode())
    assert der == pem
    assert der.certificates == (one.read,)
    assert der.problems == ()


@pytest.mark.parametrize("before", ["", "subject=CN = CUCM10\r\n\r\n", "\ufeff", "Bag Attributes\n" * 20])
def test_what_stands_before_a_pem_does_not_matter(before: str) -> None:
    content = (before + lab_ca().pem.replace("\n", "\r\n")).encode()
    assert looks_like_certificate(content[:4096])
    assert [one.cn for one in read_certificates(content).certificates] == ["CA"]


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_sample_is_known_as_a_certificate_and_reads_without_problems(path: Path) -> None:
    content = path.read_bytes()
    assert looks_like_certificate(content[:4096])
    assert kind_of(content) == "certificate"
    found = read_certificates(content)
    assert found.certificates
    assert found.problems == ()


def test_a_damaged_one_does_not_stop_the_others() -> None:
    damaged = made("CUCM10").pem.replace("M", "N")
    found = read_certificates((lab_ca().pem + damaged + lab_ca().pem).encode())
    assert [one.cn for one in found.certificates] == ["CA", "CA"]
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no certificate in it"),
        (b"08080021.043 |16:31:15.937 |AppInfo  |text", "no certificate in it"),
        (
            b"-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
            "a request (CSR)",
        ),
        (b"-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n", "a PKCS #7 bundle"),
        (b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "not Base64"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA", "not a certificate that can be read"),
    ],
)
def test_what_cannot_be_used_is_a_problem_with_a_cure(content: bytes, what: str) -> None:
    found = read_certificates(content)
    assert found.certificates == ()
    assert [what in problem.what and bool(problem.cure) for problem in found.problems] == [True]


def test_a_private_key_is_passed_over() -> None:
    one = made("CUCM10")
    key = one.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    assert not looks_like_certificate(key)
    assert read_certificates(key).certificates == ()
    found = read_certificates(
        b"-----BEGIN EC PARAMETERS-----\nAA==\n-----END EC PARAMETERS-----\n" + key + one.pem.encode()
    )
    assert [one.cn for one in found.certificates] == ["CUCM10"]
    assert found.problems == ()


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\x30",
        b"\x30\x82\x01\x0a\x02\x82\x01\x01\x00\xb7\xc4",  # an RSA public key
        b"\x30\x82\x04\xa4\x02\x01\x00\x02\x82\x01\x01\x00",  # an RSA private key
        b"PK\x03\x04",
        b"\xd4\xc3\xb2\xa1\x02\x00\x04\x00",
        b"Issuer Name, alone in some text",
    ],
)
def test_other_files_are_not_taken_for_certificates(head: bytes) -> None:
    assert not looks_like_certificate(head)
