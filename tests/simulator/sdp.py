"""Session descriptions of phones and of CUCM, plain and with SRTP (RFC 4566, RFC 4568)."""

from dataclasses import dataclass

_PHONE_CODECS = (
    (9, "G722/8000", None), (0, "PCMU/8000", None), (8, "PCMA/8000", None), (18, "G729/8000", "annexb=no"),
    (101, "telephone-event/8000", "0-15"),
)  # fmt: skip
_TRUNK_CODECS = ((0, "PCMU/8000", None), (101, "telephone-event/8000", "0-15"))


@dataclass(frozen=True)
class Media:
    """Where one party wants its voice, and its key when the voice is to be encrypted."""

    ip: str
    port: int
    key: str | None = None
    """Master key and salt in base64; invented."""


def phone_body(media: Media, session: int) -> str:
    """What a phone offers or answers."""
    return _body("Cisco-SIPUA", session, 0, media.ip, media, _PHONE_CODECS)


def cucm_body(media: Media, ccb: int, version: int, own_ip: str) -> str:
    """What CUCM sends on behalf of the other party: its own origin, the party's address."""
    return _body("CiscoSystemsCCM-SIP", ccb, version, own_ip, media, _TRUNK_CODECS)


def _body(
    user: str,
    session: int,
    version: int,
    origin: str,
    media: Media,
    codecs: tuple[tuple[int, str, str | None], ...],
) -> str:
    profile = "RTP/SAVP" if media.key else "RTP/AVP"
    payloads = " ".join(str(number) for number, _, _ in codecs)
    lines = [
        "v=0",
        f"o={user} {session} {version} IN IP4 {origin}",
        "s=SIP Call",
        f"c=IN IP4 {media.ip}",
        "t=0 0",
        f"m=audio {media.port} {profile} {payloads}",
    ]
    if media.key:
        lines.append(f"a=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:{media.key}")
    for number, name, format_parameters in codecs:
        lines.append(f"a=rtpmap:{number} {name}")
        if format_parameters:
            lines.append(f"a=fmtp:{number} {format_parameters}")
    lines.append("a=sendrecv")
    return "".join(line + "\r\n" for line in lines)
