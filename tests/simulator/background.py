"""What a node writes while nothing happens: timers, statistics, pings."""

from . import wire
from .device import Trunk
from .leg import date
from .node import Node
from .record import Columns
from .schedule import Step
from .sip import Headers, Message, reply

_TIMERS = (
    ("DbObjectCacheTimer", "initialized", "Db", 1007, "T:H", " AppCorr: 0"),
    ("DeviceEventReceiptMonitoringTimer", "wait", "StationInit", 5013, "R:H", ""),
    ("ReapOldTokenRegistrationsTimer", "wait", "SIPStationInit", 10013, "R:H", ""),
    ("H225ICTThrottlingMonitorTimer", "restart0", "H225D", 5017, "R:H", ""),
)
"""Name, state, receiver, period in ms, flags, parameters: the four most frequent in real files."""


def idle(node: Node, until_ms: int) -> None:
    """Start all of it, each with its own phase."""
    for name, state, to, period, flags, rest in _TIMERS:
        first = node.identity.number(40, period)
        node.schedule.at(
            first,
            _timer(node, name, state, to, period, f"[{flags}-H:0,N:0,L:0,V:0,Z:0,D:0] {rest}", until_ms),
        )
    node.schedule.at(node.identity.number(500, 6000), _statistics(node))
    node.schedule.at(node.identity.number(3000, 20000), _cdr_files(node))


def _timer(node: Node, name: str, state: str, to: str, period: int, rest: str, until_ms: int) -> Step:
    tag = node.own_tag("TimerTag", "1.1")
    while node.schedule.now_ms < until_ms:
        columns = Columns(name, state, node.process(to), node.process("SdlTimerService"), tag, rest)
        node.trace.signal(columns)
        yield period + node.identity.number(0, 9)


def _statistics(node: Node) -> Step:
    lines, characters = node.trace.lines, node.trace.characters
    while True:
        yield 6000 + node.identity.number(0, 40)
        node.trace.alone(
            "SdlStat",
            f"Period: 6s #Lines: {node.trace.lines - lines} #Bytes: "
            f"{node.trace.characters - characters} Total Number of "
            f"Buffers: 10000 Free LWM: {node.identity.number(9830, 9996)} Free LWM(total): 9488",
        )
        lines, characters = node.trace.lines, node.trace.characters


def _cdr_files(node: Node) -> Step:
    while True:
        group = node.signal("CdrFileTimer", node.process("EnvProcessCdr"), node.process("SdlTimerService"),
                            node.own_tag("TimerTag", "1.1"), "")  # fmt: skip
        group.info("EnvProcessCdr::wait_CdrFileTimer")
        group.info("EnvProcessCdr::closeCdrFile")
        yield 0
        group.info("EnvProcessCdr::closeCmrFile")
        yield 60000


def trunk_comes_up(trunk: Trunk) -> Step:
    """The trunk starts with its configuration and registers; no connection is made yet."""
    node, port = trunk.node, trunk.port
    tag = node.own_tag("SIPD", f"{trunk.instance}.2")
    secure = trunk.transport == "TLS"
    kind, level = (3, trunk.tls_security) if secure else (1, 1)
    expected = (trunk.peer_subject or "").rpartition("CN=")[2]
    start = node.plain_signal("Start", trunk.process, trunk.process, tag, "start")
    start.info(f"SIPD({trunk.instance}) - processTspData: ")
    start.info(
        f"SIPTrunkSsp:\n addrList=\n{trunk.peer_ip}||{port}\n deviceName={trunk.name}\n localPort={port}\n"
        f" TransType={kind}\n AllowSrtp={1 if secure else 0}\n AllowSrtpFB=1\n "
        f"TransSecurityStatus={0 if not secure else 3}\n"
        f" AsciiProtocol=SIP Trunk\n\n X509SubjectName={expected}\n "
        f"IncomingTransport={kind}\n OutgoingTransport={kind}\n"
        f" SecurityMode={level}\n MTPRequired=false\n RunOnAllNodes=true\n mOPTIONSPingEnabled=false\n"
    )
    yield 2
    handler = node.process("SIPHandler")
    address = f"{trunk.peer_ip}:{port}"
    rest = f" LocalPort= {port} -Tt= {kind} addrType= 0 PeerAddr= {address}"
    group = node.signal("SIPTURegReq", handler, trunk.process, tag, rest)
    group.info(f"updateSIPTrunkInfo: routing map: ({address}, {port}, 0)==>{trunk.name}")
    yield 1
    group = node.signal(
        "SIPTURegRes", trunk.process, handler, tag, f" Success status=T LocalPort= {port}", "restart0"
    )
    group.info(f"-->RISCMAccess::SIPStarted({trunk.name})")
    group.info(f"SIP Started: DeviceName = {trunk.name}, IPAddress = {node.place.ip}")
    group.info("<--RISCMAccess::SIPStarted(...)")
    group.info(
        f"SIPD({trunk.instance}) - transport_register_SIPTURegRes: SIP TRUNK registered: Name={trunk.name} "
        f"destAddr={trunk.peer_ip} destPort={port} localPort={port} TransType={kind} TransSecurity={level}"
    )


def ping(trunk: Trunk) -> Step:
    """OPTIONS over a trunk whose connection was there before; a presence server refuses it with 483."""
    node, connection = trunk.node, trunk.connection
    if connection is None:
        raise ValueError(f"{trunk.name} has no connection")
    handler, tag = node.process("SIPHandler"), node.own_tag("SIPD", f"{trunk.instance}.1")
    peer = f"{trunk.enums} PeerAddr = {trunk.peer_ip}:{trunk.port}"
    while True:
        ccb = node.count("ccb")
        node.signal("SIPPingReq", handler, trunk.process, tag, f" ccbID= {ccb} maxForward=0 {peer}")
        request = _options(trunk)
        wire.send(node, connection, request, tag)
        yield 2
        extra: Headers = (("Server", "Cisco-IM-P/11.5"),)
        wire.receive(node, connection, reply(request, "483 Too Many Hops", node.identity.hex(12), extra))
        back = node.connection_tag(connection)
        node.signal(
            "SIPPingResult",
            trunk.process,
            handler,
            back,
            f" ccbID= {ccb} interErr=F resp=483 state=0 {peer}",
            "restart0",
        )
        yield 15000 + node.identity.number(0, 60)


def _options(trunk: Trunk) -> Message:
    node, ip = trunk.node, trunk.node.place.ip
    headers: Headers = (
        ("Via", f"SIP/2.0/TCP {ip}:5060;branch={node.branch()}"),
        ("From", f"<sip:{ip}>;tag={node.identity.number(10**8, 2 * 10**9)}"),
        ("To", f"<sip:{trunk.peer_ip}>"),
        ("Date", date(node)), ("Call-ID", node.call_id()), ("User-Agent", node.release.agent),
        ("CSeq", "101 OPTIONS"), ("Contact", f"<sip:{ip}:5060;transport=tcp>"), ("Max-Forwards", "0"),
    )  # fmt: skip
    return Message(f"OPTIONS sip:{trunk.peer_ip}:{trunk.port} SIP/2.0", headers)
