"""One party of a call at one node: its dialog, its processes, its messages.

Messages of the dialog are made here for both sides. What the far party sends to one node may be what CUCM
sent at another, so steps take messages from outside and make only those that CUCM itself sends.
"""

from dataclasses import dataclass, field
from email.utils import format_datetime

from .device import CUCM_ALLOW, FEATURES, PHONE_ALLOW, Phone, Trunk
from .identity import little_endian
from .node import Connection, Node
from .sip import Headers, Message, contact_uri, only, reply, tag_of, tagged

NOBODY = "0" * 32
"""The session identifier of a party that is not known (RFC 7989 section 5)."""


@dataclass
class Leg:
    """A CI and the SIP dialog that carries it."""

    node: Node
    party: Phone | Trunk
    connection: Connection
    ci: int
    ccb: int
    invite: Message
    inbound: bool
    """The far party called; else CUCM did."""
    number: str
    """The far party's number."""
    far_tag: str | None = None
    far_contact: str | None = None
    cdpc: str = ""
    station_call: str = ""
    """SIPStationCdfc of a phone; empty for a trunk."""
    line_call: str = ""
    """LineCdpc of a phone; empty for a trunk."""
    net_numbers: list[int] = field(default_factory=list)
    own_requests: int = 100
    far_requests: int = 0
    """Highest CSeq of the far party; 0 while it has asked for nothing but a call."""
    session: str | None = None
    reference: int = 0
    """Number of the call at this node, the same for both parties (gci)."""
    last_sent: Message | None = None
    """What CUCM sent last on this leg."""
    took: bool = False
    """Of several tries with one call identifier the one that was answered."""
    asked: Message | None = None
    """The INVITE with which the far party asks for a change."""
    part: str | None = None
    """Its role where that is more than who called."""
    uuid: str | None = None
    """Session identifier of the far party, as it gave it."""
    branch: int = 0
    """Which try of the same call identifier this is (CI.branch)."""

    @property
    def device(self) -> str:
        return self.party.device if isinstance(self.party, Phone) else self.party.name

    @property
    def role(self) -> str:
        return self.part or ("calling" if self.inbound else "called")

    @property
    def handler(self) -> str:
        return self.node.process("SIPHandler")

    @property
    def call_id(self) -> str:
        return self.invite.header("Call-ID")

    @property
    def sent(self) -> Message:
        if self.last_sent is None:
            raise ValueError("CUCM has sent nothing on this leg")
        return self.last_sent

    @property
    def own_tag(self) -> str:
        return self.node.sip_tag(self.ccb, self.ci)

    @property
    def enums(self) -> str:
        return self.party.enums if isinstance(self.party, Trunk) else "--TransType=1 --TransSecurity=0"

    @property
    def peer(self) -> str:
        return f"{self.enums} PeerAddr = {self.connection.ip}:{self.connection.port}"

    def learn(self, message: Message) -> None:
        """Take the far party's tag and contact from what it sent."""
        name = "From" if not message.is_response and self.inbound else "To"
        if message.is_response or message is self.invite:
            self.far_tag = tag_of(message.header(name)) or self.far_tag
        if any(key == "Contact" for key, _ in message.headers):
            self.far_contact = contact_uri(message)
        if session := session_of(message):
            self.uuid = session

    def response(
        self,
        request: Message,
        status: str,
        body: str = "",
        offered: str | None = None,
        reason: int | None = None,
    ) -> Message:
        """CUCM answers a request of the far party."""
        contact = None
        final_or_ringing = request.start.startswith("INVITE") and status[:3] in ("180", "183", "200")
        if final_or_ringing:
            contact = f"<sip:{user_of(request.header('To'))}@{own_address(self)}>"
        extra = only(
            ("Date", date(self.node)),
            ("Allow", CUCM_ALLOW if final_or_ringing else None),
            ("Allow-Events", "presence"),
            ("Server", None if status.startswith("100") else self.node.release.agent),
            ("Supported", "replaces" if status.startswith("200") and contact else None),
            (
                "Call-Info",
                call_info(self, "to") if final_or_ringing and isinstance(self.party, Phone) else None,
            ),
            ("Session-ID", self.session if not status.startswith("100") else None),
            ("Remote-Party-ID", offered),
            ("Reason", f"Q.850;cause={reason}" if reason else None),
            ("Contact", contact),
        )
        return reply(request, status, None if status.startswith("100") else self.own_tag, extra, body)

    def request(self, method: str, *more: tuple[str, str | None], body: str = "") -> Message:
        """CUCM sends a request inside the dialog."""
        invite_from, invite_to = self.invite.header("From"), self.invite.header("To")
        if self.inbound:
            sender, receiver = tagged(invite_to, self.own_tag), invite_from
        else:
            sender = invite_from
            receiver = (
                invite_to if method == "CANCEL" or not self.far_tag else tagged(invite_to, self.far_tag)
            )
        via = self.invite.header("Via") if method == "CANCEL" else own_via(self)
        number = self._number(method)
        uri = self.invite.start.split(" ")[1] if method == "CANCEL" else self.far_contact
        headers = only(
            ("Via", via),
            ("From", sender),
            ("To", receiver),
            ("Date", date(self.node)),
            ("Call-ID", self.call_id),
            ("User-Agent", self.node.release.agent),
            ("Max-Forwards", "70"),
            ("CSeq", f"{number} {method}"),
            ("Allow-Events", "presence" if method == "ACK" else None),
            ("Session-ID", self.session),
            *more,
        )
        return Message(f"{method} {uri} SIP/2.0", headers, body)

    def _number(self, method: str) -> int:
        if method == "CANCEL":
            return 101
        if method == "ACK":
            return max(self.own_requests, 101)
        self.own_requests = max(self.own_requests, 100 if self.inbound else 101) + 1
        return self.own_requests

    def far_number(self, method: str) -> int:
        """CSeq of the far party's next request; ACK and CANCEL have that of their INVITE."""
        self.far_requests = self.far_requests or (101 if self.inbound else 100)
        if method not in ("ACK", "CANCEL"):
            self.far_requests += 1
        return self.far_requests


