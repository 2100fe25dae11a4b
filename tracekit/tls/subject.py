"""Names in certificates: OpenSSL's one line, RFC 4514's commas, and what makes them the same name.

`/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN=CUCM10` is how SIPCertificateInd prints a subject
(X509_NAME_oneline of OpenSSL, in the order of the certificate); `CN=CUCMA, OU=cisco, …, C=IN` is how
`show cert` does (the other way round). A slash or comma parts two attributes only when a known attribute
type and `=` follow, for values may hold slashes and commas themselves.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

Attribute: TypeAlias = tuple[str, str]
IdentityKey: TypeAlias = tuple[Attribute, ...]

ATTRIBUTE_TYPES = (
    *("CN", "C", "ST", "S", "L", "O", "OU", "DC", "UID", "SN", "GN", "G", "T", "E", "DNQ", "Email", "name"),
    *("emailAddress", "EMAILADDRESS", "serialNumber", "SERIALNUMBER", "street", "STREET", "title", "surname"),
    *(
        "givenName",
        "initials",
        "generationQualifier",
        "postalCode",
        "dnQualifier",
        "pseudonym",
        "description",
    ),
    *("unstructuredName", "businessCategory", "jurisdictionC", "jurisdictionST", "jurisdictionL"),
    "organizationIdentifier",
)
"""Short names of OpenSSL and Java; anything else before an `=` belongs to the value before it."""

_SAME_TYPE = {
    "S": "ST",
    "E": "EMAILADDRESS",
    "EMAIL": "EMAILADDRESS",
    "G": "GN",
    "GIVENNAME": "GN",
    "SURNAME": "SN",
    "T": "TITLE",
    "DNQ": "DNQUALIFIER",
    "2.5.4.5": "SERIALNUMBER",
    "1.2.840.113549.1.9.1": "EMAILADDRESS",
    "2.5.4.97": "ORGANIZATIONIDENTIFIER",
}
_TYPE = rf"(?:{'|'.join(ATTRIBUTE_TYPES)}|(?:OID\.)?[0-9]+(?:\.[0-9]+)+)"
_SLASH = re.compile(rf"(?<!\\)[/+](?={_TYPE}=)")
_PART_SIGN = re.compile(r"\\([/+])")
"""Current releases of OpenSSL put a backslash before these in values, older ones do not."""
_COMMA = re.compile(rf"[,;+]\s*(?={_TYPE}\s*=)")
_SHIELDED = re.compile(r'"((?:[^"\\]|\\.)*)"|\\([ "#+,;<=>\\])')
_SHIELD = {ord(sign): chr(0xE000 + ord(sign)) for sign in ' "#+,;<=>\\'}
_UNSHIELD = {0xE000 + sign: chr(sign) for sign in _SHIELD}
_BYTES = re.compile(r"(?:\\x(?:[01][0-9A-Fa-f]|7[Ff]|[89A-Fa-f][0-9A-Fa-f]))+")
"""OpenSSL writes bytes outside blank…tilde so; a printable one never, and then it is the value's own text."""
_PAIRS = re.compile(r"(?:\\[0-9A-Fa-f]{2})+")
_SPECIAL = re.compile(r'([,+"\\<>;])')


def read_subject(text: str | None) -> list[Attribute]:
    """The attributes in the order of the text, type and value, of a one-line or comma-separated name."""
    plain = text.strip() if text else ""
    if plain.startswith("/"):
        pairs = (part.partition("=") for part in _SLASH.split(plain) if "=" in part)
        return [(kind, _PART_SIGN.sub(r"\1", _BYTES.sub(_decoded, value))) for kind, _, value in pairs]
    parts = (part.partition("=") for part in _COMMA.split(_SHIELDED.sub(_shielded, plain)) if "=" in part)
    return [(kind.strip(), _plain(value)) for kind, _, value in parts]


def common_name(text: str | None) -> str | None:
    """The common name of a name in either notation, or null.

    Of several the most specific one (RFC 6125 section 2.3.1): the last of a one-line name, the first where
    commas part the attributes, for that notation runs backwards (RFC 4514 section 2.1).
    """
    names = [value for kind, value in read_subject(text) if kind.upper() == "CN" and value]
    if not names:
        return None
    return names[-1] if text and text.lstrip().startswith("/") else names[0]


def identity_key(text: str | None) -> IdentityKey:
    """The same for one name in every notation and order; empty when there is no name.

    Case and runs of blanks do not tell names apart (RFC 5280 section 7.1).
    """
    pairs = ((kind.upper().removeprefix("OID."), value) for kind, value in read_subject(text))
    return tuple(sorted((_SAME_TYPE.get(kind, kind), _folded(value)) for kind, value in pairs))


def subject_text(attributes: Iterable[Attribute]) -> str:
    """Attributes in the order of the certificate → `CN=CUCM10, OU=voice, C=IN` (RFC 4514, with blanks)."""
    return ", ".join(f"{kind}={_escaped(value)}" for kind, value in reversed(list(attributes)))


def _folded(value: str) -> str:
    return " ".join(value.split()).casefold()


def _decoded(run: re.Match[str]) -> str:
    return bytes.fromhex(run[0].replace("\\x", "")).decode("utf-8", "replace")


def _shielded(found: re.Match[str]) -> str:
    """Signs that stand for themselves, out of the way of the split."""
    return (found[2] or re.sub(r"\\(.)", r"\1", found[1] or "")).translate(_SHIELD)


def _plain(value: str) -> str:
    return _PAIRS.sub(_from_hexadecimal, value.strip()).translate(_UNSHIELD)


def _from_hexadecimal(run: re.Match[str]) -> str:
    return bytes.fromhex(run[0].replace("\\", "")).decode("utf-8", "replace")


def _escaped(value: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", value)
    if escaped.endswith(" "):
        escaped = escaped[:-1] + "\\ "
    return "\\" + escaped if escaped[:1] in ("#", " ") and escaped[:1] else escaped
