"""Calls with features: hold, transfer, hunt, forward, shared line, recording, conference, park.

Each is told once; every node that it crosses writes its part.
"""

from collections.abc import Sequence

from . import bridge, hold, recording, retry, transfer
from .clearing import gone, release
from .conversation import Conversation
from .device import Phone, Trunk
from .digits import Route
from .gateway import Gateway
from .leg import Leg, phone_reply
from .schedule import Step
from .stories import Calling, acknowledged_refusal, acknowledges, dial, media_of, picks_up, puts_down
from .truth import TrueCall


def finish(call: Conversation, leg: Leg, gateway: Gateway | None = None) -> Step:
    """The party of ``leg`` hangs up and the other one confirms."""
    other = call.other(leg)
    bye = yield from puts_down(call, hold.phone_of(leg), leg)
    yield 31
    ok = (
        phone_reply(other.party, bye, "200 OK", None)
        if isinstance(other.party, Phone)
        else gateway.answer(bye, "200 OK")
        if gateway
        else bye
    )
    yield from gone(call, ok, other)


def talks(caller: Phone, callee: Phone, truth: TrueCall) -> Calling:
    """Dialled, rung and answered."""
    call = yield from dial(caller, callee.number, Route(callee, callee.number))
    truth.conversations.append(call)
    _, tag = yield from retry.rings_phone(call, callee)
    yield 2240
    yield from picks_up(call, callee, tag, media_of(caller))
    yield from acknowledges(call, caller)
    return call


def translated(
    caller: Phone, callee: Phone, dialled: str, pattern: str, talk_ms: int, truth: TrueCall
) -> Step:
    """What is dialled meets a translation pattern first."""
    route = Route(callee, callee.number, translation=(pattern, callee.number))
    call = yield from dial(caller, dialled, route)
    call.dialed = dialled
    truth.conversations.append(call)
    _, tag = yield from retry.rings_phone(call, callee)
    yield 1930
    yield from picks_up(call, callee, tag, media_of(caller))
    yield from acknowledges(call, caller)
    yield talk_ms
    yield from finish(call, call.a)


def held(caller: Phone, callee: Phone, talk_ms: int, truth: TrueCall) -> Step:
    """The called party puts the caller on hold and takes it back."""
    call = yield from talks(caller, callee, truth)
    yield talk_ms
    truth.music.append((yield from hold.hold(call, call.callee, media_of(callee))))
    yield 4200
    yield from hold.resume(call, call.callee, media_of(callee))
    yield talk_ms
    yield from finish(call, call.a)


def transferred(
    caller: Phone, middle: Phone, target: Phone, rings: bool, talk_ms: int, truth: TrueCall
) -> Step:
    """The called party calls a third one and transfers; ``rings``: before that one has answered."""
    first = yield from talks(caller, middle, truth)
    yield talk_ms
    truth.music.append((yield from hold.hold(first, first.callee, media_of(middle))))
    yield 900
    second = yield from dial(middle, target.number, Route(target, target.number))
    second.a.part = "consult"
    truth.conversations.append(second)
    _, tag = yield from retry.rings_phone(second, target)
    if not rings:
        yield 2050
        yield from picks_up(second, target, tag, media_of(middle))
        yield from acknowledges(second, middle)
    yield 2600
    joined = yield from transfer.complete(first, second, (media_of(caller), media_of(target)))
    truth.conversations.append(joined)
    yield talk_ms
    yield from finish(joined, joined.a)


def hunted(
    caller: Phone, members: Sequence[Phone], pilot: str, answered: bool, talk_ms: int, truth: TrueCall
) -> Step:
    """A hunt list rings its members one after the other; the last one answers or nobody does."""
    call = yield from dial(caller, pilot, Route(members[0], pilot))
    truth.conversations.append(call)
    same: Leg | None = None
    for member in members:
        same, tag = yield from retry.rings_phone(call, member, same)
        if answered and member is members[-1]:
            same.took = True
            yield 1700
            yield from picks_up(call, member, tag, media_of(caller))
            yield from acknowledges(call, caller)
            yield talk_ms
            yield from finish(call, call.callee)
            return
        yield 4000
        yield from retry.no_answer(call, same, tag)
    retry.turn_down(call, "480 Temporarily Not Available", 19)
    yield 8
    call.receive(call.a, acknowledged_refusal(call.a, caller))
    yield from release(call, 19)


