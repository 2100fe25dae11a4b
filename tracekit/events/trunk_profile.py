"""The configuration of a SIP trunk, printed when its process starts (SDL 11.5, `SIPTrunkSsp`).

About 110 keys; those that say how the trunk talks to its peers and what it trusts are columns.
"""

from collections.abc import Mapping

from tracekit.events.event import Derived, Event, Fields, Items

TEXTS = {
    "device": "devicename",
    "x509_subject_names": "x509subjectname",
    "options_ping": "moptionspingenabled",
    "mtp_required": "mtprequired",
    "run_on_all_nodes": "runonallnodes",
}
NUMBERS = {
    "local_port": "localport",
    "trans_type": "transtype",
    "incoming_transport": "incomingtransport",
    "outgoing_transport": "outgoingtransport",
    "security_mode": "securitymode",
    "srtp_allowed": "allowsrtp",
    "srtp_fallback": "allowsrtpfb",
    "trans_security_status": "transsecuritystatus",
    "ping_interval_in_service": "mpingintervalins",
    "ping_interval_out_of_service": "mpingintervaloos",
}


def derive(fields: Fields, items: Items) -> Derived:
    """The columns from the dump's keys, of whatever capitals; the last of a repeated key counts."""
    records = [{pair["key"].lower(): pair.get("value") for pair in pairs} for pairs in items["pair"]]
    columns: Derived = {name: [record.get(key) for record in records] for name, key in TEXTS.items()}
    for name, key in NUMBERS.items():
        columns[name] = [_number(record.get(key)) for record in records]
    columns["destinations"] = [" ".join(map(_destination, peers)) or None for peers in items["peer"]]
    return columns


def _destination(peer: Mapping[str, str]) -> str:
    return f"{peer['host']}:{peer['port']}"


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() else None


EVENT = Event(
    title="Trunk profile",
    columns={
        "instance": "instance of the trunk's SIPD process; changes at each reset",
        "device": "name of the trunk (deviceName)",
        "destinations": "its peers as host:port, with a blank between them (addrList)",
        "local_port": "port that CUCM listens on for the trunk (localPort)",
        "trans_type": "transport: 1 TCP, 2 UDP, 4 TCP and UDP (TransType)",
        "incoming_transport": "transport of the security profile for what comes in, numbered alike",
        "outgoing_transport": "transport of the security profile for what goes out, numbered alike",
        "security_mode": "device security mode: 1 non secure, 2 authenticated, 3 encrypted (SecurityMode)",
        "x509_subject_names": "names expected in the peer's certificate (X509SubjectName); null when none",
        "srtp_allowed": "1 when SRTP is allowed on the trunk (AllowSrtp)",
        "srtp_fallback": "1 when a call may fall back from SRTP to RTP (AllowSrtpFB)",
        "trans_security_status": "TransSecurityStatus as printed, 0 on a trunk without TLS",
        "options_ping": "true when the peers are watched with OPTIONS (mOPTIONSPingEnabled)",
        "ping_interval_in_service": "seconds between OPTIONS to a peer that answers",
        "ping_interval_out_of_service": "seconds between OPTIONS to a peer that does not",
        "mtp_required": "true when each call takes a media termination point (MTPRequired)",
        "run_on_all_nodes": "true when each node may use the trunk (RunOnAllNodes)",
    },
    derive=derive,
)
