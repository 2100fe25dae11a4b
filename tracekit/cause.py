"""Release causes in words.

Values below 128 are Q.850; larger ones are CUCM's, with a SIP status in the high byte and the Q.850
equivalent in the low one (Cisco CDR administration guide, cause codes).
"""

Q850 = {
    0: "no error",
    1: "unallocated number",
    2: "no route to transit network",
    3: "no route to destination",
    4: "send special information tone",
    6: "channel unacceptable",
    7: "call awarded in an established channel",
    8: "preemption",
    16: "normal call clearing",
    17: "user busy",
    18: "no user responding",
    19: "no answer from user (user alerted)",
    20: "subscriber absent",
    21: "call rejected",
    22: "number changed",
    26: "non-selected user clearing",
    27: "destination out of order",
    28: "invalid number format",
    29: "facility rejected",
    30: "response to status enquiry",
    31: "normal, unspecified",
    34: "no circuit or channel available",
    38: "network out of order",
    41: "temporary failure",
    42: "switching equipment congestion",
    43: "access information discarded",
    44: "requested circuit or channel not available",
    47: "resource unavailable, unspecified",
    49: "quality of service not available",
    50: "requested facility not subscribed",
    54: "service operation violated",
    55: "incoming calls barred",
    57: "bearer capability not authorized",
    58: "bearer capability not presently available",
    63: "service or option not available",
    65: "bearer capability not implemented",
    79: "service or option not implemented",
    81: "invalid call reference value",
    88: "incompatible destination",
    91: "invalid transit network selection",
    95: "invalid message",
    96: "mandatory information element missing",
    97: "message type not implemented",
    98: "message not compatible with call state",
    99: "information element not implemented",
    100: "invalid information element contents",
    101: "message not compatible with call state",
    102: "recovery on timer expiry",
    111: "protocol error, unspecified",
    122: "precedence level exceeded",
    124: "conference full",
    125: "out of bandwidth",
    126: "call split (normal in a transfer)",
    127: "interworking, unspecified",
}
_GLOBAL_FAILURES = {161: 600, 162: 603, 163: 604, 164: 606, 167: 503}
"""Ordinals of 6xx; they do not rise with the status, so the guide's table is kept."""

_CUCM = {
    262144: "conference full",
    393216: "call split (normal in a transfer)",
    458752: "last party dropped from conference",
    655360: "CTI request in a wrong primary call state",
}


def cause_text(value: int | None) -> str | None:
    """A cause in words: `normal call clearing`, `temporary failure (SIP 503)`; null for none."""
    if value is None:
        return None
    code = value & 0xFFFFFFFF
    if code in _CUCM:
        return _CUCM[code]
    if code < 256:
        return Q850.get(code, f"cause {code}")
    status = sip_status(code)
    words = Q850.get(code & 0xFF, f"cause {code & 0xFF}")
    return f"{words} (SIP {status})" if status else words


def sip_status(value: int) -> int | None:
    """The SIP status that a large CDR value carries: ordinal in the high byte, by the guide's hex table."""
    ordinal = (value & 0xFFFFFFFF) >> 24
    if 1 <= ordinal <= 34:
        return ordinal + 399
    if 64 <= ordinal <= 89:
        return ordinal + 416
    if ordinal == 90:
        return 513
    return _GLOBAL_FAILURES.get(ordinal)
