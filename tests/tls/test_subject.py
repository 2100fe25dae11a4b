"""Names of certificates in both notations."""

import subprocess
from pathlib import Path
from shutil import which

import pytest
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from tests.tls.made import GUIDE, made, name
from tracekit.tls.subject import ATTRIBUTE_TYPES, common_name, identity_key, read_subject, subject_text

ONE_LINE = "/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN=CUCM10"
COMMAS = "CN=CUCM10, OU=cisco, O=cisco, L=cisco, ST=cisco, C=IN"

attributes = st.lists(
    st.tuples(
        st.sampled_from(ATTRIBUTE_TYPES),
        st.text(
            st.characters(blacklist_categories=("Cs", "Co"), min_codepoint=0x20), min_size=1, max_size=20
        ).filter(lambda value: value == value.strip() and "=" not in value),
    ),
    min_size=1,
    max_size=6,
)


def one_line(pairs: list[tuple[str, str]]) -> str:
    """As X509_NAME_oneline writes it: bytes outside blank…tilde as \\xHH, nothing else escaped."""
    return "".join(f"/{kind}={''.join(map(escaped, value.encode()))}" for kind, value in pairs)


def escaped(byte: int) -> str:
    return chr(byte) if 0x20 <= byte <= 0x7E else f"\\x{byte:02X}"


@given(attributes)
def test_what_openssl_writes_reads_back(pairs: list[tuple[str, str]]) -> None:
    printable = [(kind, value.replace("\\", "|")) for kind, value in pairs]
    assert read_subject(one_line(printable)) == printable


@given(attributes)
def test_what_is_written_with_commas_reads_back_the_other_way_round(pairs: list[tuple[str, str]]) -> None:
    assert read_subject(subject_text(pairs)) == pairs[::-1]


@given(attributes)
def test_both_notations_are_the_same_name(pairs: list[tuple[str, str]]) -> None:
    printable = [(kind, value.replace("\\", "|")) for kind, value in pairs]
    assert identity_key(one_line(printable)) == identity_key(subject_text(printable)) != ()


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    assert len(identity_key(text)) == len(read_subject(text))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            ONE_LINE,
            [("C", "IN"), ("ST", "cisco"), ("L", "cisco"), ("O", "cisco"), ("OU", "cisco"), ("CN", "CUCM10")],
        ),
        ("/C=DE/O=R/D Labs/CN=sip/trunk=east", [("C", "DE"), ("O", "R/D Labs"), ("CN", "sip/trunk=east")]),
        (r"/C=DE+O=R\/D\+Labs/CN=x", [("C", "DE"), ("O", "R/D+Labs"), ("CN", "x")]),
        (r"/O=Stra\xC3\x9Fe/CN=x", [("O", "Straße"), ("CN", "x")]),
        (r"/O=C:\x41rchive/CN=x", [("O", r"C:\x41rchive"), ("CN", "x")]),
        ("/O=/CN=x", [("O", ""), ("CN", "x")]),
        ("/2.5.4.97=NTRDE-1/CN=x", [("2.5.4.97", "NTRDE-1"), ("CN", "x")]),
        ("CN=CA, DC=CA", [("CN", "CA"), ("DC", "CA")]),
        ("CN=x,O=Example\\, Inc.,C=US", [("CN", "x"), ("O", "Example, Inc."), ("C", "US")]),
        ('CN=x, O="Example, CN=y", C=US', [("CN", "x"), ("O", "Example, CN=y"), ("C", "US")]),
        ("CN=x, O=Smith, Jones and Co, C=US", [("CN", "x"), ("O", "Smith, Jones and Co"), ("C", "US")]),
        (r"O=Stra\C3\9Fe", [("O", "Straße")]),
        ("CN=a+OU=b, C=IN", [("CN", "a"), ("OU", "b"), ("C", "IN")]),
        ("EMAILADDRESS=a@example.com, CN=x", [("EMAILADDRESS", "a@example.com"), ("CN", "x")]),
        ("no name at all", []),
        ("", []),
        (None, []),
    ],
)
def test_attributes_of_a_name(text: str | None, pairs: list[tuple[str, str]]) -> None:
    assert read_subject(text) == pairs


def test_the_notations_of_trace_show_cert_and_certificate_are_one_name() -> None:
    in_certificate = made("CUCM10").read.subject
    assert identity_key(ONE_LINE) == identity_key(COMMAS) == identity_key(in_certificate)
    assert identity_key("/DC=CA/CN=CA") == identity_key("CN=CA, DC=CA")


@pytest.mark.parametrize(
    "other",
    [
        ONE_LINE.replace("CUCM10", "CUCM9"),
        ONE_LINE.replace("/OU=cisco", ""),
        ONE_LINE.replace("/OU=cisco", "/OU=cisco/OU=cisco"),
        ONE_LINE.replace("/ST=cisco/L=cisco", "/ST=cisco/L=lab"),
    ],
)
def test_another_name_has_another_key(other: str) -> None:
    assert identity_key(other) != identity_key(ONE_LINE)


def test_case_blanks_and_names_of_types_do_not_part_names() -> None:
    assert identity_key("/S=Lab  One/CN=cucm10/emailAddress=A@example.com") == identity_key(
        "EMAILADDRESS=a@EXAMPLE.com, CN=CUCM10, ST=lab one"
    )
    assert identity_key(None) == identity_key("") == ()


def test_of_several_common_names_the_most_specific_counts_in_both_notations() -> None:
    assert common_name("/CN=users/CN=CUCM10") == "CUCM10"
    assert common_name("CN=CUCM10, CN=users") == "CUCM10"
    assert common_name("/O=cisco") is common_name("") is common_name(None) is None


@pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
def test_the_one_line_of_openssl_itself_is_the_name_in_the_certificate(tmp_path: Path) -> None:
    subject = name("sip/trunk=east", (*GUIDE, (NameOID.ORGANIZATIONAL_UNIT_NAME, "Straße, 1. Stock")))
    certificate = made(subject=subject)
    path = tmp_path / "one.pem"
    path.write_text(certificate.pem)
    command = ["openssl", "x509", "-in", str(path), "-noout", "-subject", "-nameopt", "compat"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    printed = run.stdout.strip().removeprefix("subject=").strip()
    assert printed.startswith("/C=IN/")
    assert identity_key(printed) == certificate.read.subject_key
    assert common_name(printed) == certificate.read.cn == "sip/trunk=east"
