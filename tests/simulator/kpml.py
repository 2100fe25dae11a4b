"""Digits one by one: CUCM subscribes to a phone's key presses (RFC 4730) and hears of each."""

from collections.abc import Generator
from dataclasses import dataclass

from . import digits, wire
from .conversation import Conversation, cc
from .device import Phone
from .leg import date, own_via
from .node import Connection
from .sip import KPML_REQUEST, KPML_RESPONSE, Headers, Message, only, reply, tagged

_PATTERN = (
    '<?xml version="1.0" encoding="UTF-8" ?>\r\n'
    '<kpml-request xmlns="urn:ietf:params:xml:ns:kpml-request" '
    'version="1.0"><pattern criticaldigittimer="1000" '
    'extradigittimer="500" interdigittimer="15000" persist="persist"><regex '
    'tag="Backspace OK">[x#*+]|bs</regex>'
    "</pattern></kpml-request>\r\n"
)


def _pressed(code: int, text: str, key: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n'
        '<kpml-response xmlns="urn:ietf:params:xml:ns:kpml-response" '
        f'version="1.0" code="{code}" text="{text}" '
        f'suppressed="false" forced_flush="false" digits="{key}" tag="Backspace OK"/>\r\n'
    )


@dataclass
class Collection:
    """One subscription: its own SIP dialog beside the call's."""

    call: Conversation
    phone: Phone
    scb: int
    call_id: str
    own_tag: str
    phone_tag: str
    subscriber: str
    notifies: int = 1000
    subscribes: int = 100

    @property
    def ours(self) -> str:
        return f"<sip:{self.call.dialed[:1]}@{self.phone.node.place.ip}>;tag={self.own_tag}"

    @property
    def theirs(self) -> str:
        return f"<sip:{self.phone.number}@{self.phone.ip}>"

    def subscribe(self, expires: int) -> Message:
        self.subscribes += 1
        leg = self.call.a
        event = f"kpml; call-id={leg.call_id}; from-tag={leg.far_tag}"
        headers = only(
            ("Via", own_via(leg)),
            ("From", self.ours),
            ("To", self.theirs if self.subscribes == 101 else tagged(self.theirs, self.phone_tag)),
            ("Call-ID", self.call_id),
            ("CSeq", f"{self.subscribes} SUBSCRIBE"),
            ("Date", date(leg.node)),
            ("User-Agent", leg.node.release.agent),
            ("Event", event),
            ("Expires", str(expires)),
            ("Contact", f"<sip:{self.call.dialed[:1]}@{leg.node.place.ip}:5060;transport=tcp>"),
            ("Max-Forwards", "70"),
        )
        return Message(
            f"SUBSCRIBE {self.phone.uri} SIP/2.0", headers, _PATTERN if expires else "", KPML_REQUEST
        )

    def notify(self, state: str, body: str = "") -> Message:
        self.notifies += 1
        node = self.phone.node
        headers = only(
            ("Via", f"SIP/2.0/TCP {self.phone.ip}:{self.phone.port};branch={self.phone.branch()}"),
            ("To", self.ours),
            ("From", tagged(self.theirs, self.phone_tag)),
            ("Call-ID", self.call_id),
            ("Date", date(node)),
            ("CSeq", f"{self.notifies} NOTIFY"),
            ("Event", "kpml"),
            ("Subscription-State", state),
            ("Max-Forwards", "70"),
            ("Contact", self.phone.contact),
        )
        uri = f"sip:{self.call.dialed[:1]}@{node.place.ip}:5060;transport=tcp"
        return Message(f"NOTIFY {uri} SIP/2.0", headers, body, KPML_RESPONSE)


def collect(
    call: Conversation, phone: Phone, number: str, route: digits.Route, pauses: list[int]
) -> Generator[int, None, None]:
    """Hear the digits of ``number`` after the first, each after its pause; analyse after each."""
    collection = yield from _begin(call, phone)
    for position, pause in enumerate(pauses, start=2):
        yield pause
        yield from _press(collection, number[:position], route if position == len(number) else None)
    yield from _end(collection)


def _connection(phone: Phone) -> Connection:
    if phone.connection is None:
        raise ValueError(f"{phone.device} is not registered")
    return phone.connection


