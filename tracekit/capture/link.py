"""Link layers: where the IP packet begins in a frame (link types of tcpdump.org)."""

LINK_NAMES = {
    0: "BSD loopback",
    1: "Ethernet",
    12: "raw IP",
    14: "raw IP",
    101: "raw IP",
    108: "OpenBSD loopback",
    113: "Linux cooked (SLL)",
    228: "raw IPv4",
    229: "raw IPv6",
    276: "Linux cooked v2 (SLL2)",
}
"""The link types that are read."""

_IPV4, _IPV6 = 0x0800, 0x86DD
_VLAN = frozenset([0x8100, 0x88A8, 0x9100, 0x9200])
"""IEEE 802.1Q and 802.1ad tags, and the older tags of QinQ."""
_MOST_TAGS = 8
_LOOPBACK_IPV4 = 2
_LOOPBACK_IPV6 = frozenset([10, 24, 28, 30])
"""AF_INET6 of Linux, NetBSD, FreeBSD and macOS."""


def network_layer(link: int, data: bytes) -> int | None:
    """Offset of the IP header in a frame of a link type in ``LINK_NAMES``; null when it carries no IP."""
    if link == 1:
        return _after_type(data, 12)
    if link == 113:
        return _after_type(data, 14)
    if link == 276:
        return _after_type(data, 0, 20)
    if link in (0, 108):
        return _after_family(data)
    return 0 if data else None


def _after_type(data: bytes, at: int, start: int | None = None) -> int | None:
    """Offset behind the EtherType at ``at`` and any VLAN tags."""
    start = at + 2 if start is None else start
    kind = int.from_bytes(data[at : at + 2], "big")
    if kind in (_IPV4, _IPV6):
        return start
    for _ in range(_MOST_TAGS):
        if kind not in _VLAN:
            break
        kind = int.from_bytes(data[start + 2 : start + 4], "big")
        start += 4
    return start if kind in (_IPV4, _IPV6) else None


def _after_family(data: bytes) -> int | None:
    """The address family is in the byte order of the machine that captured: both are tried."""
    families = {int.from_bytes(data[:4], "big"), int.from_bytes(data[:4], "little")}
    return 4 if families & {_LOOPBACK_IPV4, *_LOOPBACK_IPV6} else None
