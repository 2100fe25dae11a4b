"""A phone's built-in bridge sends both voices to a recorder: two calls beside the recorded one.

Shapes: the INVITEs of a 10.5 trace (x-refci, x-nearend and x-farend in the From header), RecordManager and
CcSetupReq onBehalfOf=Recording of another. The bridge's own dialog with the phone is left out.
"""

from collections.abc import Generator
from dataclasses import dataclass

from .conversation import Conversation
from .device import Trunk
from .gateway import Gateway
from .leg import Leg, cucm_invite
from .node import Node
from .sdp import Media, cucm_body
from .sip import Message

_NONE = Message("", ())


@dataclass
class Recorder:
    """One of the two calls: the bridge's call identifier, and the leg to the recorder."""

    node: Node
    bridge: str
    bridge_ci: int
    leg: Leg
    end: str
    """nearend or farend."""
    recorded: int
    gateway: Gateway


def start(
    call: Conversation, recorded: Leg, trunk: Trunk, number: str
) -> Generator[int, None, list[Recorder]]:
    """Recording of a leg begins."""
    node, other = call.node, call.other(recorded)
    manager = node.process("Recording", 2)
    rest = f"SsType=33554461 SsKey=0 SsNode={node.place.number} SsParty={recorded.ci} OtherParty={other.ci}"
    group = call.signal("SsDataInd", manager, call.cdcc, rest)
    group.info(f"RecordManager::- await_SsDataInd lParties=({other.ci},{recorded.ci})")
    found = []
    for end in ("nearend", "farend"):
        found.append((yield from _call(call, recorded, other, trunk, number, end)))
    return found


def stop(call: Conversation, recorders: list[Recorder]) -> Generator[int, None, None]:
    for recorder in recorders:
        leg = recorder.leg
        own = call.send(leg, leg.request("BYE", ("Reason", "Q.850;cause=16")))
        yield 6
        call.receive(leg, recorder.gateway.answer(own, "200 OK"))
        call.row(f"RELEASE|{recorder.bridge_ci}|{leg.ci}|16")


def _call(
    call: Conversation, recorded: Leg, other: Leg, trunk: Trunk, number: str, end: str
) -> Generator[int, None, Recorder]:
    node, gateway = call.node, Gateway(trunk.peer_ip, call.node.identity)
    ci = node.count("ci")
    bridge = f"b00{node.identity.number(10**8, 10**9 - 1)}"
    leg = _leg(call, trunk, number)
    recorder = Recorder(node, bridge, ci, leg, end, recorded.ci, gateway)
    _pair(call, recorder, recorded, number)
    yield 2
    invite = cucm_invite(
        leg, f"sip:{number}@{trunk.peer_ip}:{trunk.port}", recorded.number, number, leg.reference, ""
    )
    leg.invite = _marked(invite, recorded, other, end)
    call.row(f"OFFERED|{ci}|{leg.ci}|{bridge}|{number}|{number}|{bridge}|{trunk.name}")
    _sent(call, leg)
    yield 4
    answer = gateway.answer(leg.invite, "200 OK", Media(gateway.ip, 6000))
    call.receive(leg, answer)
    yield 1
    body = cucm_body(Media(recorded.connection.ip, 4000), leg.ccb, 1, node.place.ip)
    call.send(leg, leg.request("ACK", body=body))
    return recorder


def _leg(call: Conversation, trunk: Trunk, number: str) -> Leg:
    if trunk.connection is None:
        raise ValueError(f"{trunk.name} is not connected")
    node = call.node
    leg = Leg(node, trunk, trunk.connection, node.count("ci"), node.count("ccb"), _NONE, False, number)
    leg.reference, leg.part = node.count("call_reference"), "recorder"
    leg.cdpc = node.process("SIPCdpc", node.instance("SIPCdpc"))
    return leg


def _pair(call: Conversation, recorder: Recorder, recorded: Leg, number: str) -> None:
    node, leg = call.node, recorder.leg
    a, b = recorder.bridge_ci, leg.ci
    cdcc = node.process("Cdcc", node.instance("Cdcc"))
    manager, lbm = node.process("ReservationMgr"), node.process("LBMInterface")
    group = call.signal("CcSetupReq", node.process("SIPBuiltInBridgeControl", 33), cdcc,
                        f"CI={a} CI.branch=0 sBPL.plid=65 sBPL.l=0 sBPL.pl=5 sBPL.msd=0")  # fmt: skip
    group.info(f"CcSetupReq onBehalfOf=Recording refCI={recorded.ci}, CI={a}")
    pair = f"CI= {a}  aCI={a} bCI={b} isASerCI=F isBSerCI=F sendResp=T mcNodeId=0 sideAnp=F sideBnp=F"
    call.signal("PolicyAndCACAssociateReq", manager, cdcc, pair)
    group = call.signal("CACAssociateReq", lbm, manager, pair)
    group.info(f"LBMIF: CI: {a} ASSOC    {b}")
    group.info(f"LBMIF: CI: {b} ASSOC'   {a}")
    call.row(f"SETUP|{a}|{b}|{recorder.bridge}|{number}|{number}")


def _marked(invite: Message, recorded: Leg, other: Leg, end: str) -> Message:
    """The From header tells whose voice comes, and the call identifiers of the recorded call."""
    near = f"x-nearenddevice={recorded.device};x-nearendaddr={recorded.number}"
    far = f"x-farendrefci={other.ci};x-farenddevice={other.device};x-farendaddr={other.number}"
    marks = f";x-{end};x-refci={recorded.ci};{near};{far}>"
    headers = tuple(
        (name, value.replace(">", marks, 1) if name == "From" else value) for name, value in invite.headers
    )
    return Message(invite.start, headers, invite.body)


def _sent(call: Conversation, leg: Leg) -> None:
    rest = f" SignalInfo= SIPInviteNoSdp CcbId={leg.ccb} {leg.enums} PeerAddr={leg.connection.ip}:"
    call.signal("SIPSetupReq", leg.handler, leg.cdpc, f"{rest}{leg.connection.port} addrList: ] nAudio=0")
    call.send(leg, leg.invite)
