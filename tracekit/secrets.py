"""Takes keys and credentials out of trace text; what stays tells that something was there."""

import re

REMOVED = "[removed]"

_QUOTED_OR_WORD = r'(?:"[^"\r\n]*"?|\'[^\'\r\n]*\'?|[^\s,;<>"\'&]+)'

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # SRTP master keys, RFC 4568 section 9.1; the form that CUCM masks itself (XXXX) stays as it is.
    (re.compile(r"(\binline:\s*)(?![Xx*]+(?:\W|$))[^\s\"'<>]+", re.IGNORECASE), rf"\1{REMOVED}"),
    # Keys in SDP, RFC 8866 section 5.12 (k=) and RFC 4567 section 3.1 (key-mgmt).
    (re.compile(r"^(k=(?:clear|base64|uri):)[^\r\n]+", re.MULTILINE), rf"\1{REMOVED}"),
    (re.compile(r"(\ba=key-mgmt:\S+[ \t]+)[^\r\n]+", re.IGNORECASE), rf"\1{REMOVED}"),
    # Credentials and cookies, RFC 3261 sections 20.7 and 20.28; a header may be folded over several lines.
    (
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
        re.compile(
            r"\b((?:next|c)?nonce|opaque|rspauth|response(?=[ \t]*=[ \t]*[\"']?[0-9a-f]{32}))"
            rf"([ \t]*=[ \t]*){_QUOTED_OR_WORD}",
            re.IGNORECASE,
        ),
        rf"\1\2{REMOVED}",
    ),
    (re.compile(r"\b(bearer[ \t]+)[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE), rf"\1{REMOVED}"),
    # Passwords and PINs as key=value, key: value and XML.
    (
        re.compile(
            r"(password|passwd|passphrase|pwd|secret|userpin|\bpin)"
            rf"([ \t]*[=:][ \t]*){_QUOTED_OR_WORD}",
            re.IGNORECASE,
        ),
        rf"\1\2{REMOVED}",
    ),
    (
        re.compile(r"(<(?:\w{0,40}:)?\w{0,40}(?:password|passwd|pin|secret)>)[^<]*", re.IGNORECASE),
        rf"\1{REMOVED}",
    ),
    (
        re.compile(
            r"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----).*?(-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)",
            re.DOTALL,
        ),
        rf"\1{REMOVED}\2",
    ),
)


_HINT = re.compile(
    r"inline:|k=|key-mgmt|authorization|cookie|nonce|opaque|rspauth|response|bearer|passw|passphrase|pwd|secret|pin"
    r"|private key",
    re.IGNORECASE,
)
"""What every one of the patterns needs: most text has none of it."""


def without_secrets(text: str) -> str:
    """The text with keys, digest values, passwords, cookies and tokens as ``[removed]``."""
    if _HINT.search(text) is None:
        return text
    for pattern, kept in _PATTERNS:
        text = pattern.sub(kept, text)
    return text
