"""A call ends: hung up, cancelled or refused."""

from collections.abc import Generator

from .conversation import Conversation, cc
from .leg import Leg
from .sip import Message

_CAUSE = "c.l=1 c.cid=8 c.cs=0 c.lc=0 c.r=0 cv="


def hang_up(call: Conversation, bye: Message, leg: Leg) -> Generator[int, None, Message]:
    """BYE of one party: it is answered and the other party gets its own, which is given."""
    other = call.other(leg)
    group = call.receive(leg, bye)
    group.info(
        f"//SIP/SIPHandler/ccbId={leg.ccb}/scbId=0/ccsip_api_call_disconnected: "
        "ccb->cc_disc_cause (16); ccb->sip_disc_cause(200)"
    )
    yield 0
    call.relay(
        "SIPDisconnInd",
        call.inward(leg),
        f" CcbId= {leg.ccb} {leg.peer} Sip_disc_cause= 200 cause=16 isReasonHdrVal= F",
    )
    call.states[leg.cdpc] = "disconnectRcvd"
    call.relay("CcDisconnInd", call.upward(leg), cc(leg, f"{_CAUSE}16 globalDisconnect=F FDataType=0 opId=0"))
    call.states[call.cdcc] = "disconnect_clearing_profile"
    part_media(call)
    yield 1
    call.relay(
        "CcDisconnReq", call.downward(other), cc(other, f"clearType=0 {_CAUSE}16 OnBehalf=Device rfr=0")
    )
    call.relay("CcRelReq", call.downward(leg), cc(leg, "c.l=0 dtmCall=F dtmDisconn=F"))
    call.signal(
        "SIPDisconnReq",
        other.handler,
        other.cdpc,
        f" CcbId= {other.ccb} {other.peer} ccCause= 16 sip_disc_cause= 200",
    )
    call.states[other.cdpc] = "disconnectSent"
    own = call.send(other, other.request("BYE", ("Reason", "Q.850;cause=16")))
    call.signal("SIPRelReq", leg.handler, leg.cdpc, f" CcbId= {leg.ccb} {leg.peer}")
    call.send(leg, leg.response(bye, "200 OK"))
    return own


def part_media(call: Conversation) -> None:
    node = call.node
    a, b = call.a.ci, call.callee.ci
    manager, coordinator = node.process("ConnectionManager"), node.process("MediaCoordinator")
    rest = f"CI1={a} CI2={b} sc=0 disconnType=1 ssReason=0 clearType=0 IF1Created=T IF2Created=T"
    group = call.signal("MediaDisconnectRequest", manager, call.matrix, rest)
    group.info(
        "ARBTRY-ConnectionManager- wait_MediaDisconnectRequest "
        f"CI({a},{b}),disconnectType(1), IFHandling(0,0)"
    )
    call.signal("MediaDisconnectRequest", coordinator, manager, rest)
    group = call.signal("MediaDisconnectReply", manager, coordinator, rest)
    group.info(f"ARBTRY-ConnectionManager- deleteMediaInfoEntry(CI={a}): ENTRY DELETED, size=1")
    group.info(f"ARBTRY-ConnectionManager- deleteMediaInfoEntry(CI={b}): ENTRY DELETED, size=0")


def gone(call: Conversation, ok: Message, leg: Leg, cause: int = 16) -> Generator[int, None, None]:
    """The last answer comes in: both legs are released and the call is over."""
    group = call.receive(leg, ok)
    group.info(
        f"//SIP/SIPHandler/ccbId=0/scbId=0/sip_stop_timer: timerContext={call.node.identity.address()} "
        "type=SIP_TIMER_DISCONNECT value=500 retries=10"
    )
    yield 0
    call.relay("SIPRelCompInd", call.inward(leg), f" CcbId= {leg.ccb} {leg.peer}")
    yield from release(call, cause)


def release(call: Conversation, cause: int) -> Generator[int, None, None]:
    """What is left of both legs goes."""
    node = call.node
    a, b = call.a, call.callee
    lbm, manager = node.process("LBMInterface"), node.process("ReservationMgr")
    last = call.relay("CcRelInd", call.upward(b), cc(b, "c.l=0"))
    for leg in (b, a):
        last = call.relay("CcRelInd", call.upward(leg), cc(leg, f"{_CAUSE}{cause}"))
        group = call.signal("CACUnregisterReq", lbm, manager, f"CI= {leg.ci} Branch= 0")
        group.info(
            f"LBMIF: CI: {leg.ci} UNREG    "
            f"{leg.cdpc.partition('(')[2].rstrip(')')} dev {node.identity.address()}"
        )
        for process in (leg.cdpc, leg.station_call, leg.line_call):
            if process and call.node_of(process) is node:
                node.stop(group, process)
        yield 0
    node.stop(last, call.cdcc)
    pair = f"CI= {a.ci}  aCI={a.ci} bCI={b.ci}"
    group = call.signal("CACUnassociateReq", lbm, manager, pair)
    group.info(f"LBMIF: CI: {a.ci} UNASSOC  {b.ci}")
    group.info(f"LBMIF: CI: {b.ci} UNASSOC' {a.ci}")
    call.row(f"RELEASE|{a.ci}|{b.ci}|{cause}")
    call.ended = node.instant()


