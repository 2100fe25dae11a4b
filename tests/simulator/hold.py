"""A party is put on hold and hears music; later it is taken back.

Shapes: a transfer's hold in a 10.5 trace. Music has a call identifier of its own and no SIP dialog.
"""

from collections.abc import Generator
from dataclasses import dataclass

from . import media
from .conversation import Conversation, cc
from .device import Phone
from .leg import Leg, far_request, own_address, phone_reply, user_of
from .node import Node
from .schedule import Step
from .sdp import Media, cucm_body, phone_body
from .sip import Message


@dataclass
class Music:
    """One stream of music on hold."""

    node: Node
    ci: int
    device: str
    listener: Leg


def hold(call: Conversation, leg: Leg, voice: Media) -> Generator[int, None, Music]:
    """The phone of ``leg`` presses hold: the other party is given music."""
    other = call.other(leg)
    yield from ask_again(call, leg, voice)
    call.relay("CcHoldInd", call.upward(leg), cc(leg, "StreamId="))
    media.part(call, other.ci, leg.ci)
    call.relay("CcHoldAckReq", call.downward(leg), cc(leg, "isSharedLine=F isMediaFollow=F"))
    music = play(call, other)
    yield from invite_again(call, other, Media(call.node.place.ip, 4000))
    yield from settle(call, leg, voice)
    return music


def resume(call: Conversation, leg: Leg, voice: Media) -> Step:
    """The held party is taken back."""
    other = call.other(leg)
    yield from ask_again(call, leg, voice)
    call.relay("CcResumeReq", call.upward(leg), cc(leg, "StreamId="))
    media.join(call, other.ci, leg.ci)
    yield from invite_again(call, other, voice)
    yield from settle(call, leg, voice)


def ask_again(call: Conversation, leg: Leg, voice: Media) -> Step:
    """The phone's INVITE inside the dialog, and CUCM's 100."""
    phone = phone_of(leg)
    plain = far_request(leg, "INVITE", phone.agent, phone.branch(), ("Contact", phone.contact))
    invite = Message(plain.start, plain.headers, phone_body(voice, 24000 + leg.far_requests))
    call.receive(leg, invite)
    leg.asked = invite
    yield 1
    call.send(leg, leg.response(invite, "100 Trying"))


def settle(call: Conversation, leg: Leg, voice: Media) -> Step:
    """CUCM agrees, the phone acknowledges."""
    phone = phone_of(leg)
    if leg.asked is None:
        raise ValueError("the phone has asked for nothing")
    body = cucm_body(voice, leg.ccb, leg.far_requests, leg.node.place.ip)
    call.send(leg, leg.response(leg.asked, "200 OK", body))
    yield 8
    call.receive(leg, far_request(leg, "ACK", phone.agent, phone.branch()))


def invite_again(call: Conversation, leg: Leg, voice: Media) -> Step:
    """CUCM tells a phone of new media; a trunk's peer is left in peace."""
    if not isinstance(leg.party, Phone):
        return
    contact = f"<sip:{user_of(leg.invite.header('To'))}@{own_address(leg)}>"
    body = cucm_body(voice, leg.ccb, 2, leg.node.place.ip)
    invite = call.send(leg, leg.request("INVITE", ("Contact", contact), body=body))
    yield 31
    call.receive(leg, phone_reply(leg.party, invite, "100 Trying", None))
    yield 62
    answer = phone_body(Media(leg.party.ip, 16390), 25000 + leg.own_requests)
    call.receive(leg, phone_reply(leg.party, invite, "200 OK", None, answer))
    yield 1
    call.send(leg, leg.request("ACK"))


def play(call: Conversation, listener: Leg) -> Music:
    """Music is found for a party and joined to its media."""
    node = call.node
    music = Music(node, node.count("ci"), f"MOH_{node.place.number}", listener)
    ci, matrix = music.ci, call.matrix
    manager = node.process("MediaResourceManager")
    child = node.process("MediaResourceCdpc", node.instance("MediaResourceCdpc"))
    device = node.process("MohDControl", 4)
    rest = f"StreamId= suppressMOH=F holdType=1 insertPartyCi={listener.ci} mediaResourceType=4"
    call.signal("InsertMediaReq", matrix, call.cdcc, rest)
    rest = f" CI={ci} MRGLPkid= MulticastFlag=F AudioSourceId=1"
    call.relay("MrmAllocateMohResourceReq", [matrix, manager, child], rest)
    group = call.signal("AllocateMohResourceReq", device, child, rest)
    group.info(
        f"MohDControl - waiting_AllocateMohResourceReq - Device Name = {music.device}, "
        f"Call Identifier = {ci} MultiCast Flag = 0, AudiSource Id = 1"
    )
    call.relay("MrmAllocateMohResourceRes", [child, manager, matrix], f" CI={ci} Name={music.device}")
    media.join(call, listener.ci, ci)
    return music


def phone_of(leg: Leg) -> Phone:
    if not isinstance(leg.party, Phone):
        raise ValueError(f"{leg.device} is no phone")
    return leg.party
