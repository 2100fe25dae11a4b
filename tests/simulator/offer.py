"""A call comes in at a node: from a phone or over a trunk."""

from collections.abc import Generator

from . import wire
from .conversation import Conversation, cc, note, party_text
from .device import Phone, Trunk
from .leg import Leg, user_of
from .node import Connection, Node
from .record import Group
from .sip import Message


def from_phone(phone: Phone, invite: Message) -> Generator[int, None, Conversation]:
    """INVITE, 100, and all signals until digit analysis is asked."""
    if phone.connection is None:
        raise ValueError(f"{phone.device} is not registered")
    node = phone.node
    leg = new_leg(node, phone, phone.connection, phone.number, invite)
    group = arrive(leg)
    yield 1
    number = f"IdParse= 1 callingNum= {leg.number} callingName= {leg.number} calledNum= {dialled(invite)}"
    if node.release.session_id:
        number += " SessionID: Device="
    setup = f" SignalInfo= SIPInviteSdp CcbId= {leg.ccb} {leg.peer} {number}"
    handled(group, leg)
    init, tag = node.process("SIPStationInit"), node.connection_tag(leg.connection)
    routed = node.signal("SIPSetupInd", init, node.process("SIPHandler"), tag, setup)
    routed.info("SIPStationInit: forwardSIPSignal: dialog=0")
    routed.info(
        f"SIPStationInit: connID={leg.connection.index}, {phone.device}, {leg.connection.ip}:"
        f"{leg.connection.port}, Routed signal by connection index to "
        f"({node.place.number},100,{node.release.process_type('SIPStationD')},{phone.instance})"
    )
    trying(leg, tag)
    tag = node.connection_tag(leg.connection, phone.device)
    station = node.signal("SIPSetupInd", phone.station, init, tag, setup)
    station.info(f"SIPStationD({phone.instance}) - wait_SIPSetupInd line 1.")
    leg.station_call = node.create(station, "SIPStationCdfc", phone.station)
    call = Conversation(node, leg, "", dialled(invite), tag, began=node.instant())
    call.states[leg.station_call] = "await_setup"
    cdfc = call.signal("SIPSetupInd", leg.station_call, phone.station, setup)
    cdfc.info(
        f"INFO: SIPStationCdfc::processSIPSetupInd ci = {leg.ci}, ccbId = {leg.ccb} holdFid = 0 "
        "mCallInfo.getOffHookWithFeature = 0"
    )
    leg.cdpc = node.create(cdfc, "SIPCdpc", leg.station_call)
    leg.line_call = node.create(cdfc, "LineCdpc", phone.line_control)
    call.states |= {leg.station_call: "call_initiated1", leg.cdpc: "null0", leg.line_call: "call_initiated1"}
    yield 1
    call.signal("SIPSetupInd", leg.cdpc, leg.station_call, setup)
    yield from register_party(call, leg, "inCall_waitRSVPRes")
    begin(call, leg)
    return call


def from_trunk(trunk: Trunk, invite: Message) -> Generator[int, None, Conversation]:
    """The same for an INVITE of the peer."""
    if trunk.connection is None:
        raise ValueError(f"nobody is connected to {trunk.name}")
    node = trunk.node
    leg = new_leg(node, trunk, trunk.connection, user_of(invite.header("From")), invite)
    group = arrive(leg)
    yield 1
    handled(group, leg)
    group.info(f"//SIP/SIPHandler/ccbId={leg.ccb}/scbId=0/findDevicePID: Routed to SIPD by connection")
    tag = node.connection_tag(leg.connection)
    number = f"IdParse= 11 callingNum= {leg.number} callingName=  calledNum= {dialled(invite)}"
    setup = f" SignalInfo= SIPInviteSdp CcbId= {leg.ccb} {leg.peer} {number}"
    routed = node.signal("SIPSetupInd", trunk.process, node.process("SIPHandler"), tag, setup, "restart0")
    trying(leg, tag)
    leg.cdpc = node.create(routed, "SIPCdpc", trunk.process)
    call = Conversation(node, leg, "", dialled(invite), tag, began=node.instant())
    call.states[leg.cdpc] = "null0"
    first = call.signal("SIPSetupInd", leg.cdpc, trunk.process, setup)
    first.info(
        f"SIPCdpc({number_of(leg.cdpc)}) - getDefAe: "
        f"SIPCdpc={number_of(leg.cdpc)}, nodeId={node.place.number}, "
        f"processNumber={node.release.process_type('SIPD')}  ci={leg.ci}, branch=0"
    )
    yield from register_party(call, leg, "inCall_waitRSVPRes")
    begin(call, leg)
    return call


def new_leg(node: Node, party: Phone | Trunk, connection: Connection, number: str, invite: Message) -> Leg:
    leg = Leg(
        node, party, connection, node.count("ci"), node.count("ccb"), invite, inbound=True, number=number
    )
    leg.reference = node.count("call_reference")
    return leg


