"""A call goes out of a node: to a phone or over a trunk."""

from collections.abc import Generator

from . import wire
from .conversation import Conversation, cc, party_text
from .device import Phone, Trunk
from .leg import Leg, cucm_invite
from .node import Connection
from .offer import number_of, register_party
from .record import Group
from .sdp import Media, cucm_body
from .sip import Message

_NOTHING = Message("", ())
"""Stands for the INVITE until it is made."""


def to_phone(call: Conversation, phone: Phone, same: Leg | None = None) -> Generator[int, None, Message]:
    """Everything between the end of digit analysis and the phone's INVITE, which it gives.

    ``same`` is an earlier try whose call identifier goes on: another member of a hunt list or line.
    """
    if phone.connection is None:
        raise ValueError(f"{phone.device} is not registered")
    leg = yield from choose(call, phone, phone.connection, phone.number, same)
    yield from register_party(call, leg, "outCall_waitRSVPRes")
    request_setup(call, leg, "SIPInviteNoSdp")
    leg.invite = cucm_invite(leg, phone.uri, call.a.number, phone.number, None, "")
    yield 0
    return sent(call, leg)


def to_trunk(
    call: Conversation, trunk: Trunk, media: Media, same: Leg | None = None, calling: str | None = None
) -> Generator[int, None, Message]:
    """The same over a trunk; a connection is made first when there is none."""
    connection = trunk.connection
    if connection is None:
        connection = wire.new_connection(
            trunk.node, trunk.peer_ip, trunk.port, trunk.transport, trunk.name, None
        )
        connection.tls_security = trunk.tls_security
    leg = yield from choose(call, trunk, connection, call.called, same)
    yield from register_party(call, leg, "outCall_waitRSVPRes")
    setup = request_setup(call, leg, "SIPInviteSdp")
    uri = f"sip:{call.called}@{trunk.peer_ip}:{trunk.port}"
    body = cucm_body(media, leg.ccb, 1, trunk.node.place.ip)
    leg.invite = cucm_invite(leg, uri, calling or call.a.number, call.called, leg.reference, body)
    if trunk.connection is None:
        trunk.connection = connection
        level = trunk.tls_security if trunk.tls_security is not None else 1
        setup.info(
            f"//SIP/SIPHandler/ccbId=0/scbId=0/SIP_PROCESS_ENQUEUE: createConnMsg tls_security={level}"
        )
        yield 35
        wire.open_to(trunk.node, connection, setup)
    return sent(call, leg)


def sent(call: Conversation, leg: Leg) -> Message:
    call.row(
        f"OFFERED|{call.a.ci}|{leg.ci}|{call.a.number}|{call.called}|{leg.number}|{call.a.device}|{leg.device}"
    )
    proceed(call, leg)
    return call.send(leg, leg.invite)


def choose(
    call: Conversation,
    party: Phone | Trunk,
    connection: Connection,
    number: str,
    same: Leg | None = None,
) -> Generator[int, None, Leg]:
    """Call control proceeds, pairs the two call identifiers and sets up the called party."""
    a = call.a
    ci = same.ci if same else call.node.count("ci")
    leg = Leg(party.node, party, connection, ci, 0, _NOTHING, inbound=False, number=number)
    leg.session, leg.reference = a.session, a.reference
    leg.branch = same.branch + 1 if same else 0
    call.b = leg
    call.parties.append(leg)
    call.meet()
    if same is None:
        yield from admit(call, leg)
    calling, called = party_text(a.number), party_text(number)
    rest = (
        f"CI={leg.ci} CI.branch={leg.branch}  sBPL.plid=65 sBPL.l=1 sBPL.pl=5 sBPL.msd=0  cgpn={calling} "
        f"DD={party_text(call.dialed if call.translated else number)} cdpn={called} "
        f"ctiActive=F cgPtyDev={a.device} callInst=0 isOffNetDev=F"
    )
    if isinstance(party, Phone):
        yield from ring_line(call, leg, party, rest)
    else:
        choose_trunk(call, leg, party, rest)
    return leg


def admit(call: Conversation, leg: Leg) -> Generator[int, None, None]:
    """Both call identifiers are put before admission control together."""
    node, a = call.node, call.a
    calling, called = party_text(a.number), party_text(leg.number)
    call.relay(
        "CcProceedReq", call.downward(a), cc(a, f"lPart= lPatt={a.number} lModNum={calling} cn:{called}")
    )
    call.states[a.cdpc] = "inCall_proceeding"
    manager = node.process("ReservationMgr")
    pair = (
        f"CI= {a.ci}  aCI={a.ci} bCI={leg.ci} isASerCI=F isBSerCI=F sendResp=T mcNodeId=0 sideAnp=F sideBnp=F"
    )
    call.signal("PolicyAndCACAssociateReq", manager, call.cdcc, pair)
    call.signal("CACAssociateReq", node.process("RSVPSession"), manager, pair)
    call.signal("PolicyAndCACAssociateRes", call.cc, manager, pair)
    call.states[call.cdcc] = "tcc_register_party_b"
    call.signal("PolicyAndCACAssociateRes", call.cdcc, call.cc, pair)
    call.row(f"SETUP|{a.ci}|{leg.ci}|{a.number}|{call.called}|{leg.number}")
    yield 0


