"""Names that tcpdump and Wireshark print instead of port numbers (IANA service names)."""

_PORTS = {
    "sip-tls": 5061,
    "sips": 5061,
    "sip": 5060,
    "https": 443,
    "http": 80,
    "pcsync-https": 8443,
    "ldaps": 636,
    "scp": 2000,
    "cisco-sccp": 2000,
}


def port_of(printed: str) -> int | None:
    """The number, null for a name that is not one of CUCM's usual services."""
    if printed.isdecimal() and len(printed) <= 5:
        return int(printed)
    return _PORTS.get(printed.lower())
