"""Whole calls, told once and written by every node they cross."""

from collections.abc import Generator

from . import clearing, extend, kpml, offer, progress, wire
from .conversation import Conversation
from .device import Phone, Trunk
from .digits import Route, analyse
from .gateway import Gateway
from .leg import Leg, far_request, phone_invite, phone_reply
from .schedule import Step
from .sdp import Media, phone_body
from .sip import Message
from .truth import TrueCall

Calling = Generator[int, None, Conversation]


def media_of(phone: Phone, key: str | None = None) -> Media:
    """A phone's voice port; the same one for every call, which is enough here."""
    return Media(phone.ip, 16384 + 2 * (phone.port % 4000), key)


def _session(phone: Phone) -> str | None:
    """Session-ID of a phone of a release that prints it."""
    if not phone.node.release.session_id:
        return None
    return f"{phone.identity.hex(8)}00105000a000{phone.mac.lower()};remote={'0' * 32}"


def dial(phone: Phone, number: str, route: Route, pauses: list[int] | None = None) -> Calling:
    """A phone calls: all digits at once, or one after the other with these pauses in ms between them."""
    first = number[0] if pauses else number
    session = _session(phone)
    invite = phone_invite(phone, first, phone_body(media_of(phone), 12000 + phone.instance), session)
    if session:
        phone.sessions[invite.header("Call-ID")] = session.partition(";")[0]
    call = yield from offer.from_phone(phone, invite)
    if not phone.node.release.sessions_meet:
        call.a.session = session
    yield 1
    yield from analyse(call, first, None if pauses else route)
    if pauses:
        yield from kpml.collect(call, phone, number, route, pauses)
    return call


def rings(call: Conversation, phone: Phone, invite: Message) -> Generator[int, None, tuple[str, Message]]:
    """The called phone says 100 and 180; gives its tag and the 180 that goes back to the caller."""
    yield 9
    progress.trying(call, phone_reply(phone, invite, "100 Trying", None))
    tag = phone.tag()
    yield 88
    onward = yield from progress.ring(call, phone_reply(phone, invite, "180 Ringing", tag))
    return tag, onward


def picks_up(call: Conversation, phone: Phone, tag: str, caller: Media) -> Generator[int, None, Message]:
    """The called phone is lifted; gives the 200 that goes back to the caller."""
    body = phone_body(media_of(phone), 23000 + phone.instance)
    ok = phone_reply(phone, call.callee.invite, "200 OK", tag, body)
    _, onward = yield from progress.answer(
        call, ok, media_of(phone, caller.key), Media(caller.ip, caller.port)
    )
    return onward


def acknowledges(call: Conversation, phone: Phone) -> Step:
    """The calling phone's ACK."""
    yield 8
    yield from progress.confirm(call, far_request(call.a, "ACK", phone.agent, phone.branch()))


def puts_down(call: Conversation, phone: Phone, leg: Leg) -> Generator[int, None, Message]:
    """A phone hangs up; gives the BYE that goes to the other side."""
    statistics = ("RTP-RxStat", "Dur=7,Pkt=361,Oct=62092,LatePkt=0,LostPkt=0,AvgJit=1")
    bye = far_request(leg, "BYE", phone.agent, phone.branch(), statistics)
    return (yield from clearing.hang_up(call, bye, leg))


def within_node(
    caller: Phone, callee: Phone, pauses: list[int] | None, talk_ms: int, truth: TrueCall
) -> Step:
    """Phone to phone at one node; the called party hangs up."""
    call = yield from dial(caller, callee.number, Route(callee, callee.number), pauses)
    truth.conversations.append(call)
    invite = yield from extend.to_phone(call, callee)
    tag, _ = yield from rings(call, callee, invite)
    yield 3140
    yield from picks_up(call, callee, tag, media_of(caller))
    yield from acknowledges(call, caller)
    yield talk_ms
    bye = yield from puts_down(call, callee, call.callee)
    yield 61
    yield from clearing.gone(call, phone_reply(caller, bye, "200 OK", None), call.a)


def given_up(caller: Phone, callee: Phone, truth: TrueCall) -> Step:
    """Phone to phone; the caller hangs up while it rings."""
    call = yield from dial(caller, callee.number, Route(callee, callee.number))
    truth.conversations.append(call)
    invite = yield from extend.to_phone(call, callee)
    tag, _ = yield from rings(call, callee, invite)
    yield 6210
    cancel = yield from clearing.cancel(call, far_request(call.a, "CANCEL", caller.agent, caller.branch()))
    yield 7
    clearing.acknowledged(call, acknowledged_refusal(call.a, caller))
    yield 11
    final = phone_reply(callee, invite, "487 Request Cancelled", tag)
    yield from clearing.cancelled(call, phone_reply(callee, cancel, "200 OK", tag), final)


