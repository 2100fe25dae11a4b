"""What a peer presents against what a file holds."""

from dataclasses import replace
from pathlib import Path

from tests.tls.made import lab_ca, made
from tracekit.tls.certificate import Certificate, read_pem
from tracekit.tls.same import same_certificate
from tracekit.tls.show_cert import read_show_cert

SAMPLES = Path(__file__).parents[2] / "sample_traces" / "certificates"


def test_a_certificate_is_the_same_as_itself() -> None:
    one = made("CUCM10", lab_ca()).read
    compared = same_certificate(one, one)
    assert compared.same is True
    assert compared.account == "serial equal, subject equal, issuer equal, dates equal"


def test_the_one_that_was_renewed_but_not_loaded() -> None:
    old, new = made("CUCM10", lab_ca(), serial=1), made("CUCM10", lab_ca(), serial=2)
    compared = same_certificate(old.read, new.read)
    assert compared.same is False
    assert compared.account == "serial different, subject equal, issuer equal, dates equal"


def test_the_self_signed_one_instead_of_the_ca_s() -> None:
    compared = same_certificate(made("CUCM10").read, made("CUCM10", lab_ca(), serial=7).read)
    assert (compared.serial, compared.subject, compared.issuer) == ("different", "equal", "different")


def test_a_trace_knows_the_subject_only() -> None:
    logged = Certificate(
        subject="/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN=CUCM10",
        **dict.fromkeys(("issuer", "cn", "san", "serial", "not_before", "not_after", "key", "signature")),
    )
    compared = same_certificate(logged, made("CUCM10", lab_ca()).read)
    assert compared.same is None
    assert compared.account == "serial unknown, subject equal, issuer unknown, dates unknown"
    assert same_certificate(logged, made("CUCMA", lab_ca()).read).same is False


def test_show_cert_and_the_file_of_one_certificate() -> None:
    printed = read_show_cert((SAMPLES / "show_cert_own.txt").read_text(encoding="utf-8"))[0]
    loaded = read_pem((SAMPLES / "cucmlab1_with_chain.pem").read_text(encoding="ascii"))[0]
    compared = same_certificate(printed, loaded)
    assert (compared.serial, compared.dates) == ("equal", "equal")
    assert (compared.subject, compared.issuer) == ("different", "different")  # the text names more attributes
    decimal = str(int(str(loaded.serial), 16))
    assert same_certificate(replace(loaded, serial=decimal, der=None), loaded).same is True


def test_equal_serials_of_different_issuers_are_no_proof() -> None:
    one = made("CUCM10", lab_ca()).read
    assert same_certificate(replace(one, issuer=None, subject=None, not_after=None), one).same is None
