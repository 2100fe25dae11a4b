"""Certificate subjects in OpenSSL's one-line form, as SIPCertificateInd prints them.

`/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN=CUCM10`: a slash parts two attributes only when a known
attribute type and `=` follow, for values may hold slashes themselves (X509_NAME_oneline of OpenSSL).
"""

import re

_TYPES = "CN|C|ST|S|L|O|OU|DC|UID|serialNumber|emailAddress|title|SN|GN|street|postalCode|dnQualifier"
_BREAK = re.compile(rf"/(?=(?:{_TYPES})=)")
_ESCAPED = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+")


def read_subject(oneline: str | None) -> list[tuple[str, str]]:
    """The attributes in order, type and value; values with `\\xHH` bytes are decoded as UTF-8."""
    if not oneline:
        return []
    pairs = (part.partition("=") for part in _BREAK.split(oneline.strip()) if "=" in part)
    return [(kind, _decode(value)) for kind, _, value in pairs]


def common_name(oneline: str | None) -> str | None:
    """The last CN of the subject (the most specific one, RFC 6125 section 2.3.1), or null."""
    names = [value for kind, value in read_subject(oneline) if kind == "CN" and value]
    return names[-1] if names else None


def _decode(value: str) -> str:
    return _ESCAPED.sub(
        lambda run: bytes.fromhex(run[0].replace("\\x", "")).decode("utf-8", "replace"), value
    )
