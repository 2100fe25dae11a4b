"""Calls over trunks: the next member of a route list, another cluster behind a border controller."""

from collections.abc import Sequence

from . import clearing, extend, offer, progress, retry
from .border import Border
from .device import Phone, Trunk
from .digits import Route, analyse
from .gateway import Gateway
from .leg import phone_reply
from .schedule import Step
from .sdp import Media
from .stories import acknowledges, dial, media_of, picks_up, puts_down, rings
from .tales import finish
from .truth import TrueCall


def next_trunk(
    caller: Phone,
    trunks: Sequence[Trunk],
    gateway: Gateway,
    number: str,
    pattern: str,
    talk_ms: int,
    truth: TrueCall,
) -> Step:
    """All trunks but the last one say 503."""
    call = yield from dial(caller, number, Route(trunks[0], pattern))
    truth.conversations.append(call)
    voice, same = media_of(caller), None
    for trunk in trunks[:-1]:
        invite = yield from retry.tries_trunk(call, trunk, voice, same)
        refuser = Gateway(trunk.peer_ip, gateway.identity)
        progress.trying(call, refuser.answer(invite, "100 Trying"))
        yield 55
        yield from retry.refused(call, refuser.answer(invite, "503 Service Unavailable"), 41)
        same = call.callee
    invite = yield from retry.tries_trunk(call, trunks[-1], voice, same)
    call.callee.took = True
    progress.trying(call, gateway.answer(invite, "100 Trying"))
    yield 300
    yield from progress.ring(call, gateway.ringing(call.callee))
    yield 2900
    media = Media(gateway.ip, 17312)
    yield from progress.answer(call, gateway.answer(invite, "200 OK", media), media, voice)
    yield from acknowledges(call, caller)
    yield talk_ms
    yield from finish(call, call.a, gateway)


def across_border(
    caller: Phone, near: Trunk, border: Border, far: Trunk, callee: Phone, talk_ms: int, truth: TrueCall
) -> Step:
    """Cluster, border controller, cluster: no Call-ID is seen on both sides."""
    first = yield from dial(caller, callee.number, Route(near, callee.number))
    truth.conversations.append(first)
    invite = yield from extend.to_trunk(first, near, media_of(caller))
    yield 3
    second = yield from offer.from_trunk(far, border.onward(invite))
    truth.conversations.append(second)
    progress.trying(first, border.back(invite, second.a.sent))
    yield 1
    yield from analyse(second, callee.number, Route(callee, callee.number))
    onward = yield from extend.to_phone(second, callee)
    tag, ringing = yield from rings(second, callee, onward)
    yield 2
    yield from progress.ring(first, border.back(invite, ringing))
    yield 2710
    ok = yield from picks_up(second, callee, tag, media_of(caller))
    yield 2
    yield from progress.answer(first, border.back(invite, ok), media_of(callee), media_of(caller))
    yield from progress.confirm(second, border.request(second.a, "ACK"))
    yield from acknowledges(first, caller)
    yield talk_ms
    bye = yield from puts_down(first, caller, first.a)
    yield 3
    last = yield from clearing.hang_up(second, border.request(second.a, "BYE"), second.a)
    yield 3
    yield from clearing.gone(first, border.back(bye, second.a.sent), first.callee)
    yield 40
    yield from clearing.gone(second, phone_reply(callee, last, "200 OK", None), second.callee)


def hangs_open(caller: Phone, callee: Phone, truth: TrueCall) -> Step:
    """A call that still lasts when the trace ends."""
    call = yield from dial(caller, callee.number, Route(callee, callee.number))
    truth.conversations.append(call)
    _, tag = yield from retry.rings_phone(call, callee)
    yield 2240
    yield from picks_up(call, callee, tag, media_of(caller))
    yield from acknowledges(call, caller)