def arrive(leg: Leg) -> Group:
    group = wire.receive(leg.node, leg.connection, leg.invite)
    leg.learn(leg.invite)
    note(leg, leg.invite, "IN", leg.node.connection_tag(leg.connection))
    return group


def trying(leg: Leg, tag: str) -> None:
    message = leg.response(leg.invite, "100 Trying")
    wire.send(leg.node, leg.connection, message, tag)
    note(leg, message, "OUT", tag)


def handled(group: Group, leg: Leg) -> None:
    """What the SIP stack says of a new INVITE."""
    timer = leg.node.identity.address()
    group.info("DET-SDPMsg- sBandwidth:: enabledMask=0x0 as=0 ct=0 tias=0 maxprate=0")
    group.info("DET-SDPMsg- nAudio=1, mDTMFP.PayloadNum=101")
    group.info(
        "//SIP/SIPHandler/ccbId=0/scbId=0/sip_start_timer: "
        f"timerContext={timer} type=SIP_TIMER_EXPIRES value=180000 retries=0"
    )
    group.info(f"//SIP/SIPHandler/ccbId={leg.ccb}/scbId=0/_ccsip_api_call_setup_ind: sdppresent? 1 1")
    group.info(
        "//SIP/SIPHandler/ccbId=0/scbId=0/parseContactHeader: Incoming "
        f"Contact=[{leg.invite.header('Contact')}]"
    )


def register_party(call: Conversation, leg: Leg, state: str) -> Generator[int, None, None]:
    """The leg registers with admission control, and hears back."""
    node = call.node
    call.states[leg.cdpc] = state
    manager, lbm, session = (node.process(n) for n in ("ReservationMgr", "LBMInterface", "RSVPSession"))
    rest = f"CI= {leg.ci} Branch= 0  reg=Default cap=5 loc=0 MRGLPkid= PrecLev=5 bearerlessCall=F VCall=F"
    asked = call.signal("PolicyAndCACRegisterReq", manager, leg.cdpc, rest)
    asked.info(
        "ReservationMgr::wait_PolicyAndCACRegisterReq, Entries= 1, "
        "svcp::ConfidentialAccessLevelPolicy.get() = 0"
    )
    rest = f"ci={leg.ci} location=0 locName=Hub_None locPkid=7b1e55d0-2c94-4e0a-b6f3-91d8a4c03e77"
    group = call.signal("LBMRegisterReq", lbm, manager, rest)
    device = node.identity.address()
    group.info(f"LBMIF: CI: {leg.ci} REGISTER {dotted(leg.cdpc)} dev {device}")
    if not leg.inbound:
        group.info(f"LBMIF: CI: {leg.ci} BW RSV>  dev {device} {node.identity.number(10**8, 10**9)} audio 80")
        group.info("LBMIF: \tSending to LOCAL LBM")
        yield 1
        call.tag = node.own_tag("SdlTCPConnection", f"1.{node.count('lbm')}")
        node.plain_signal("SdlDataInd", lbm, node.process("SdlTCPConnection"), call.tag, "active")
    rest = f"CI= {leg.ci} Branch= 0  Status=2 vCall=F DevicecontrolPid={dotted(leg.cdpc)}"
    call.signal("LBMRegisterRes", manager, lbm, rest)
    call.signal("RSVPRegisterRes", manager, session, f"CI= {leg.ci} Branch= 0  Status=1 rsvpPol=0 vCall=F")
    yield 1
    call.signal(
        "PolicyAndCACRegisterRes", leg.cdpc, manager, f"CI= {leg.ci} Branch= 0  Status=1 Status=1 rsvpPol=0"
    )


def begin(call: Conversation, leg: Leg) -> None:
    """The calling party is handed to call control, which starts a Cdcc for the call."""
    node = call.node
    call.states[leg.cdpc] = "inCall_inviteRcvd"
    up = call.upward(leg)[:-1]
    rest = cc(leg, "CSS= AdjunctCSS= cssIns=0 aarCSS= aarDev=T")
    group = call.relay("CcRegisterPartyA", up, rest)
    call.cdcc = node.create(group, "Cdcc", call.cc)
    call.states[call.cdcc] = "tcc_idle0"
    call.signal("CcRegisterPartyA", call.cdcc, call.cc, rest)
    rest = cc(leg, f"pli.plid=65 pli.l=1 cgpn={party_text(leg.number)} cdpn={party_text(call.dialed)}")
    call.relay("CcSetupInd", [*up, call.cdcc], rest)


def dialled(invite: Message) -> str:
    return user_of(invite.start)


def number_of(process: str) -> str:
    return process.rstrip(")").rpartition(",")[2]


def dotted(process: str) -> str:
    """``1,100,82,47`` of ``SIPCdpc(1,100,82,47)``."""
    return process.partition("(")[2].rstrip(")")