def session_of(message: Message) -> str | None:
    """The sender's session identifier, when it gives one."""
    given = dict(message.headers).get("Session-ID", NOBODY).partition(";")[0]
    return None if given == NOBODY else given


def date(node: Node) -> str:
    return format_datetime(node.now(), usegmt=True)


def user_of(party: str) -> str:
    """``9898`` of ``<sip:9898@10.106.95.203>``."""
    return party.partition("sip:")[2].partition("@")[0]


def own_address(leg: Leg) -> str:
    """Address, port and transport that CUCM gives as its contact."""
    ip = leg.node.place.ip
    if isinstance(leg.party, Trunk) and leg.party.transport == "TLS":
        return f"{ip}:{leg.party.port};transport=tls"
    return f"{ip}:5060;transport=tcp"


def own_via(leg: Leg) -> str:
    secure = isinstance(leg.party, Trunk) and leg.party.transport == "TLS"
    port = leg.party.port if isinstance(leg.party, Trunk) and secure else 5060
    return f"SIP/2.0/{'TLS' if secure else 'TCP'} {leg.node.place.ip}:{port};branch={leg.node.branch()}"


def call_info(leg: Leg, orientation: str) -> str:
    state = " ui-state= ringout;" if orientation == "to" else ""
    return (
        f"<urn:x-cisco-remotecc:callinfo>; security= NotAuthenticated; orientation= {orientation};{state} "
        f"gci= {leg.node.place.number}-{leg.reference}; isVoip; call-instance= 1"
    )


def cucm_invite(leg: Leg, uri: str, calling: str, called: str, guid_count: int | None, body: str) -> Message:
    """The INVITE with which CUCM begins a leg; ``guid_count`` makes the Cisco-Guid that trunks carry."""
    node, ip = leg.node, leg.node.place.ip
    call_id = node.call_id()
    trunk = isinstance(leg.party, Trunk)
    guid = cisco_guid(call_id, guid_count, ip) if guid_count is not None else None
    remote = f"<sip:{calling}@{ip}>;party=calling;screen=yes;privacy=off"
    headers = only(
        ("Via", own_via(leg)),
        ("From", f"<sip:{calling}@{ip}>;tag={leg.own_tag}"),
        ("To", f"<sip:{called}@{leg.connection.ip if trunk else ip}>"),
        ("Date", date(node)),
        ("Call-ID", call_id),
        ("Supported", "timer,resource-priority,replaces"),
        ("Min-SE", " 1800"),
        ("User-Agent", node.release.agent),
        ("Allow", CUCM_ALLOW),
        ("CSeq", "101 INVITE"),
        ("Expires", "180"),
        ("Allow-Events", "presence, kpml" if trunk else "presence"),
        ("Supported", "X-cisco-srtp-fallback" if trunk else None),
        ("Supported", "Geolocation" if trunk else None),
        ("Call-Info", f'<sip:{ip}:{leg.party.port}>;method="NOTIFY;Event=telephone-event;Duration=500"'
         if isinstance(leg.party, Trunk) else call_info(leg, "from")),
        ("Cisco-Guid", guid),
        ("Alert-Info", None if trunk else "<file://Bellcore-dr1/>"),
        ("Session-ID", leg.session),
        ("Session-Expires", " 1800" if trunk else None),
        ("P-Asserted-Identity", f"<sip:{calling}@{ip}>" if trunk else None),
        ("Remote-Party-ID", remote),
        ("Contact", f"<sip:{calling}@{own_address(leg)}>"),
        ("Max-Forwards", "69"),
    )  # fmt: skip
    return Message(f"INVITE {uri} SIP/2.0", headers, body)