def acknowledged_refusal(leg: Leg, phone: Phone) -> Message:
    """A phone's ACK of a refusal belongs to the transaction of its INVITE."""
    ack = far_request(leg, "ACK", phone.agent, "")
    headers = tuple(
        (name, leg.invite.header("Via") if name == "Via" else value) for name, value in ack.headers
    )
    return Message(f"ACK {leg.invite.start.split(' ')[1]} SIP/2.0", headers)


def to_gateway(
    caller: Phone, trunk: Trunk, gateway: Gateway, number: str, pattern: str, talk_ms: int, truth: TrueCall
) -> Step:
    """Over a plain trunk to a gateway; the calling phone hangs up."""
    call = yield from _reach_gateway(caller, trunk, gateway, number, pattern, truth)
    yield from progress.ring(call, gateway.ringing(call.callee))
    yield 4480
    voice = Media(gateway.ip, 17312)
    ok = gateway.answer(call.callee.invite, "200 OK", voice)
    yield from progress.answer(call, ok, voice, media_of(caller))
    yield from acknowledges(call, caller)
    yield talk_ms
    bye = yield from puts_down(call, caller, call.a)
    yield 14
    yield from clearing.gone(call, gateway.answer(bye, "200 OK"), call.callee)


def refused(
    caller: Phone, trunk: Trunk, gateway: Gateway, number: str, pattern: str, truth: TrueCall
) -> Step:
    """The same, but the gateway says 486 without a reason phrase."""
    call = yield from _reach_gateway(caller, trunk, gateway, number, pattern, truth)
    yield from clearing.refuse(call, gateway.answer(call.callee.invite, "486"), "486 Busy here", 17)
    yield 9
    clearing.acknowledged(call, acknowledged_refusal(call.a, caller))


def _reach_gateway(
    caller: Phone, trunk: Trunk, gateway: Gateway, number: str, pattern: str, truth: TrueCall
) -> Calling:
    call = yield from dial(caller, number, Route(trunk, pattern))
    truth.conversations.append(call)
    invite = yield from extend.to_trunk(call, trunk, media_of(caller))
    yield 6
    progress.trying(call, gateway.answer(invite, "100 Trying"))
    yield 420
    return call


def between_clusters(
    caller: Phone,
    near: Trunk,
    far: Trunk,
    callee: Phone,
    keys: tuple[str | None, str | None],
    talk_ms: int,
    truth: TrueCall,
) -> Step:
    """Through a TLS trunk that is not connected yet; the caller hangs up and the connection stays."""
    near_call = yield from dial(caller, callee.number, Route(near, callee.number))
    truth.conversations.append(near_call)
    invite = yield from extend.to_trunk(near_call, near, media_of(caller, keys[0]))
    if near.transport == "TLS":
        yield from _handshake(near, far)
    yield 3
    far_call = yield from offer.from_trunk(far, invite)
    truth.conversations.append(far_call)
    progress.trying(near_call, far_call.a.sent)
    yield 1
    yield from analyse(far_call, callee.number, Route(callee, callee.number))
    onward = yield from extend.to_phone(far_call, callee)
    tag, ringing = yield from rings(far_call, callee, onward)
    yield 1
    yield from progress.ring(near_call, ringing)
    yield 3720
    answered = yield from picks_up(far_call, callee, tag, media_of(caller, keys[1]))
    yield 1
    ack, _ = yield from progress.answer(near_call, answered, media_of(callee), media_of(caller, keys[0]))
    yield 1
    yield from progress.confirm(far_call, ack)
    yield from acknowledges(near_call, caller)
    yield talk_ms
    bye = yield from puts_down(near_call, caller, near_call.a)
    yield 1
    last = yield from clearing.hang_up(far_call, bye, far_call.a)
    yield 1
    yield from clearing.gone(near_call, far_call.a.sent, near_call.callee)
    yield 55
    yield from clearing.gone(far_call, phone_reply(callee, last, "200 OK", None), far_call.callee)


def _handshake(near: Trunk, far: Trunk) -> Step:
    """TLS comes up: the accepting node sees the connection at once, certificates follow some 99 ms after."""
    if near.connection is None:
        raise ValueError(f"{near.name} has opened no connection")
    yield 1
    own_ip = near.node.place.ip
    accepted = wire.new_connection(far.node, own_ip, 42387, far.transport, far.name, far.port)
    far.connection = accepted
    wire.accept(far.node, accepted)
    yield 95
    for trunk in (far, near):
        if trunk.connection is not None:
            trunk.connection.subject, trunk.connection.cipher = trunk.peer_subject, trunk.cipher
            wire.certificate(trunk.node, trunk.connection, trunk.process)
        yield 3
