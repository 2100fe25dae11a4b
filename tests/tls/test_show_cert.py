"""The text of `show cert`, as it is printed and as it survives a mail."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracekit.tls.certificate import CUT
from tracekit.tls.printed_time import printed_time
from tracekit.tls.show_cert import looks_like_show_cert, read_show_cert

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_traces" / "certificates"
SEEDS = ROOT.parent / "shared" / "seeds"


def sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def test_every_certificate_of_a_session_is_read() -> None:
    signed, own = read_show_cert(sample("show_cert_own.txt"))
    assert (signed.cn, signed.serial, signed.signature) == (
        "cucmlab1.example.net",
        "61A4C09700000000002D",
        "sha256WithRSAEncryption",
    )
    assert signed.issuer == "CN=Lab Issuing CA, OU=Voice, O=Example, C=DE"
    assert signed.not_before == datetime(2026, 1, 12, 8, 30, 15, tzinfo=UTC)
    assert signed.not_after == datetime(2028, 1, 12, 8, 30, 15, tzinfo=UTC)
    assert signed.key == "RSA 2048"
    assert signed.extended_key_usages == ("serverAuth", "clientAuth", "ipsecEndSystem")
    assert (signed.san, signed.key_usages, signed.fingerprint, signed.der) == (None, None, None, None)
    assert signed.self_signed is False
    assert (own.serial, own.key, own.signature) == ("9034412277156301", "RSA 1024", "sha1WithRSAEncryption")
    assert own.subject_key == own.issuer_key
    assert own.self_signed is None  # the text has no signature to check
    assert own.extended_key_usages is None


def test_a_hard_wrapped_one_is_read_and_what_stands_behind_it_is_not() -> None:
    (one,) = read_show_cert(sample("show_cert_wrapped.txt"))
    assert one.subject == "CN=CUCMLAB2, OU=Voice, O=Example Company, L=Pune, C=IN"
    assert one.issuer == "CN=Lab Issuing CA, OU=Voice, O=Example, C=DE"
    assert one.serial == "4B1F0A92000000000031"
    assert one.not_before == datetime(2026, 1, 12, 4, 0, 15, tzinfo=UTC)
    assert one.not_after == datetime(2028, 1, 12, 4, 0, 15, tzinfo=UTC)
    assert one.extended_key_usages == ("serverAuth", "ipsecEndSystem", CUT)
    assert one.key == "RSA"  # the digits end before the size


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_do_not_matter(ends: str) -> None:
    text = sample("show_cert_own.txt")
    assert read_show_cert(text.replace("\n", ends)) == read_show_cert(text)


def test_a_label_may_be_wrapped_too() -> None:
    text = sample("show_cert_wrapped.txt")
    split = text.replace("Subject Name:", "Subject\nName:").replace("Issuer Name:", "Issuer\n  Name :")
    assert split != text
    assert read_show_cert(split) == read_show_cert(text)


def test_other_text_is_no_certificate() -> None:
    assert not looks_like_show_cert("Version: 2\nTo: <sip:1@10.10.1.1>\nSubject Name: CN=x\n")
    assert read_show_cert("Version: 2\nTo: <sip:1@10.10.1.1>\nSubject Name: CN=x\n") == []
    assert looks_like_show_cert(sample("show_cert_own.txt"))
    assert looks_like_show_cert(sample("show_cert_wrapped.txt"))


def test_the_shortest_that_the_guide_shows_has_no_serial_and_no_dates() -> None:
    text = "admin:show cert own CallManager\nSignatureAlgorithm: SHA1withRSA (1.2.840.113549.1.1.5)\n"
    text += "Issuer Name: CN=LAB, C=IN\nSubject Name: CN=LAB, C=IN\n"
    (one,) = read_show_cert(text)
    assert (one.cn, one.serial, one.not_before, one.key) == ("LAB", None, None, None)


@given(st.text(alphabet="Version: SubjectIssuerNameCN=x\n[]`,0123456789abcdef", max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(one.subject is not None and one.issuer is not None for one in read_show_cert(text))


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Sat May 23 17:50:42 IST 2015", "IN", datetime(2015, 5, 23, 12, 20, 42, tzinfo=UTC)),
        ("Sat May 23 17:50:42 IST 2015", "IL", datetime(2015, 5, 23, 15, 50, 42, tzinfo=UTC)),
        ("Sat May 23 17:50:42 IST 2015", None, None),
        ("Sat May 23 17:50:42 CST 2015", "CN", datetime(2015, 5, 23, 9, 50, 42, tzinfo=UTC)),
        ("Sat May 23 17:50:42 CST 2015", "US", datetime(2015, 5, 23, 23, 50, 42, tzinfo=UTC)),
        ("Fri Dec 31 23:30:00 PST 2021", "US", datetime(2022, 1, 1, 7, 30, tzinfo=UTC)),
        ("Sat May 23 17:50:42 GMT+05:30 2015", None, datetime(2015, 5, 23, 12, 20, 42, tzinfo=UTC)),
        ("Sat May 23 17:50:42 GMT-03:00 2015", None, datetime(2015, 5, 23, 20, 50, 42, tzinfo=UTC)),
        ("Sat May 23 17:50:42 QQQ 2015", "IN", None),
        ("Thu Feb 30 17:50:42 UTC 2015", None, None),
        ("Thu Xyz 20 17:50:42 UTC 2015", None, None),
        ("Thu Feb 20 27:50:42 UTC 2015", None, None),
        ("Sat Jan 01 00:00:00 GMT+05:30 0001", None, None),
        ("soon", None, None),
        (None, None, None),
    ],
)
def test_dates_of_java(text: str | None, country: str | None, expected: datetime | None) -> None:
    assert printed_time(text, country) == expected


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is absent")
def test_the_certificates_of_the_guide() -> None:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(SEEDS.glob("*.txt"))]
    found = [one for text in texts for one in read_show_cert(text)]
    told = [(one.cn, one.issuer, one.serial, one.key, one.signature) for one in found]
    sha1 = "sha1WithRSAEncryption"
    assert told == [
        ("CUCMA", "CN=CUCMA, OU=cisco, O=cisco, L=cisco, ST=cisco, C=IN", None, None, sha1),
        ("CUCM10", "CN=CA, DC=CA", "398B1DA600000000000E", "RSA 1024", sha1),
        ("CUCMA", "CN=CA, DC=CA", "120325222815121423728642", "RSA 1024", sha1),
    ]
    assert found[1].not_before == datetime(2015, 5, 23, 12, 20, 42, tzinfo=UTC)
    assert found[2].not_after == datetime(2016, 5, 14, 4, 31, 9, tzinfo=UTC)
    assert found[2].extended_key_usages == ("serverAuth", "clientAuth", "ipsecEndSystem", CUT)
