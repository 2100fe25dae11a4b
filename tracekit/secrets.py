"""Takes keys and credentials out of trace text; what stays tells that something was there."""

import re

REMOVED = "[removed]"

_QUOTED_OR_WORD = r'(?:"[^"\r\n]*"?|\'[^\'\r\n]*\'?|[^\s,;<>"\'&]+)'

PATTERNS: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (
    # SRTP master keys, RFC 4568 section 9.1; the form that CUCM masks itself (XXXX) stays as it is.
    (
        ("inline:",),
        re.compile(r"(\binline:\s*)(?![Xx*]+(?:\W|$))[^\s\"'<>]+", re.IGNORECASE),
        rf"\1{REMOVED}",
    ),
    # Keys in SDP, RFC 8866 section 5.12 (k=) and RFC 4567 section 3.1 (key-mgmt).
    (("k=",), re.compile(r"^(k=(?:clear|base64|uri):)[^\r\n]+", re.MULTILINE), rf"\1{REMOVED}"),
    (("key-mgmt:",), re.compile(r"(\ba=key-mgmt:\S+[ \t]+)[^\r\n]+", re.IGNORECASE), rf"\1{REMOVED}"),
    # Credentials and cookies, RFC 3261 sections 20.7 and 20.28; a header may be folded over several lines.
    (
        ("authorization", "cookie"),
        re.compile(
            r"\b((?:proxy-)?authorization|(?:set-)?cookie)"
            r"([ \t]*:[ \t]*(?:(?:digest|basic|bearer|ntlm|negotiate)\b)?)"
            r"[ \t]*(?:\S[^\r\n]*)?(?:\r?\n[ \t]+\S[^\r\n]*)*",
            re.IGNORECASE,
        ),
        rf"\1\2 {REMOVED}",
    ),
    # Parts of a digest wherever they stand, RFC 7616 sections 3.3 to 3.5.
    (
        ("nonce", "opaque", "rspauth", "response"),
        re.compile(
            r"\b((?:next|c)?nonce|opaque|rspauth|response(?=[ \t]*=[ \t]*[\"']?[0-9a-f]{32}))"
            rf"([ \t]*=[ \t]*){_QUOTED_OR_WORD}",
            re.IGNORECASE,
        ),
        rf"\1\2{REMOVED}",
    ),
    (
        ("bearer",),
        re.compile(r"\b(bearer[ \t]+)[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE),
        rf"\1{REMOVED}",
    ),
    # Passwords and PINs as key=value, key: value and XML.
    (
        # as letters "pin" is everywhere: AppInfo, SIPInd
        ("passw", "passphrase", "pwd", "secret", "pin=", "pin:", "pin ", "pin\t"),
        re.compile(
            r"(password|passwd|passphrase|pwd|secret|userpin|\bpin)"
            rf"([ \t]*[=:][ \t]*){_QUOTED_OR_WORD}",
            re.IGNORECASE,
        ),
        rf"\1\2{REMOVED}",
    ),
    (
        ("password>", "passwd>", "pin>", "secret>"),
        re.compile(r"(<(?:\w{0,40}:)?\w{0,40}(?:password|passwd|pin|secret)>)[^<]*", re.IGNORECASE),
        rf"\1{REMOVED}",
    ),
    (
        ("private key",),
        re.compile(
            r"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----).*?(-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)",
            re.DOTALL,
        ),
        rf"\1{REMOVED}\2",
    ),
)
"""Texts one of which stands, in small letters, wherever the pattern fits; the pattern; what stays.

Most records have none of the texts, and a search for a text is fifty times as fast as a pattern.
"""

_HINTS = tuple(hint for hints, _, _ in PATTERNS for hint in hints)

_LIKE_ASCII = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
"""Letters beyond ASCII that a pattern takes for an ASCII letter when case does not matter."""


def without_secrets(text: str) -> str:
    """The text with keys, digest values, passwords, cookies and tokens as ``[removed]``."""
    small = (text if text.isascii() else text.translate(_LIKE_ASCII)).lower()
    if not any(map(small.__contains__, _HINTS)):
        return text
    for hints, pattern, kept in PATTERNS:
        if any(hint in small for hint in hints):
            text = pattern.sub(kept, text)
    return text
