"""Signatures of certificates, those of yesterday too."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.tls.made import lab_ca, made
from tracekit.tls.certificate import Certificate, load_der, read_pem
from tracekit.tls.chain import chain_to
from tracekit.tls.checks import weaknesses
from tracekit.tls.signature import signed_by


def test_a_signature_of_today() -> None:
    child, other = made("CUCM10", lab_ca()), made("CA")
    assert signed_by(load_der(child.der), load_der(lab_ca().der)) is True
    assert signed_by(load_der(child.der), load_der(other.der)) is False
    assert signed_by(load_der(lab_ca().der), load_der(lab_ca().der)) is True


def openssl(folder: Path, *command: str) -> None:
    subprocess.run(["openssl", *command], cwd=folder, capture_output=True, check=True)


def of_cucm_9(folder: Path, digest: str, key: tuple[str, ...]) -> tuple[Certificate, Certificate]:
    """A CA and a certificate of it as CUCM 9.1 had them; OpenSSL still makes what cryptography does not."""
    fresh = ("-newkey", *key, "-nodes", "-keyout")
    try:
        openssl(folder, "req", "-x509", digest, *fresh, "ca.key", "-out", "ca.pem", "-subj", "/DC=CA/CN=CA")
        openssl(folder, "req", digest, *fresh, "own.key", "-out", "own.csr", "-subj", "/C=IN/CN=CUCM10")
        given = ("-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "0", "-out", "own.pem")
        openssl(folder, "x509", "-req", digest, "-in", "own.csr", *given)
    except subprocess.CalledProcessError as refused:
        pytest.skip(f"the local OpenSSL does not sign so: {refused.stderr[-80:]!r}")
    authority, own = (
        read_pem((folder / f"{name}.pem").read_text(encoding="ascii"))[0] for name in ("ca", "own")
    )
    return authority, own


@pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize(
    ("digest", "key", "named"),
    [
        ("-sha1", ("rsa:1024",), "sha1WithRSAEncryption"),
        ("-md5", ("rsa:2048",), "md5WithRSAEncryption"),
        ("-sha1", ("ec", "-pkeyopt", "ec_paramgen_curve:P-256"), "ecdsa-with-SHA1"),
    ],
)
def test_a_signature_of_yesterday(tmp_path: Path, digest: str, key: tuple[str, ...], named: str) -> None:
    authority, own = of_cucm_9(tmp_path, digest, key)
    assert (own.signature, own.serial) == (named, "0")
    assert authority.self_signed is True
    assert own.self_signed is False
    assert chain_to(own, [authority]).account == "CUCM10 ← CA: signed by CA"
    assert "certificate-signature" in [one.slug for one in weaknesses(own)]
    other = of_cucm_9(tmp_path, digest, key)[0]
    assert "its key did not sign it" in chain_to(own, [other]).reason
