"""A call rings, is answered and is confirmed."""

from collections.abc import Generator

from .conversation import Conversation, cc, party_text
from .sdp import Media, cucm_body
from .sip import Message


def trying(call: Conversation, message: Message) -> None:
    """The called side's 100 ends here: each side of CUCM has its own."""
    call.receive(call.callee, message)


def ring(call: Conversation, message: Message) -> Generator[int, None, Message]:
    """180 comes from the called side and goes on to the calling side; gives the one that CUCM sends."""
    a, b = call.a, call.callee
    group = call.receive(b, message)
    group.info(f"//SIP/SIPHandler/ccbId={b.ccb}/scbId=0/findDevicePID: Routed to SIPD by ccbId/scbId")
    yield 0
    rest = (
        f" SignalInfo= SIP180NoSdp CcbId= {b.ccb} {b.peer} IdParse= 11 "
        f"connectedNum= {b.number} connectedName= "
    )
    call.relay("SIPAlertInd", call.inward(b), rest)
    call.states[b.cdpc] = "outCall_180Rcvd"
    call.relay("CcAlertInd", call.upward(b), cc(b, f"pi.piid=30 pi.l=0 cn:{party_text(b.number)}"))
    call.states[call.cdcc] = "tcc_call_alerting6"
    yield 1
    call.relay(
        "CcAlertReq", call.downward(a), cc(a, f"FDataType=0 opId=0 pi.piid=30 cn:{party_text(b.number)}")
    )
    call.states[a.cdpc] = "inCall_delivered"
    call.signal("SIPAlertReq", a.handler, a.cdpc, f" SignalInfo= SIP180NoSdp CcbId= {a.ccb} {a.peer}")
    party = f"<sip:{b.number}@{a.node.place.ip}>;party=called;screen=yes;privacy=off"
    return call.send(a, a.response(a.invite, "180 Ringing", offered=party))


def answer(
    call: Conversation, message: Message, toward_a: Media, toward_b: Media
) -> Generator[int, None, tuple[Message, Message]]:
    """200 comes from the called side: its ACK and the calling side's 200 go out.

    ``toward_a`` is what CUCM tells the calling side of the media, ``toward_b`` what it tells the called
    side when that has not heard it yet.
    """
    a, b, node = call.a, call.callee, call.a.node
    group = call.receive(b, message)
    group.info(f"//SIP/SIPHandler/ccbId={b.ccb}/scbId=0/findDevicePID: Routed to SIPD by ccbId/scbId")
    yield 0
    rest = (
        f" SignalInfo= SIP200InviteSdp CcbId= {b.ccb} {b.peer} IdParse= 11 "
        f"connectedNum= {b.number} connectedName= "
    )
    call.relay("SIPConnectInd", call.inward(b), rest)
    call.states[b.cdpc] = "outCall_200Rcvd"
    call.relay("CcSetupConf", call.upward(b), cc(b, f"pi.piid=30 pi.l=0 cn:{party_text(b.number)}"))
    yield from connect_media(call)
    call.states |= {b.cdpc: "active", call.cdcc: "tcc_call_active7"}
    for leg in (a, b):
        if leg.line_call:
            call.states[leg.line_call] = "call_active10"
    call.signal("SIPRespAnswer", b.handler, b.cdpc, f" SignalInfo= SIPAckSdp CcbId= {b.ccb} {b.peer}")
    offered = not b.invite.body
    ack = b.request("ACK", body=cucm_body(toward_b, b.ccb, 1, b.node.place.ip) if offered else "")
    call.send(b, ack)
    yield 1
    call.relay("CcSetupRes", call.downward(a), cc(a, f"lPatt={a.number} cn:{party_text(b.number)}"))
    call.signal(
        "SIPConnectReq",
        a.handler,
        a.cdpc,
        f" SignalInfo= SIP200InviteSdp CcbId= {a.ccb} {a.peer}] nAudio=1",
    )
    party = f"<sip:{b.number}@{node.place.ip}>;party=called;screen=yes;privacy=off"
    body = cucm_body(toward_a, a.ccb, 1, node.place.ip)
    ok = call.send(a, a.response(a.invite, "200 OK", body, offered=party))
    call.answered = node.instant()
    call.states[a.cdpc] = "waitSIPResponse"
    return ack, ok


def connect_media(call: Conversation) -> Generator[int, None, None]:
    """The matrix joins both parties' media."""
    node = call.node
    a, b = call.a.ci, call.callee.ci
    call.matrix = node.process("MatrixControl", node.instance("MatrixControl"))
    call.signal("ConnPartyReq", call.matrix, call.cdcc, "")
    manager = node.process("ConnectionManager")
    party = "audioCapCount=5 region=Default xferMode=16 mrid=0 audioId=0 MMCap=0x1"
    rest = f"Party1: MR=0 CI={a} {party} Party2: MR=0 CI={b} {party} reConnType=0 videoCall=F"
    group = call.signal("MediaConnectRequest", manager, call.matrix, rest)
    group.info(f"ARBTRY-ConnectionManager-wait_MediaConnectRequest({a},{b})")
    group.info(f"ARBTRY-ConnectionManager- storeMediaInfo(CI={a}): ADD NEW ENTRY, size=1")
    yield 0
    group.info(f"ARBTRY-ConnectionManager- storeMediaInfo(CI={b}): ADD NEW ENTRY, size=2")
    coordinator = node.process("MediaCoordinator")
    call.signal("MediaConnectRequest", coordinator, manager, rest)
    media = node.process("MediaManager", node.instance("MediaManager"))
    group = call.signal("MediaConnectRequest", media, coordinator, rest)
    group.info(
        f"SIG-MediaManager-({media.rstrip(')').rpartition(',')[2]})::wait_MediaConnectRequest, CI({a},{b}), "
        "capCount(5,5), mcNodeId(0,0), xferMode(16,16), reConnectType(0), mrid (0, 0)"
    )
    yield 1
    call.signal("MediaConnectReply", manager, media, f"CI1={a} CI2={b} sc=0")


def confirm(call: Conversation, ack: Message) -> Generator[int, None, None]:
    """The calling side's ACK comes in."""
    a = call.a
    group = call.receive(a, ack)
    group.info(
        f"//SIP/SIPHandler/ccbId=0/scbId=0/sip_stop_timer: timerContext={call.node.identity.address()} "
        "type=SIP_TIMER_CONNECT value=500 retries=6"
    )
    yield 0
    call.relay("SIPAckInd", call.inward(a), f" SignalInfo= SIPAckNoSdp CcbId= {a.ccb} {a.peer}")
    call.states[a.cdpc] = "active"
