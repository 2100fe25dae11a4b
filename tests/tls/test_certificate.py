"""Certificates read from DER and PEM."""

import ipaddress
import subprocess
import sys
from shutil import which

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from tests.tls.made import CLIENT, END, SERVER, START, lab_ca, made, rsa_key
from tracekit.tls.certificate import Certificate, CertificateProblem, read_der, read_pem


def test_a_ca_signed_certificate_in_all_its_fields() -> None:
    names = [
        x509.DNSName("cucm10.example.net"),
        x509.IPAddress(ipaddress.ip_address("10.10.95.200")),
        x509.UniformResourceIdentifier("sip:example.net"),
        x509.RFC822Name("lab@example.net"),
    ]
    one = made(
        "CUCM10", lab_ca(), san=names, usages=[SERVER, CLIENT], ca=False, may_sign=False, key=rsa_key()
    )
    read = one.read
    assert read == Certificate(
        subject="CN=CUCM10, OU=cisco, O=cisco, L=cisco, ST=cisco, C=IN",
        issuer="CN=CA, DC=CA",
        cn="CUCM10",
        san=("cucm10.example.net", "10.10.95.200", "sip:example.net", "lab@example.net"),
        serial="398B1DA600000000000E",
        not_before=START,
        not_after=END,
        key="RSA 2048",
        signature="ecdsa-with-SHA256",
        fingerprint=one.x509.fingerprint(hashes.SHA256()).hex(":").upper(),
        key_usages=("digitalSignature", "keyEncipherment"),
        extended_key_usages=("serverAuth", "clientAuth"),
        is_ca=False,
        self_signed=False,
        der=one.der,
    )


def test_a_self_signed_certificate_without_extensions() -> None:
    read = made("CUCMA", key=rsa_key()).read
    assert read.self_signed
    assert read.signature == "sha256WithRSAEncryption"
    assert (read.san, read.key_usages, read.extended_key_usages, read.is_ca) == ((), (), (), False)
    assert lab_ca().read.is_ca
    assert lab_ca().read.key_usages == (
        "digitalSignature",
        "keyEncipherment",
        "keyCertSign",
        "cRLSign",
    )


def test_one_that_only_bears_the_issuer_s_name_is_not_self_signed() -> None:
    real, other = made("CUCMA"), made("CUCMA")
    assert made("CUCMA", other).read.self_signed is False
    assert real.read.self_signed is True


@pytest.mark.parametrize(
    ("curve", "told"),
    [(ec.SECP256R1(), "EC P-256"), (ec.SECP384R1(), "EC P-384"), (ec.SECP521R1(), "EC P-521")],
)
def test_elliptic_curves_by_the_name_of_nist(curve: ec.EllipticCurve, told: str) -> None:
    assert made(key=ec.generate_private_key(curve)).read.key == told


def test_a_key_without_a_size() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    builder = x509.CertificateBuilder().subject_name(x509.Name([])).issuer_name(x509.Name([]))
    builder = (
        builder.public_key(key.public_key()).serial_number(1).not_valid_before(START).not_valid_after(END)
    )
    read = read_der(builder.sign(key, None).public_bytes(serialization.Encoding.DER))
    assert (read.key, read.signature) == ("Ed25519", "ED25519")
    assert (read.subject, read.cn, read.subject_key) == ("", None, ())


def test_a_subject_keeps_commas_quotes_and_umlauts() -> None:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, 'Müller, "Söhne"'),
            x509.NameAttribute(NameOID.COMMON_NAME, "cucm/10"),
        ]
    )
    read = made(subject=subject).read
    assert read.subject == r"CN=cucm/10, O=Müller\, \"Söhne\""
    assert read.subject_key == (("CN", "cucm/10"), ("O", 'müller, "söhne"'))


@pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
def test_openssl_tells_the_same_of_it() -> None:
    one = made("CUCM10", lab_ca(), san=[x509.DNSName("cucm10.example.net")], key=rsa_key())
    command = ["openssl", "x509", "-noout", "-serial", "-fingerprint", "-sha256"]
    run = subprocess.run(command, input=one.pem, capture_output=True, text=True, check=True)
    told = dict(line.split("=", 1) for line in run.stdout.splitlines())
    assert told["serial"] == one.read.serial
    assert next(value for key, value in told.items() if "ingerprint" in key) == one.read.fingerprint


@pytest.mark.parametrize("der", [b"", b"\x30", b"\x30\x82\x01\x00", b"not a certificate", bytes(500)])
def test_what_is_no_certificate_is_a_problem_with_a_cure(der: bytes) -> None:
    with pytest.raises(CertificateProblem) as refused:
        read_der(der)
    assert refused.value.what.startswith("not a certificate that can be read: ")
    assert refused.value.cure
    assert str(refused.value) == f"{refused.value.what} – {refused.value.cure}"


@given(st.data())
def test_a_damaged_certificate_is_read_or_refused(data: st.DataObject) -> None:
    der = bytearray(_SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = read_der(bytes(der[: data.draw(st.integers(0, len(der)))]))
    except CertificateProblem as problem:
        assert problem.what and len(problem.what) < 200
    else:
        assert read.der and read.fingerprint


_SOUND = made("CUCM10", san=[x509.DNSName("cucm10.example.net")], usages=[SERVER], ca=False).der


def test_a_pem_file_holds_several_and_other_blocks_are_passed_over() -> None:
    text = (
        f"Bag Attributes\n{lab_ca().pem}\n-----BEGIN EC PARAMETERS-----\nBggq\n-----END EC PARAMETERS-----\n"
    )
    found = read_pem(text + made("CUCM10", lab_ca()).pem)
    assert [one.cn for one in found] == ["CA", "CUCM10"]


def test_a_pem_without_a_certificate_and_a_damaged_one() -> None:
    with pytest.raises(CertificateProblem, match="no BEGIN CERTIFICATE"):
        read_pem("nothing")
    with pytest.raises(CertificateProblem, match="not Base64"):
        read_pem(lab_ca().pem.replace("M", "!"))


def test_the_library_is_loaded_when_a_certificate_is_read_and_not_before() -> None:
    rooms = "certificate, certificate_file, chain, checks, cipher, grade, recognise, same, show_cert, verdict"
    code = f"import sys\nfrom tracekit.tls import {rooms}\nprint('cryptography' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
