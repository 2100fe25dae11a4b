"""The table of cipher suites, and the ways into it."""

import shutil

import pytest

from tests.tls.make_cipher_suites import NO_LONGER_LISTED, TABLE, listed, old
from tracekit.tls.cipher import cipher_by_code, cipher_by_name, cipher_suites, offered_name

OPENSSL = shutil.which("openssl")


def table() -> set[tuple[str, ...]]:
    return {tuple(line.split("\t")) for line in TABLE.read_text(encoding="ascii").splitlines()[1:]}


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
def test_the_table_tells_of_every_suite_what_the_local_openssl_tells() -> None:
    assert OPENSSL is not None
    rows = listed(OPENSSL)
    known = {row[0]: row for row in table()}
    assert len({row[0] for row in rows} & known.keys()) > 20  # a later release may add some and drop others
    assert [row for row in rows if row[0] in known and known[row[0]] != row] == []


def test_the_suites_that_openssl_no_longer_lists_are_in_the_table() -> None:
    assert set(old()) <= table()
    assert len(old()) == len(NO_LONGER_LISTED.split("\n")) - 2


def test_code_points_and_names_are_unique_and_every_column_is_filled() -> None:
    rows = table()
    assert len(rows) == 241
    assert all(len(row) == 7 and all(row) for row in rows)
    for column in range(3):
        values = [row[column] for row in rows]
        assert len(set(values)) == len(values)


@pytest.mark.parametrize(
    ("code", "openssl", "iana", "parts"),
    [
        (0x002F, "AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA", ("RSA", "RSA", "AES-128-CBC", "SHA1")),
        (0x0005, "RC4-SHA", "TLS_RSA_WITH_RC4_128_SHA", ("RSA", "RSA", "RC4-128", "SHA1")),
        (0x0002, "NULL-SHA", "TLS_RSA_WITH_NULL_SHA", ("RSA", "RSA", "NULL", "SHA1")),
        (0x0003, "EXP-RC4-MD5", "TLS_RSA_EXPORT_WITH_RC4_40_MD5", ("RSA", "RSA", "RC4-40", "MD5")),
        (
            0x0008,
            "EXP-DES-CBC-SHA",
            "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA",
            ("RSA", "RSA", "DES-40-CBC", "SHA1"),
        ),
        (0x000A, "DES-CBC3-SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA", ("RSA", "RSA", "3DES-CBC", "SHA1")),
        (
            0x0034,
            "ADH-AES128-SHA",
            "TLS_DH_anon_WITH_AES_128_CBC_SHA",
            ("DHE", "none", "AES-128-CBC", "SHA1"),
        ),
        (
            0x0037,
            "DH-RSA-AES256-SHA",
            "TLS_DH_RSA_WITH_AES_256_CBC_SHA",
            ("DH", "RSA", "AES-256-CBC", "SHA1"),
        ),
        (
            0xC00E,
            "ECDH-RSA-AES128-SHA",
            "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA",
            ("ECDH", "RSA", "AES-128-CBC", "SHA1"),
        ),
        (
            0xC030,
            "ECDHE-RSA-AES256-GCM-SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            ("ECDHE", "RSA", "AES-256-GCM", "AEAD"),
        ),
        (
            0xC0AE,
            "ECDHE-ECDSA-AES128-CCM8",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8",
            ("ECDHE", "ECDSA", "AES-128-CCM-8", "AEAD"),
        ),
        (
            0xCCA8,
            "ECDHE-RSA-CHACHA20-POLY1305",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            ("ECDHE", "RSA", "CHACHA20-POLY1305", "AEAD"),
        ),
        (0x1301, "TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", ("any", "any", "AES-128-GCM", "AEAD")),
        (
            0x1305,
            "TLS_AES_128_CCM_8_SHA256",
            "TLS_AES_128_CCM_8_SHA256",
            ("any", "any", "AES-128-CCM-8", "AEAD"),
        ),
    ],
)
def test_one_suite_by_code_and_by_both_names(
    code: int, openssl: str, iana: str, parts: tuple[str, ...]
) -> None:
    suite = cipher_by_code(code)
    assert suite is not None
    assert (suite.openssl, suite.iana) == (openssl, iana)
    assert (suite.key_exchange, suite.authentication, suite.encryption, suite.mac) == parts
    assert cipher_by_name(openssl) is suite
    assert cipher_by_name(f" {iana.lower()} ") is suite


def test_both_spellings_of_ephemeral_diffie_hellman_are_one() -> None:
    assert (
        cipher_by_name("EDH-RSA-DES-CBC3-SHA")
        is cipher_by_name("DHE-RSA-DES-CBC3-SHA")
        is cipher_by_code(0x16)
    )


@pytest.mark.parametrize("name", [None, "", "AES128", "AES128-SHA1", "(NONE)", "AES128-SHA AES256-SHA"])
def test_no_name_is_taken_for_its_neighbour(name: str | None) -> None:
    assert cipher_by_name(name) is None


def test_what_a_client_hello_offers_has_a_name() -> None:
    shown = [offered_name(code) for code in (0x2F, 0xFF, 0x5600, 0x0A0A, 0xFAFA, 0x0A1A, 0xFAFB)]
    assert shown == [
        "AES128-SHA",
        "TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
        "TLS_FALLBACK_SCSV",
        "GREASE",
        "GREASE",
        "0x0A1A",
        "0xFAFB",
    ]


def test_forward_secrecy_is_what_the_key_exchange_gives() -> None:
    without = {suite.key_exchange for suite in cipher_suites() if not suite.forward_secrecy}
    assert without == {"RSA", "RSA_PSK", "DH", "ECDH", "PSK"}
