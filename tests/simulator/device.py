"""Phones, and trunks to another node or to a gateway."""

from dataclasses import dataclass, field

from .identity import Identity
from .node import Connection, Node, Transport

FEATURES = (
    "replaces,join,sdp-anat,norefersub,resource-priority,extended-refer,X-cisco-callinfo,X-cisco-serviceuri,"
    "X-cisco-escapecodes,X-cisco-service-control,X-cisco-srtp-fallback,X-cisco-monrec,X-cisco-config,"
    "X-cisco-sis-7.0.0,X-cisco-xsi-8.5.1"
)
PHONE_ALLOW = "ACK,BYE,CANCEL,INVITE,NOTIFY,OPTIONS,REFER,REGISTER,UPDATE,SUBSCRIBE,INFO"
CUCM_ALLOW = "INVITE, OPTIONS, INFO, BYE, CANCEL, ACK, PRACK, UPDATE, REFER, SUBSCRIBE, NOTIFY"


@dataclass
class Phone:
    """A SIP phone of one line, where its node knows it."""

    node: Node
    mac: str
    number: str
    ip: str
    port: int
    model: str
    identity: Identity
    instance: int
    """Number of its SIPStationD process."""
    line: int
    """Number of its line's LineControl process."""
    connection: Connection | None = None
    contact_guid: str = ""
    line_guid: str = ""
    dialogs: int = field(default=2)
    sessions: dict[str, str] = field(default_factory=dict)
    """Session identifier of each dialog, by Call-ID."""

    def __post_init__(self) -> None:
        self.contact_guid = self.contact_guid or self.identity.guid()
        self.line_guid = self.line_guid or self.identity.guid()

    @property
    def device(self) -> str:
        return f"SEP{self.mac}"

    @property
    def agent(self) -> str:
        return f"Cisco-{self.model}"

    @property
    def contact(self) -> str:
        uri = f"<sip:{self.contact_guid}@{self.ip}:{self.port};transport=tcp>"
        return f'{uri};+u.sip!devicename.ccm.cisco.com="{self.device}"'

    @property
    def uri(self) -> str:
        return f"sip:{self.contact_guid}@{self.ip}:{self.port};transport=tcp"

    @property
    def station(self) -> str:
        return self.node.process("SIPStationD", self.instance)

    @property
    def line_control(self) -> str:
        return self.node.process("LineControl", self.line)

    def session(self, call_id: str) -> str:
        """Its session identifier in that dialog: chance, then words that name the maker, then the MAC."""
        if call_id not in self.sessions:
            self.sessions[call_id] = f"{self.identity.hex(8)}00105000a000{self.mac.lower()}"
        return self.sessions[call_id]

    def call_id(self) -> str:
        """A Call-ID of the phone's own: MAC, count, chance, address."""
        self.dialogs += 1
        mac = self.mac.lower()
        chance = f"{self.identity.hex(8)}-{self.identity.hex(8)}"
        return f"{mac[:8]}-{mac[8:]}{self.dialogs:04x}-{chance}@{self.ip}"

    def tag(self) -> str:
        self.dialogs += 1
        return f"{self.mac.lower()}{self.dialogs:04x}{self.identity.hex(8)}-{self.identity.hex(8)}"

    def branch(self) -> str:
        return f"z9hG4bK{self.identity.hex(8)}"


@dataclass
class Trunk:
    """A SIP trunk as one node has it configured."""

    node: Node
    name: str
    peer_ip: str
    port: int
    """Destination port, and the port on which this node listens for the peer."""
    transport: Transport
    instance: int
    """Number of its SIPD process."""
    guid: str
    tls_security: int | None = None
    peer_subject: str | None = None
    """Subject of the peer's certificate; its common name is what the trunk's security profile asks for."""
    cipher: str | None = None
    connection: Connection | None = None

    @property
    def process(self) -> str:
        return self.node.process("SIPD", self.instance)

    @property
    def enums(self) -> str:
        """Transport and security as SIP signals print them; 3 for TLS is an assumption."""
        return (
            "--TransType=3 --TransSecurity=3"
            if self.transport == "TLS"
            else "--TransType=1 --TransSecurity=0"
        )
