"""A phone transfers one of its calls to the other party of its second call.

Shapes: 10.5 traces of two transfers completed while the target rang (500 to the transferring phone). One
completed after the answer differs in that the second call is hung up with BYE.
"""

from collections.abc import Generator
from urllib.parse import quote

from .conversation import Conversation
from .device import Phone
from .hold import invite_again, phone_of
from .leg import Leg, far_request, phone_reply
from .pairing import TRANSFER, Feature, drop, join, split
from .schedule import Step
from .sdp import Media, phone_body
from .sip import Message


def complete(
    first: Conversation, second: Conversation, voices: tuple[Media, Media]
) -> Generator[int, None, Conversation]:
    """The transferring phone is called in ``first`` and calls in ``second``; gives the call that remains."""
    leg, consult = first.callee, second.a
    target, phone = second.callee, phone_of(leg)
    feature = Feature(phone.node, "Transferring", TRANSFER, 4)
    yield from _asked(first, leg, consult)
    split(first, leg, feature)
    _tell(first, leg, "active;expires=60")
    yield from invite_again(first, first.a, Media(first.node.place.ip, 4000))
    split(second, consult, feature)
    joined = yield from join(first, first.a, target, feature)
    _tell(first, leg, "terminated;reason=noresource")
    target.part = "transferred"
    drop(first, leg)
    own = first.send(leg, leg.request("BYE"))
    rings = second.answered is None
    last = _refuse(second) if rings else second.send(consult, consult.request("BYE"))
    drop(second, consult)
    yield 5
    first.receive(leg, phone_reply(phone, own, "200 OK", None))
    if rings:
        second.receive(consult, _ack(consult, phone))
    else:
        second.receive(consult, phone_reply(phone, last, "200 OK", None))
    yield from _connected(joined, rings, voices)
    return joined


def _asked(call: Conversation, leg: Leg, consult: Leg) -> Step:
    phone, ip = phone_of(leg), leg.node.place.ip
    ours, theirs = consult.own_tag, consult.far_tag or ""
    replaces = quote(f"{consult.call_id};to-tag={ours};from-tag={theirs}", safe="")
    refer = far_request(
        leg,
        "REFER",
        phone.agent,
        phone.branch(),
        ("Refer-To", f"<sip:{second_number(consult)}@{ip}?Replaces={replaces}>"),
        ("Referred-By", f"<sip:{phone.number}@{ip}>"),
        ("Contact", phone.contact),
    )
    group = call.receive(leg, refer)
    group.info(f"//SIP/SIPHandler/ccbId={leg.ccb}/scbId=0/ccsip_api_refer_ind: inDialogSubReferCounter=1")
    rest = f" ccbID= {leg.ccb} {leg.peer} isDustingCall=0 muteEnabled=0"
    call.signal("SIPReferInd", phone.station, leg.handler, rest)
    yield 13
    call.send(leg, leg.response(refer, "202 Accepted"))


def second_number(consult: Leg) -> str:
    """What the phone dialled for its second call."""
    return consult.invite.header("To").partition("sip:")[2].partition("@")[0]


def _tell(call: Conversation, leg: Leg, state: str) -> None:
    call.send(leg, leg.request("NOTIFY", ("Event", "refer"), ("Subscription-State", state)))
    wait = leg.node.schedule
    wait.at(wait.now_ms + 6, _heard(call, leg, leg.sent))


def _heard(call: Conversation, leg: Leg, notify: Message) -> Step:
    call.receive(leg, phone_reply(phone_of(leg), notify, "200 OK", None))
    yield 0


def _refuse(call: Conversation) -> Message:
    """The consult call of a phone that is gone before the target answered ends with 500."""
    return call.send(call.a, call.a.response(call.a.invite, "500 Internal Server Error"))


def _ack(leg: Leg, phone: Phone) -> Message:
    ack = far_request(leg, "ACK", phone.agent, "")
    via = leg.invite.header("Via")
    return Message(ack.start, tuple((name, via if name == "Via" else value) for name, value in ack.headers))


def _connected(call: Conversation, rings: bool, voices: tuple[Media, Media]) -> Step:
    """The parties that remain hear of each other, and are connected once the target is lifted."""
    for leg in (call.callee, call.a):
        update = call.send(leg, leg.request("UPDATE"))
        yield 5
        if isinstance(leg.party, Phone):
            call.receive(leg, phone_reply(leg.party, update, "200 OK", None))
    if rings:
        yield 4100
        leg = call.callee
        phone = phone_of(leg)
        body = phone_body(voices[1], 26000)
        call.receive(leg, phone_reply(phone, leg.invite, "200 OK", leg.far_tag, body))
        call.send(leg, leg.request("ACK"))
    else:
        yield from invite_again(call, call.callee, voices[0])
    yield from invite_again(call, call.a, voices[1])
