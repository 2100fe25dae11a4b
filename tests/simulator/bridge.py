"""Three parties on a conference bridge; a call that is parked and taken from there.

A bridge has one session identifier for all its parties (RFC 7989, conferencing). Only the words of split and
join are seen (transfer); that each party is joined to a call identifier of the bridge, and a parked one to
nobody, is assumed.
"""

from collections.abc import Generator

from . import media
from .conversation import Conversation
from .hold import invite_again, phone_of
from .leg import Leg, far_request, phone_reply
from .pairing import CONFERENCE, PARK, Feature, drop, join, split
from .schedule import Step
from .sdp import Media


def confer(first: Conversation, second: Conversation) -> Generator[int, None, list[int]]:
    """The phone called in ``first`` and calling in ``second`` puts all together; gives the bridge's own."""
    leg, consult, far = first.callee, second.a, second.callee
    phone, node = phone_of(leg), first.node
    feature = Feature(phone.node, "Conferencing", CONFERENCE, 6)
    yield from _asked(first, leg, "Conference", consult)
    split(first, leg, feature)
    split(second, consult, feature)
    ports = []
    first.focus = second.focus = leg.node.identity.hex(32)
    for call, party in ((first, first.a), (first, leg), (second, far)):
        port = call.node.count("ci")
        ports.append(port)
        rest = (
            f"{feature.begin} SsNodeId1={node.place.number} SsParty1={party.ci} "
            f"SsNodeId2={node.place.number} SsParty2={port} lrnInstruction=0 joinReason={feature.reason}"
        )
        call.relay("SsJoinReq", [feature.process, call.cc, call.cdcc], rest)
        call.row(f"JOIN|{party.ci}|{port}")
        media.join(call, party.ci, port)
        yield from invite_again(call, party, Media(node.place.ip, 28000 + 2 * len(ports)))
    own = second.send(consult, consult.request("BYE"))
    drop(second, consult)
    yield 6
    second.receive(consult, phone_reply(phone, own, "200 OK", None))
    return ports


def leave(call: Conversation, leg: Leg, port: int) -> Step:
    """A party puts down: its leg and its port of the bridge go."""
    phone = phone_of(leg)
    bye = far_request(leg, "BYE", phone.agent, phone.branch())
    call.receive(leg, bye)
    yield 1
    call.send(leg, leg.response(bye, "200 OK"))
    call.row(f"RELEASE|{leg.ci}|{port}|16")
    call.ended = leg.node.instant()


def dismiss(call: Conversation, leg: Leg, port: int) -> Step:
    """The last one is put down by CUCM."""
    own = call.send(leg, leg.request("BYE", ("Reason", "Q.850;cause=16")))
    yield 7
    call.receive(leg, phone_reply(phone_of(leg), own, "200 OK", None))
    call.row(f"RELEASE|{leg.ci}|{port}|16")
    call.ended = leg.node.instant()


def park(call: Conversation, leg: Leg) -> Step:
    """The phone of ``leg`` parks the other party and is free."""
    feature = Feature(call.node, "CallPark", PARK, 9)
    yield from _asked(call, leg, "Park")
    split(call, leg, feature)
    yield from invite_again(call, call.other(leg), Media(call.node.place.ip, 4000))
    own = call.send(leg, leg.request("BYE"))
    drop(call, leg)
    yield 6
    call.receive(leg, phone_reply(phone_of(leg), own, "200 OK", None))


def fetch(parked: Conversation, taker: Conversation, voice: Media) -> Generator[int, None, Conversation]:
    """Somebody who dialled the park number gets the parked party; gives their call."""
    feature = Feature(parked.node, "CallPark", PARK, 9)
    leg = taker.a
    joined = yield from join(parked, parked.a, leg, feature)
    joined.cdcc = parked.cdcc
    taker.send(leg, leg.response(leg.invite, "200 OK", ""))
    taker.answered = leg.node.instant()
    yield 8
    phone = phone_of(leg)
    taker.receive(leg, far_request(leg, "ACK", phone.agent, phone.branch()))
    yield from invite_again(joined, joined.a, voice)
    return joined


def _asked(call: Conversation, leg: Leg, key: str, consult: Leg | None = None) -> Step:
    """The soft key arrives as a REFER with Cisco's own body."""
    phone, ip = phone_of(leg), leg.node.place.ip
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\r\n<x-cisco-remotecc-request>\r\n<softkeymsg>\r\n'
        f"<softkeyevent>{key}</softkeyevent>\r\n<dialogid>\r\n<callid>{leg.call_id}</callid>\r\n"
        f"</dialogid>\r\n{_named(consult)}</softkeymsg>\r\n</x-cisco-remotecc-request>\r\n"
    )
    refer = far_request(
        leg, "REFER", phone.agent, phone.branch(), ("Refer-To", f"<cid:{leg.ci:x}@{phone.ip}>"),
        ("Referred-By", f"<sip:{phone.number}@{ip}>"), ("Require", "norefersub"), ("Contact", phone.contact),
    ).with_body(body, "application/x-cisco-remotecc-request+xml")  # fmt: skip
    call.receive(leg, refer)
    yield 4
    call.send(leg, leg.response(refer, "202 Accepted"))


def _named(consult: Leg | None) -> str:
    """The second dialog, when the key is about two."""
    if consult is None:
        return ""
    return f"<consultdialogid>\r\n<callid>{consult.call_id}</callid>\r\n</consultdialogid>\r\n"
