"""What is secret leaves no byte behind and moves none."""

from hypothesis import given
from hypothesis import strategies as st

from tracekit.export.mask import masked
from tracekit.secrets import REMOVED, without_secrets

KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"
MESSAGE = (
    "INVITE sip:9898@10.10.1.2 SIP/2.0\r\n"
    'Proxy-Authorization: Digest username="1018", realm="lab",\r\n nonce="c0ffee11", '
    'response="d41d8cd98f00b204e9800998ecf8427e"\r\n'
    "Cookie: id=tasty-crumbs\r\nContent-Length: 99\r\n\r\n"
    f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{KEY}|2^20\r\nk=clear:opensesame\r\na=sendrecv\r\n"
)


def test_keys_and_credentials_are_overwritten_in_place() -> None:
    raw = MESSAGE.encode()
    found = masked(raw)
    assert len(found) == len(raw)
    for secret in (KEY, "c0ffee11", "d41d8cd98f00b204", "tasty-crumbs", "opensesame", '1018"'):
        assert secret.encode() not in found
    assert found.count(b"\r\n") == raw.count(b"\r\n")
    assert b"inline:XXXX" in found
    assert found.endswith(b"a=sendrecv\r\n")
    assert found.startswith(b"INVITE sip:9898@10.10.1.2 SIP/2.0\r\nProxy-Authorization: Digest ")


def test_beyond_ascii_the_bytes_count() -> None:
    raw = "Password=gehe\u00efm\u6771; ok\r\n".encode() + b"secret=\xff\xfe\x80 end"
    found = masked(raw)
    assert len(found) == len(raw)
    assert found == b"Password=" + b"X" * 10 + b"; ok\r\nsecret=XXX end"


def test_what_is_masked_has_no_secret_left() -> None:
    shown = without_secrets(masked(MESSAGE.encode()).decode())
    assert set(shown.split("inline:")[1].split("\r\n")[0].split("|")[0]) == {"X"} or REMOVED in shown


@given(st.binary(max_size=200))
def test_length_never_changes(raw: bytes) -> None:
    secret = b"a=crypto:1 X inline:" + raw + b"\r\npassword=" + raw
    assert len(masked(secret)) == len(secret)


def test_text_without_secrets_stays() -> None:
    plain = b"SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 10.10.1.2\r\n\r\n\xff"
    assert masked(plain) == plain