def associate(call: Conversation, leg: Leg) -> None:
    """Bandwidth management pairs the identifiers in its own words."""
    a, b, node = call.a.ci, leg.ci, call.node
    pair = f"CI= {a}  aCI={a} bCI={b} isASerCI=F isBSerCI=F sendResp=T mcNodeId=0"
    group = call.signal("CACAssociateReq", node.process("LBMInterface"), node.process("ReservationMgr"), pair)
    group.info(f"LBMIF: CI: {a} ASSOC    {b}")
    group.info(f"LBMIF: CI: {b} ASSOC'   {a}")


def ring_line(call: Conversation, leg: Leg, phone: Phone, rest: str) -> Generator[int, None, None]:
    node = phone.node
    group = call.signal("CcSetupReq", phone.line_control, call.cdcc, rest)
    group.info(f"LineControl({phone.line}) - Get call instance=1 for CI={leg.ci}")
    leg.line_call = node.create(group, "LineCdpc", phone.line_control)
    call.states[leg.line_call] = "null0"
    call.signal("CcSetupReq", leg.line_call, phone.line_control, rest)
    group = call.signal("CcSetupReq", phone.station, leg.line_call, rest)
    leg.station_call = node.create(group, "SIPStationCdfc", phone.station)
    call.states[leg.station_call] = "null0"
    cdfc = call.signal("CcSetupReq", leg.station_call, phone.station, rest)
    if not leg.branch:
        associate(call, leg)
    cdfc.info(
        f"localizeCgpn: StationSIPCdfc on device {phone.device} , CSS = "
        f",useDevicePoolCgpnCss =1 cgpn={call.a.number}"
    )
    leg.cdpc = node.create(cdfc, "SIPCdpc", leg.station_call)
    yield 1
    call.states |= {leg.cdpc: "null0", leg.station_call: "translate", leg.line_call: "call_received7"}
    call.signal("CcSetupReq", leg.cdpc, leg.station_call, rest)


def choose_trunk(call: Conversation, leg: Leg, trunk: Trunk, rest: str) -> None:
    node = trunk.node
    group = call.signal("CcSetupReq", trunk.process, call.cdcc, rest)
    group.info(f"SIPD({trunk.instance}) - getCdpcPidGivenKey: Did not find Cdpc Pid for mapKey {leg.ci}")
    if not leg.branch:
        associate(call, leg)
    leg.cdpc = node.create(group, "SIPCdpc", trunk.process)
    ids = (node.place.number, node.release.process_type("SIPCdpc"), number_of(leg.cdpc))
    group.info(
        f"SIPD({trunk.instance}) - restart0_CcSetupReq: Adding CI {leg.ci} to Cdpc "
        f"Pid ({ids[0]},100,{ids[1]},{ids[2]}) "
        f"with  mapKey {leg.ci} with branch {leg.branch} to mCiToPid table, and SipMcuControl 0"
    )
    call.states[leg.cdpc] = "null0"
    call.signal("CcSetupReq", leg.cdpc, trunk.process, rest)


def request_setup(call: Conversation, leg: Leg, info: str) -> Group:
    """The leg takes its SIP dialog number and asks the handler for an INVITE; gives the handler's records."""
    leg.ccb = leg.node.count("ccb")
    call.relay(
        "CcRegisterPartyB", call.upward(leg), cc(leg, f"CSS= AdjunctCSS= cssIns=0 FromTag={leg.own_tag}")
    )
    address = f"{leg.connection.ip}:{leg.connection.port}"
    rest = (
        f" SignalInfo= {info} CcbId={leg.ccb} {leg.enums} PeerAddr={address} addrList: ] nAudio=0 ~nVideo=0 "
        "~nApp=0 ~nT38Fax=0 DTMFMethod=0 DTMFConfig=1 RFC2833PT=0 wantDTMF=1 provideOOB=F"
    )
    group = call.signal("SIPSetupReq", leg.handler, leg.cdpc, rest)
    gcb = leg.node.identity.address()
    group.info(
        f"//SIP/Stack/Info/0x0/sipSPIAddContextToTable: Added context({gcb}) "
        f"with key=[{leg.ccb - 40}] to table"
    )
    group.info(f"//SIP/SIPHandler/ccbId={leg.ccb}/scbId=0/findDevicePID: Routed to SIPD by ccbId/scbId")
    group.info(f"//SIP/Stack/Transport/0x{gcb}/sipSPISendInvite: Sending Invite to the transport layer")
    return group


def proceed(call: Conversation, leg: Leg) -> None:
    """The handler tells the leg that it is under way."""
    call.states[leg.cdpc] = "outCall_inviteSent"
    call.relay("SIPProceedInd", call.inward(leg), f" CcbId= {leg.ccb} {leg.peer}")
    call.states[leg.cdpc] = "outCall_proceeding"
    call.relay(
        "CcProceedInd", call.upward(leg), cc(leg, "pi.piid=30 pi.l=0IpAddrMode=0 ipAddrType=0 ipv4=0.0.0.0")
    )
    call.states[call.cdcc] = "tcc_transit_call_proceeding5"
