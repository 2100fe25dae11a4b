"""Phones register: once anew, then to keep alive."""

from collections.abc import Generator

from . import wire
from .device import FEATURES, Phone
from .leg import date
from .record import Group
from .sip import Headers, Message, reply


def register(phone: Phone, model_number: int) -> Generator[int, None, None]:
    """The phone connects and registers anew."""
    node = phone.node
    connection = wire.new_connection(node, phone.ip, phone.port, "TCP", phone.device, 5060)
    wire.accept(node, connection)
    phone.connection = connection
    yield 4
    request = _request(phone, 3600, model_number, 101)
    yield from _served(phone, request, model_number, fresh=True)


def attach(phone: Phone) -> None:
    """The phone registered before the trace begins."""
    phone.connection = wire.new_connection(phone.node, phone.ip, phone.port, "TCP", phone.device, 5060)


def keep_alive(phone: Phone, model_number: int) -> Generator[int, None, None]:
    """The phone says that it is still there."""
    request = _request(phone, 3600, model_number, phone.node.identity.number(200, 900))
    yield from _served(phone, request, model_number, fresh=False)


def _served(phone: Phone, request: Message, model_number: int, fresh: bool) -> Generator[int, None, None]:
    node, connection = phone.node, phone.connection
    if connection is None:
        raise ValueError(f"{phone.device} has no connection")
    ccb = node.count("ccb")
    group = wire.receive(node, connection, request, "*" if fresh else phone.device)
    group.info(f"//SIP/SIPHandler/ccbId={ccb}/scbId=0/findDevicePID: Routed to SIPStationInit")
    group.info(
        f"//SIP/SIPHandler/ccbId={ccb}/scbId=0/ccsip_api_register_ind: ++++++ "
        "Incrememted gSipNewRegPendingNum to 1"
    )
    tag = node.connection_tag(connection, phone.device)
    init, handler = node.process("SIPStationInit"), node.process("SIPHandler")
    peer = f"--TransType=1 --TransSecurity=0 PeerAddr = {connection.ip}:{connection.port}"
    rest = f" ccbID= {ccb} {peer} MAC =  DeviceName =  X509SubjectName =  SubjectAltname = "
    station = node.signal("SIPRegisterInd", init, handler, tag, rest)
    if fresh:
        _introduce(phone, station)
    yield 1
    served = node.signal("SIPRegisterInd", phone.station, init, tag, rest)
    served.info(f"SIPStationD({phone.instance}) - setUaTypeAndCepn: uaType is CISCO_ENHANCED_PHONE")
    served.info(f"SIPStationD({phone.instance}) - storeContactHeader: Request-URI is {phone.uri}")
    served.info(f"setSIPAoR: aor = sip:{phone.number}@{node.place.ip}")
    rest = f" ccbID= {ccb} {peer.replace(' = ', '= ')} respCode= 200 action= 2 device= "
    group = node.signal("SIPRegisterResp", handler, phone.station, tag, rest)
    group.info(
        "//SIP/SIPHandler/ccbId=0/scbId=0/wait_SIPRegisterResp: ++++++ Decrememted gSipNewRegPendingNum to 0"
    )
    wire.send(node, connection, _accepted(phone, request, model_number), tag)


def _introduce(phone: Phone, group: Group) -> None:
    """A device that was not there before."""
    connection = phone.connection
    if connection is None:
        raise ValueError(f"{phone.device} has no connection")
    who = f"SIPStationInit: connID={connection.index}, {phone.device}, {connection.ip}:{connection.port}"
    group.info(
        f"SIPStationInit: connId={connection.index}, {phone.device}, "
        f"{phone.contact_guid}@{phone.ip}:{phone.port}, "
        "New [dynamic] device registering over TCP transport"
    )
    group.info(f"{who}, New targetEntry created")
    group.info(f"{who}, DevStat-InitState: NEW --> ON_NEWREG_QUEUE")
    group.info(f"{who}, REGISTER Queued")
    group.info(f"{who}, Creating new SIPStationD")
    group.info(f"{who}, DevStat-InitState: ON_NEWREG_QUEUE --> REGISTERED")


def _contact(phone: Phone, model_number: int) -> str:
    return (
        f'<{phone.uri}>;+sip.instance="<urn:uuid:00000000-0000-0000-0000-{phone.mac.lower()}>";'
        f'+u.sip!devicename.ccm.cisco.com="{phone.device}";+u.sip!model.ccm.cisco.com="{model_number}"'
    )


def _request(phone: Phone, expires: int, model_number: int, number: int) -> Message:
    ip = phone.node.place.ip
    aor = f"<sip:{phone.number}@{ip}>"
    headers: Headers = (
        ("Via", f"SIP/2.0/TCP {phone.ip}:{phone.port};branch={phone.branch()}"),
        ("From", f"{aor};tag={phone.tag()}"), ("To", aor), ("Call-ID", phone.call_id()),
        ("Max-Forwards", "70"), ("Date", date(phone.node)),
        ("CSeq", f"{number} REGISTER"), ("User-Agent", phone.agent),
        ("Contact", _contact(phone, model_number)), ("Supported", FEATURES), ("Expires", str(expires)),
    )  # fmt: skip
    return Message(f"REGISTER sip:{ip} SIP/2.0", headers)


def _accepted(phone: Phone, request: Message, model_number: int) -> Message:
    node = phone.node
    extra: Headers = (
        ("Date", date(node)), ("Server", node.release.agent), ("Expires", "120"),
        ("Contact", f"{_contact(phone, model_number)};x-cisco-newreg"),
        ("Supported", "X-cisco-srtp-fallback,X-cisco-sis-7.0.0"),
    )  # fmt: skip
    return reply(request, "200 OK", str(node.identity.number(10**8, 2 * 10**9)), extra)