def cancel(call: Conversation, message: Message) -> Generator[int, None, Message]:
    """The caller gives up while it rings: it gets 200 and 487, the other side a CANCEL, which is given."""
    a, b = call.a, call.callee
    group = call.receive(a, message)
    group.info(
        f"//SIP/SIPHandler/ccbId={a.ccb}/scbId=0/ccsip_api_call_disconnected: "
        "ccb->cc_disc_cause (16); ccb->sip_disc_cause(487)"
    )
    call.send(a, a.response(message, "200 OK"))
    yield 0
    call.relay(
        "SIPDisconnInd",
        call.inward(a),
        f" CcbId= {a.ccb} {a.peer} Sip_disc_cause= 487 cause=16 isReasonHdrVal= F",
    )
    call.relay("CcDisconnInd", call.upward(a), cc(a, f"{_CAUSE}16 globalDisconnect=F FDataType=0 opId=0"))
    yield 1
    call.relay("CcDisconnReq", call.downward(b), cc(b, f"clearType=0 {_CAUSE}16 OnBehalf=Device rfr=0"))
    call.signal("SIPDisconnReq", b.handler, b.cdpc, f" CcbId= {b.ccb} {b.peer} ccCause= 16 sip_disc_cause= 0")
    own = call.send(b, b.request("CANCEL", ("Reason", "Q.850;cause=16")))
    call.signal("SIPRelReq", a.handler, a.cdpc, f" CcbId= {a.ccb} {a.peer}")
    call.send(a, a.response(a.invite, "487 Request Cancelled"))
    return own


def acknowledged(call: Conversation, ack: Message) -> None:
    """The caller acknowledges its 487 or other refusal."""
    call.receive(call.a, ack)


def cancelled(call: Conversation, ok: Message, final: Message) -> Generator[int, None, None]:
    """The called side answers the CANCEL and, with 487, the INVITE."""
    b = call.callee
    call.receive(b, ok)
    yield 1
    group = call.receive(b, final)
    group.info(f"//SIP/SIPHandler/ccbId={b.ccb}/scbId=0/findDevicePID: Routed to SIPD by ccbId/scbId")
    call.send(b, refusal_ack(b))
    yield 0
    call.relay("SIPRelCompInd", call.inward(b), f" CcbId= {b.ccb} {b.peer}")
    yield from release(call, 16)


def refuse(call: Conversation, final: Message, status: str, cause: int) -> Generator[int, None, None]:
    """The called side will not take the call; the caller hears the same, and the call is over."""
    a, b = call.a, call.callee
    group = call.receive(b, final)
    group.info(
        f"//SIP/SIPHandler/ccbId={b.ccb}/scbId=0/ccsip_api_call_disconnected: "
        f"ccb->cc_disc_cause ({cause}); ccb->sip_disc_cause({status[:3]})"
    )
    call.send(b, refusal_ack(b))
    yield 0
    call.relay(
        "SIPDisconnInd",
        call.inward(b),
        f" CcbId= {b.ccb} {b.peer} Sip_disc_cause= {status[:3]} cause={cause} isReasonHdrVal= F",
    )
    call.relay("CcRejInd", call.upward(b), cc(b, f"{_CAUSE}{cause} globalDisconnect=F"))
    yield 1
    call.relay("CcRejReq", call.downward(a), cc(a, f"clearType=0 {_CAUSE}{cause} OnBehalf=Device rfr=0"))
    call.signal(
        "SIPDisconnReq",
        a.handler,
        a.cdpc,
        f" CcbId= {a.ccb} {a.peer} ccCause= {cause} sip_disc_cause= {status[:3]}",
    )
    call.send(a, a.response(a.invite, status))
    call.row(f"REJECT|{a.ci}|{b.ci}|{a.number}|{call.dialed}|{b.number}|{cause}")
    yield from release(call, cause)


def refusal_ack(leg: Leg) -> Message:
    """ACK of a refusal: hop by hop, in the INVITE's own transaction (RFC 3261 section 17.1.1.3)."""
    invite = leg.invite
    headers = tuple((name, value) for name, value in leg.request("ACK").headers if name != "Via")
    return Message(f"ACK {invite.start.split(' ')[1]} SIP/2.0", (("Via", invite.header("Via")), *headers))