def forwarded(caller: Phone, callee: Phone, target: Phone, busy: bool, talk_ms: int, truth: TrueCall) -> Step:
    """The called phone is busy or does not answer: the call goes to another one, with a new identifier."""
    call = yield from dial(caller, callee.number, Route(callee, callee.number))
    truth.conversations.append(call)
    leg, tag = yield from retry.rings_phone(call, callee)
    if busy:
        final = phone_reply(callee, leg.invite, "486 Busy here", tag)
        yield from retry.refused(call, final, 17)
    else:
        yield 5000
        yield from retry.no_answer(call, leg, tag)
    retry.end(call, leg)
    leg.part = "forwarded"
    _, tag = yield from retry.rings_phone(call, target)
    yield 1840
    yield from picks_up(call, target, tag, media_of(caller))
    yield from acknowledges(call, caller)
    yield talk_ms
    yield from finish(call, call.callee)


def shared(caller: Phone, phones: Sequence[Phone], talk_ms: int, truth: TrueCall) -> Step:
    """All phones of a line ring with one call identifier; the first one answers."""
    call = yield from dial(caller, phones[0].number, Route(phones[0], phones[0].number))
    truth.conversations.append(call)
    forks: list[tuple[Leg, str]] = []
    for phone in phones:
        fork = yield from retry.rings_phone(call, phone, forks[-1][0] if forks else None)
        forks.append(fork)
    yield 1500
    call.b, tag = forks[0]
    call.b.took = True
    yield from picks_up(call, phones[0], tag, media_of(caller))
    for leg, other in forks[1:]:
        yield from retry.no_answer(call, leg, other, 26)
    yield from acknowledges(call, caller)
    yield talk_ms
    yield from finish(call, call.a)


def recorded(caller: Phone, callee: Phone, trunk: Trunk, number: str, talk_ms: int, truth: TrueCall) -> Step:
    """The called phone is recorded."""
    call = yield from talks(caller, callee, truth)
    yield 40
    recorders = yield from recording.start(call, call.callee, trunk, number)
    truth.recorders += recorders
    yield talk_ms
    yield from finish(call, call.a)
    yield from recording.stop(call, recorders)


def conferenced(first: Phone, middle: Phone, third: Phone, talk_ms: int, truth: TrueCall) -> Step:
    """The called party calls a third one and puts all three on a bridge; they leave one by one.

    A conference ends when the last but one leaves: the one who did that ended the call.
    """
    call = yield from talks(first, middle, truth)
    yield talk_ms
    truth.music.append((yield from hold.hold(call, call.callee, media_of(middle))))
    second = yield from talks(middle, third, truth)
    second.a.part = "consult"
    yield 1100
    ports = yield from bridge.confer(call, second)
    truth.ports += ports
    yield talk_ms
    yield from bridge.leave(call, call.callee, ports[1])
    yield talk_ms
    yield from bridge.leave(call, call.a, ports[0])
    yield 12
    yield from bridge.dismiss(second, second.callee, ports[2])
    call.ended = second.ended


def parked(caller: Phone, callee: Phone, taker: Phone, park: str, talk_ms: int, truth: TrueCall) -> Step:
    """The called party parks the caller; somebody else dials the park number."""
    call = yield from talks(caller, callee, truth)
    yield talk_ms
    yield from bridge.park(call, call.callee)
    yield 6100
    second = yield from dial(taker, park, Route(taker, park))
    second.a.part = "retrieved"
    truth.conversations.append(second)
    joined = yield from bridge.fetch(call, second, media_of(taker))
    truth.conversations.append(joined)
    yield talk_ms
    yield from finish(joined, joined.a)
