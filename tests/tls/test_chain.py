"""From a certificate to a CA of a file."""

from datetime import timedelta
from pathlib import Path

from tests.tls.made import END, NOW, START, Made, lab_ca, made, name
from tracekit.tls.certificate import Certificate, read_der, read_pem
from tracekit.tls.chain import LONGEST, chain_to
from tracekit.tls.show_cert import read_show_cert

SAMPLES = Path(__file__).parents[2] / "sample_traces" / "certificates"


def intermediate(cn: str = "Issuing CA", by: Made | None = None, path_length: int | None = None) -> Made:
    return made(cn, by or lab_ca(), ca=True, may_sign=True, path_length=path_length)


def test_a_certificate_of_the_ca() -> None:
    leaf = made("CUCM10", lab_ca()).read
    found = chain_to(leaf, [lab_ca().read], NOW)
    assert found.trusted
    assert found.account == "CUCM10 ← CA: signed by CA"


def test_over_an_intermediate_that_the_peer_presents() -> None:
    between = intermediate()
    leaf = made("CUCM10", between).read
    assert (
        chain_to(leaf, [lab_ca().read], NOW, [between.read]).account
        == "CUCM10 ← Issuing CA ← CA: signed by CA"
    )
    assert chain_to(leaf, [between.read], NOW).trusted  # an uploaded intermediate is trusted itself
    alone = chain_to(leaf, [lab_ca().read], NOW)
    assert not alone.trusted
    assert "Issuing CA" in alone.reason and "not in the CA file (verification error 20)" in alone.reason


def test_a_self_signed_one_is_trusted_only_when_it_is_in_the_file() -> None:
    own = made("CUCMA").read
    assert chain_to(own, [own], NOW).reason == "is itself in the CA file"
    assert "verification error 18" in chain_to(own, [lab_ca().read], NOW).reason


def test_another_ca_of_the_same_name() -> None:
    other = made(subject=lab_ca().x509.subject, ca=True, may_sign=True)
    found = chain_to(made("CUCM10", lab_ca()).read, [other.read], NOW)
    assert not found.trusted
    assert "its key did not sign it (verification error 7)" in found.reason
    both = chain_to(made("CUCM10", lab_ca()).read, [other.read, lab_ca().read], NOW)
    assert both.trusted


def test_a_changed_certificate_is_not_signed() -> None:
    der = made("CUCM10", lab_ca()).der
    changed = read_der(der.replace(b"CUCM10", b"CUCM11"))
    assert "verification error 7" in chain_to(changed, [lab_ca().read], NOW).reason


def test_an_issuer_that_is_no_ca() -> None:
    server = made("server", lab_ca(), ca=False)
    assert "which is no CA" in chain_to(made("CUCM10", server).read, [lab_ca().read, server.read], NOW).reason


def test_an_issuer_that_may_not_sign() -> None:
    issuer = made("Odd CA", lab_ca(), ca=True, may_sign=False)
    found = chain_to(made("CUCM10", issuer).read, [lab_ca().read], NOW, [issuer.read])
    assert "verification error 32" in found.reason


def test_a_path_that_is_too_long() -> None:
    first = intermediate("First CA", path_length=0)
    second = intermediate("Second CA", first)
    leaf = made("CUCM10", second).read
    found = chain_to(leaf, [lab_ca().read], NOW, [first.read, second.read])
    assert "path length 0 of First CA is exceeded" in found.reason
    assert chain_to(made("CUCM10", first).read, [lab_ca().read], NOW, [first.read]).trusted


def test_dates_of_leaf_and_ca_are_judged_at_the_given_moment() -> None:
    leaf = made("CUCM10", lab_ca()).read
    assert "CUCM10 expired" in chain_to(leaf, [lab_ca().read], END + timedelta(days=1)).reason
    assert "valid only from" in chain_to(leaf, [lab_ca().read], START - timedelta(days=1)).reason
    short = made("Short CA", ca=True, may_sign=True, end=START + timedelta(days=30))
    found = chain_to(made("CUCM10", short).read, [short.read], NOW)
    assert "Short CA expired" in found.reason
    assert chain_to(made("CUCM10", short).read, [short.read]).trusted


def test_authorities_that_sign_one_another_end_the_search() -> None:
    one, other = made("One", ca=True, may_sign=True), made("Other", ca=True, may_sign=True)
    crossed = made(subject=name("One"), by=other, key=one.key, ca=True, may_sign=True)
    back = made(subject=name("Other"), by=one, key=other.key, ca=True, may_sign=True)
    found = chain_to(made("CUCM10", one).read, [lab_ca().read], NOW, [crossed.read, back.read])
    assert not found.trusted
    assert "sign one another" in found.reason


def test_a_chain_without_end_is_given_up() -> None:
    chain = [lab_ca()]
    for number in range(LONGEST + 1):
        chain.append(intermediate(f"CA {number}", chain[-1]))
    found = chain_to(made("CUCM10", chain[-1]).read, [lab_ca().read], NOW, [one.read for one in chain])
    assert found.reason == f"more than {LONGEST} certificates long"


def test_the_text_of_show_cert_cannot_be_verified() -> None:
    printed = read_show_cert((SAMPLES / "show_cert_own.txt").read_text(encoding="utf-8"))[0]
    authority = read_pem((SAMPLES / "lab_ca.pem").read_text(encoding="ascii"))[0]
    leaf = Certificate(**{**vars(printed), "issuer": authority.subject})
    assert "no signature to check" in chain_to(leaf, [authority], NOW).reason


def test_the_samples_form_a_chain() -> None:
    leaf, _ = read_pem((SAMPLES / "cucmlab1_with_chain.pem").read_text(encoding="ascii"))
    authority = read_pem((SAMPLES / "lab_ca.pem").read_text(encoding="ascii"))
    assert chain_to(leaf, authority, NOW).trusted
    assert chain_to(read_der((SAMPLES / "cucmlab2.cer").read_bytes()), authority, NOW).trusted
