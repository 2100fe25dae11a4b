"""A party does not take the call, which goes on to another one."""

from collections.abc import Generator

from .clearing import refusal_ack
from .conversation import Conversation, cc
from .device import Phone, Trunk
from .extend import to_phone, to_trunk
from .hold import phone_of
from .leg import Leg, phone_reply
from .progress import ring, trying
from .schedule import Step
from .sdp import Media
from .sip import Message

_CAUSE = "c.l=1 c.cid=8 c.cs=0 c.lc=0 c.r=0 cv="


def no_answer(call: Conversation, leg: Leg, tag: str, cause: int = 19) -> Step:
    """CUCM stops ringing a phone."""
    phone = phone_of(leg)
    rest = cc(leg, f"clearType=0 {_CAUSE}{cause} OnBehalf=Forwarding rfr=0")
    call.relay("CcDisconnReq", call.downward(leg), rest)
    cancel = call.send(leg, leg.request("CANCEL"))
    yield 7
    call.receive(leg, phone_reply(phone, cancel, "200 OK", tag))
    yield 4
    call.receive(leg, phone_reply(phone, leg.invite, "487 Request Cancelled", tag))
    call.send(leg, refusal_ack(leg))
    yield 1


def refused(call: Conversation, final: Message, cause: int) -> Step:
    """The far party's refusal is acknowledged and told to call control, not to the caller."""
    leg = call.callee
    call.receive(leg, final)
    call.send(leg, refusal_ack(leg))
    yield 0
    call.relay("CcRejInd", call.upward(leg), cc(leg, f"{_CAUSE}{cause} globalDisconnect=F"))


def end(call: Conversation, leg: Leg) -> None:
    """A try with a call identifier of its own leaves the call."""
    node = call.node
    pair = f"CI= {call.a.ci}  aCI={call.a.ci} bCI={leg.ci}"
    lbm, manager = node.process("LBMInterface"), node.process("ReservationMgr")
    group = call.signal("CACUnassociateReq", lbm, manager, pair)
    group.info(f"LBMIF: CI: {call.a.ci} UNASSOC  {leg.ci}")
    group.info(f"LBMIF: CI: {leg.ci} UNASSOC' {call.a.ci}")


def rings_phone(
    call: Conversation, phone: Phone, same: Leg | None = None
) -> Generator[int, None, tuple[Leg, str]]:
    """Extend to a phone that rings; gives its leg and its tag."""
    invite = yield from to_phone(call, phone, same)
    leg = call.callee
    yield 9
    trying(call, phone_reply(phone, invite, "100 Trying", None))
    tag = phone.tag()
    yield 88
    yield from ring(call, phone_reply(phone, invite, "180 Ringing", tag))
    return leg, tag


def tries_trunk(
    call: Conversation, trunk: Trunk, voice: Media, same: Leg | None = None
) -> Generator[int, None, Message]:
    """Extend over a member of a route list; gives the INVITE."""
    node = call.node
    number = node.instance("RouteListCdrc") if same is None else 1
    invite = yield from to_trunk(call, trunk, voice, same)
    group = call.signal("DmPidRes", node.process("RouteListCdrc", number), node.process("DeviceManager"),
                        f" Cepn={trunk.guid} DeviceName={trunk.name}")  # fmt: skip
    group.info(f"RouteListCdrc::distributeCall ccSetupReq CI={call.callee.ci} BRANCH={call.callee.branch}")
    group.info("RouteListCdrc::executeRouteAction: EXTEND_CALL_TO_CURRENT_MEMBER -- Success")
    yield 6
    return invite


def turn_down(call: Conversation, status: str, cause: int) -> None:
    """Nobody took it: the caller is told."""
    a = call.a
    call.relay("CcRejReq", call.downward(a), cc(a, f"clearType=0 {_CAUSE}{cause} OnBehalf=Device rfr=0"))
    rest = f" CcbId= {a.ccb} {a.peer} ccCause= {cause} sip_disc_cause= {status[:3]}"
    call.signal("SIPDisconnReq", a.handler, a.cdpc, rest)
    call.send(a, a.response(a.invite, status, reason=cause))
    call.row(f"REJECT|{a.ci}|{call.callee.ci}|{a.number}|{call.called}|{call.callee.number}|{cause}")