def _begin(call: Conversation, phone: Phone) -> Generator[int, None, Collection]:
    node, connection = call.node, _connection(phone)
    digits.more_wanted(call)
    scb = node.count("ccb")
    group = call.signal("DSetCallState", phone.station, call.a.station_call, "CallState = overlap_sending2")
    group.info(
        f"SIPEventPkg::SIPEventPkg {node.identity.address()} scbId[{scb}], event name[kpml; "
        f"call-id={call.a.call_id}; from-tag={call.a.far_tag}], id[]"
    )
    subscriber = node.create(group, "Subscriber", call.a.station_call)
    collection = Collection(
        call, phone, scb, node.call_id(), str(node.identity.number(10**8, 10**9)), phone.tag(), subscriber
    )
    rest = f" ccbID=0 {call.a.enums} PeerAddr={connection.ip}:{connection.port} scbId={scb} addrList: "
    call.signal("SIPSubscribeReq", call.a.handler, subscriber, rest)
    request = collection.subscribe(7200)
    wire.send(node, connection, request, call.tag)
    yield 12
    wire.receive(node, connection, _answer(collection, request))
    yield 38
    first = collection.notify("active; expires=7200")
    _arrive(collection, first)
    wire.send(node, connection, _accepted(collection, first), call.tag)
    return collection


def _arrive(collection: Collection, notify: Message) -> None:
    call, phone = collection.call, collection.phone
    connection = _connection(phone)
    group = wire.receive(call.node, connection, notify)
    call.tag = call.node.connection_tag(connection)
    group.info(
        f"//SIP/SIPHandler/ccbId=0/scbId={collection.scb}/findDevicePID: Routed to SIPD by ccbId/scbId"
    )
    rest = f" scbID={collection.scb} {call.a.enums} PeerAddr = {connection.ip}:{connection.port}"
    call.signal("SIPNotifyInd", phone.station, call.a.handler, rest)
    call.states[collection.subscriber] = "active"
    rest = " SNFSubscriptionId = 0|0|0, SNFNotifyMsg: state = \n,  mProtocolData is not null"
    call.signal("SNFNotifyInd", collection.subscriber, phone.station, rest)


def _press(collection: Collection, so_far: str, route: digits.Route | None) -> Generator[int, None, None]:
    call, node = collection.call, collection.call.node
    notify = collection.notify("active; expires=7200", _pressed(200, "OK", so_far[-1]))
    _arrive(collection, notify)
    call.signal("SIPStationDigit", call.a.station_call, collection.subscriber, f" digit={so_far[-1]}")
    rest = cc(
        call.a,
        f"ssType=0 ssKey=0 ssName= dn=ti=1nd={so_far[-1]}pi=0si1 linePattern= linePartition= fact.fid=0",
    )
    call.relay("CcInfoInd", [call.a.station_call, *call.upward(call.a)], rest)
    yield from digits.analyse(call, so_far, route)
    rest = (
        f" scbID={collection.scb} {call.a.enums} PeerAddr= "
        f"{collection.phone.ip}:{collection.phone.port} respCode=200"
    )
    call.signal("SIPNotifyResp", call.a.handler, collection.subscriber, rest)
    wire.send(node, _connection(collection.phone), _accepted(collection, notify), call.tag)


def _end(collection: Collection) -> Generator[int, None, None]:
    call, node, connection = collection.call, collection.call.node, _connection(collection.phone)
    request = collection.subscribe(0)
    wire.send(node, connection, request, call.tag)
    node.schedule.at(node.schedule.now_ms + 19, _ended(collection, request))
    yield 0


def _ended(collection: Collection, request: Message) -> Generator[int, None, None]:
    """What the phone still says while the call goes on."""
    node, connection = collection.call.node, _connection(collection.phone)
    wire.receive(node, connection, _answer(collection, request))
    yield 43
    last = collection.notify("terminated; reason=timeout", _pressed(487, "Subscription Expired", ""))
    wire.receive(node, connection, last)
    yield 1
    wire.send(node, connection, _accepted(collection, last), node.connection_tag(connection))


def _answer(collection: Collection, request: Message) -> Message:
    phone = collection.phone
    extra: Headers = (
        ("Date", date(phone.node)), ("Server", phone.agent), ("Contact", phone.contact),
        ("Expires", request.header("Expires")),
    )  # fmt: skip
    return reply(request, "200 OK", collection.phone_tag, extra)


def _accepted(collection: Collection, notify: Message) -> Message:
    node = collection.phone.node
    return reply(notify, "200 OK", None, (("Date", date(node)), ("Server", node.release.agent)))
