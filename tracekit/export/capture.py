"""The clear-text SIP of a call as a packet capture: what crossed TLS can be read without keys."""

import struct
from collections.abc import Iterator
from ipaddress import IPv4Address

from tracekit.export.address import End, Ends
from tracekit.export.blocks import INBOUND, OUTBOUND, interface, packet, padded, section_header
from tracekit.export.mask import masked
from tracekit.export.sip_text import SipTexts, wire_text
from tracekit.ladder import Arrow, Ladder, Tables
from tracekit.ladder.clock import milliseconds
from tracekit.secrets import without_secrets
from tracekit.visible import visible

LINKTYPE_WIRESHARK_UPPER_PDU = 252
"""https://www.tcpdump.org/linktypes.html"""

DISSECTOR, IPV4_SOURCE, IPV4_TARGET, IPV6_SOURCE, IPV6_TARGET = 12, 20, 21, 22, 23
PORT_TYPE, SOURCE_PORT, TARGET_PORT, END = 24, 25, 26, 0
"""Tags of an exported PDU (Wireshark, ``epan/exported_pdu.h``); numbers and lengths are big endian."""

TCP, UDP = 2, 3


def pcapng(ladder: Ladder, tables: Tables) -> Iterator[bytes]:
    """The messages of a ladder as a pcapng file, block by block: exported PDUs for the SIP dissector.

    One packet an arrow, also where both of its ends logged it. Time: the node's, in UTC to the millisecond;
    without a date the time of day on 1970-01-01. Addresses and ports: see ``Ends``; a placeholder is named in
    the packet's comment, which also tells file and line of each record. Keys and credentials are overwritten
    in place, so that Content-Length stays true. The same ladder gives the same bytes.
    """
    told = visible(without_secrets(f"call {ladder.call}: SIP in clear text as logged by CUCM"))
    yield section_header("tracekit", told)
    yield interface(LINKTYPE_WIRESHARK_UPPER_PDU, "CUCM trace")
    for arrow, time_us, source, target, text in sent_texts(ladder, tables):
        direction = INBOUND if arrow.direction == "in" else OUTBOUND
        yield packet(time_us, _pdu(arrow, source, target) + text, _comment(arrow, source, target), direction)


def sent_texts(ladder: Ladder, tables: Tables) -> Iterator[tuple[Arrow, int, End, End, bytes]]:
    """Each arrow with its time in microseconds, who sent it to whom, and its text without secrets."""
    arrows = ladder.arrows
    texts = SipTexts(tables, arrows)
    ends = Ends(ladder, tables, texts)
    time_us = 0
    for arrow in arrows:
        instant = milliseconds(arrow.moment)
        time_us = time_us if instant is None else instant[1] * 1000
        yield arrow, time_us, *ends.of(arrow), masked(wire_text(texts.of(arrow.proofs[0])))


def _pdu(arrow: Arrow, source: End, target: End) -> bytes:
    """The tags before the text of a message."""
    kind = UDP if arrow.transport == "UDP" else TCP
    tags = [
        (DISSECTOR, b"sip"),
        (IPV4_SOURCE if isinstance(source.ip, IPv4Address) else IPV6_SOURCE, source.ip.packed),
        (IPV4_TARGET if isinstance(target.ip, IPv4Address) else IPV6_TARGET, target.ip.packed),
        (PORT_TYPE, struct.pack(">I", kind)),
        (SOURCE_PORT, struct.pack(">I", source.port)),
        (TARGET_PORT, struct.pack(">I", target.port)),
        (END, b""),
    ]
    return b"".join(struct.pack(">HH", tag, len(padded(value))) + padded(value) for tag, value in tags)


def _comment(arrow: Arrow, source: End, target: End) -> str:
    """``member line 12; TLS connection 12, AES128-SHA, CN CUCM10``."""
    places = [
        proof.member if proof.line is None else f"{proof.member} line {proof.line}" for proof in arrow.proofs
    ]
    parts = [" and ".join(places)]
    if arrow.secure:
        name = None if arrow.remote_cn is None else f"CN {arrow.remote_cn}"
        known = [arrow.mark, arrow.cipher, name]
        parts.append(", ".join(part for part in known if part is not None))
    parts += [end.remark for end in (source, target) if end.remark is not None]
    if arrow.moment.utc is None:
        parts.append("the date is not in the trace")
    return visible(without_secrets("; ".join(parts)))