def cisco_guid(call_id: str, count: int, ip: str) -> str:
    """Four dwords in decimal; the first is that of the Call-ID, the last the node's address."""
    words = (int(call_id.partition("-")[0], 16), 0x10000, count, int(little_endian(ip), 16))
    return "-".join(f"{word:010d}" for word in words)


def phone_invite(phone: Phone, dialled: str, body: str, session: str | None) -> Message:
    """The INVITE of a phone: all digits at once, or the first of them."""
    ip = phone.node.place.ip
    headers = only(
        ("Via", f"SIP/2.0/TCP {phone.ip}:{phone.port};branch={phone.branch()}"),
        ("From", f'"{phone.number}" <sip:{phone.number}@{ip}>;tag={phone.tag()}'),
        ("To", f"<sip:{dialled}@{ip}>"),
        ("Call-ID", phone.call_id()),
        ("Max-Forwards", "70"),
        ("Session-ID", session),
        ("Date", date(phone.node)),
        ("CSeq", "101 INVITE"),
        ("User-Agent", phone.agent),
        ("Contact", phone.contact),
        ("Expires", "180"),
        ("Accept", "application/sdp"),
        ("Allow", PHONE_ALLOW),
        ("Remote-Party-ID", f'"{phone.number}" <sip:{phone.number}@{ip}>;party=calling;id-type=subscriber;'
         "privacy=off;screen=yes"),
        ("Supported", FEATURES),
        ("Allow-Events", "kpml,dialog"),
    )  # fmt: skip
    return Message(
        f"INVITE sip:{dialled}@{ip};user=phone SIP/2.0",
        headers,
        body,
        disposition="session;handling=optional",
    )


def phone_reply(phone: Phone, request: Message, status: str, tag: str | None, body: str = "") -> Message:
    """What a phone answers."""
    contact = phone.contact if request.start.startswith("INVITE") else None
    extra: Headers = only(
        ("Date", date(phone.node)),
        ("Server", phone.agent),
        ("Contact", contact),
        ("Allow", PHONE_ALLOW if contact else None),
        ("Supported", FEATURES if contact else None),
        ("Session-ID", phone_session(phone, request)),
    )
    return reply(request, status, tag, extra, body)


def phone_session(phone: Phone, request: Message) -> str | None:
    """A phone answers a session with its own, the same one for all of a dialog."""
    if not phone.node.release.sessions_meet:
        return None
    own = phone.session(request.header("Call-ID"))
    return f"{own};remote={session_of(request) or NOBODY}"


def _heard(leg: Leg) -> str:
    return (leg.session or NOBODY).partition(";")[0]


def far_request(leg: Leg, method: str, agent: str, branch: str, *more: tuple[str, str | None]) -> Message:
    """The far party (a phone) sends a request inside the dialog."""
    invite_from, invite_to = leg.invite.header("From"), leg.invite.header("To")
    ours = tagged(invite_to if leg.inbound else invite_from, leg.own_tag)
    theirs = tagged(invite_from if leg.inbound else invite_to, leg.far_tag or "")
    via = f"SIP/2.0/TCP {leg.connection.ip}:{leg.connection.port};branch={branch}"
    headers = only(
        ("Via", leg.invite.header("Via") if method == "CANCEL" else via),
        ("From", theirs),
        ("To", invite_to if method == "CANCEL" else ours),
        ("Call-ID", leg.call_id),
        ("Max-Forwards", "70"),
        ("Date", date(leg.node)),
        ("CSeq", f"{leg.far_number(method)} {method}"),
        ("User-Agent", agent),
        ("Session-ID", f"{leg.uuid};remote={_heard(leg)}" if leg.node.release.sessions_meet else None),
        *more,
    )
    user = user_of(invite_to if leg.inbound else invite_from)
    uri = leg.invite.start.split(" ")[1] if method == "CANCEL" else f"sip:{user}@{own_address(leg)}"
    return Message(f"{method} {uri} SIP/2.0", headers)
