"""The tables users rely on: one name, one meaning, one type for every column.

The same words name a DataFrame column, a Parquet field and a JSONL key. Unknown is null, never an
empty string or 0.
"""

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "int", "float", "flag", "time", "list"]
"""What a column holds: ``time`` is an instant in UTC to the millisecond, ``list`` a list of texts."""


@dataclass(frozen=True)
class Column:
    """One column: its type and the sentence that a user reads about it."""

    type: Type
    sentence: str


@dataclass(frozen=True)
class Table:
    """One table: what a row stands for, and its columns in order."""

    sentence: str
    columns: dict[str, Column]


def text(sentence: str) -> Column:
    return Column("text", sentence)


def number(sentence: str) -> Column:
    return Column("int", sentence)


def flag(sentence: str) -> Column:
    return Column("flag", sentence)


def instant(sentence: str) -> Column:
    return Column("time", sentence)


def texts(sentence: str) -> Column:
    return Column("list", sentence)


NODE = number("number of the CUCM node that wrote the trace (FileHead AppNodeId)")
EPOCH = text("start of the CallManager process (FileHead AppStartTime); indexes restart with it")
SEQ = number("sequence number of the SDL record")
TIME = instant("when, in UTC; null when the trace does not tell the date or zone")
TIME_LOCAL = text("when, by the node's own clock as in the trace, with date and UTC offset when known")
CALL = text("the call it belongs to")
CI = number("call identifier of the leg, as in CDR origLegCallIdentifier")

PLACE = {
    "member": text("file inside the bundle that holds the record"),
    "line": number("line of that file, from 1"),
    "offset": number("first byte of the record in the decompressed file"),
    "length": number("bytes of the record"),
}
"""Where the proof stands: on every row of every table that comes from a trace."""

TABLES: dict[str, Table] = {
    "members": Table(
        "One file of the input, and what became of it.",
        {
            "member": text("bundle and path inside it"),
            "kind": text("sdl, sdi, calllogs, capture, capture_text, certificate, manifest or other"),
            "state": text("read, partly read, skipped or refused"),
            "reason": text("why it was not, or not wholly, read"),
            "node": NODE,
            "host": text("host name of that node"),
            "app": text("service that wrote it (CCM, CTIManager …)"),
            "version": text("AppVersion as printed"),
            "epoch": EPOCH,
            "file_number": number("FileHead FileNumber: the order of the files of one epoch"),
            "utc_offset_minutes": number("minutes that the node's clock is ahead of UTC"),
            "first_time": text("first record, by the node's own clock"),
            "last_time": text("last record, by the node's own clock"),
            "records": number("records found"),
            "bytes": number("decompressed size"),
            "bytes_parsed": number("bytes of lines that open a record"),
            "bytes_continuation": number("bytes of lines that continue one"),
            "bytes_unparsed": number("all other bytes"),
            "lines_unparsed": number("lines that those stand in"),
            "signals": number("SDL signals found (SdlSig and its kin); null where the format has none"),
            "flags_overridden": number("signals whose flags read *TraceFlagOverrode"),
            "messages": number("SIP messages found"),
        },
    ),
    "messages": Table(
        "One SIP request or response as CUCM logged it.",
        {
            "message": text("id: node-epoch-net_no"),
            "node": NODE,
            "epoch": EPOCH,
            "net_no": number("the n of [n,NET]: CUCM's number of the network message"),
            "seq": SEQ,
            "time": TIME,
            "time_local": TIME_LOCAL,
            "clock_ahead_ms": number(
                "milliseconds that the node's clock runs ahead of the lowest numbered node of its cluster, "
                "by table clock_skew; null when not told; no time is changed by it"
            ),
            "direction": text("in or out, seen from CUCM"),
            "transport": text("TCP, UDP or TLS"),
            "remote_ip": text("address of the peer"),
            "remote_port": number("port of the peer"),
            "conn_idx": number("CUCM's number of the connection"),
            "connection": text("the connection it ran over"),
            "label": text("`INVITE`, `200 OK`: what stands on the arrow"),
            "method": text("request method; null on a response"),
            "status": number("status code; null on a request"),
            "reason": text("reason phrase of a response"),
            "call_id": text("Call-ID header"),
            "cseq": number("number of the CSeq header"),
            "cseq_method": text("method of the CSeq header"),
            "from_number": text("user part of the From URI"),
            "to_number": text("user part of the To URI"),
            "from_tag": text("tag of the From header"),
            "to_tag": text("tag of the To header"),
            "request_uri": text("Request-URI as written"),
            "branch": text("branch of the topmost Via"),
            "session_id": text("Session-ID header, local part"),
            "user_agent": text("User-Agent or Server header"),
            "ci": CI,
            "ccb_id": number("CUCM's number of the SIP dialog (ccbId)"),
            "cluster_guid": text("cluster named in the CUCM tag"),
            "device": text("phone or trunk at the far end"),
            "dialog": text("the dialog it belongs to; its forks share it"),
            "transaction": text("the transaction it belongs to: node, its side of it, branch and CSeq"),
            "repeats": text(
                "retransmission (the same message was sent again), logged twice (one message, two records); "
                "null for the first"
            ),
            "call": CALL,
            "has_sdp": flag("carries a session description"),
            "srtp": flag("offers or answers SRTP (a=crypto or RTP/SAVP)"),
            "srtp_keys": text("its keys (a=crypto) in the trace: clear, or masked by CUCM; null without any"),
            **PLACE,
        },
    ),
    "digit_analyses": Table(
        "One digit analysis: what was dialled and where it led.",
        {
            "node": NODE,
            "epoch": EPOCH,
            "seq": SEQ,
            "time": TIME,
            "time_local": TIME_LOCAL,
            "ci": CI,
            "call": CALL,
            "calling": text("calling number (cn)"),
            "fqcn": text("fully qualified calling number"),
            "dialed": text("digits so far (dd)"),
            "pss": text("partition search space, partitions parted by colons"),
            "result": text("matched, potential, blocked or no match"),
            "pattern": text("pattern that matched (DialingPattern)"),
            "partition": text("its partition"),
            "called": text("called number after translation"),
            "next_hop": text("SDL process that the call was handed to"),
            "device": text("device behind that process"),
            "tie": text("tie to the call: stated by its signal's CI, or inferred from numbers and time"),
            **PLACE,
        },
    ),
    "connections": Table(
        "One life of a transport connection of a node.",
        {
            "connection": text("id: node-epoch-conn_idx"),
            "node": NODE,
            "epoch": EPOCH,
            "conn_idx": number("CUCM's number of the connection"),
            "transport": text("TCP, UDP or TLS"),
            "remote_ip": text("address of the peer"),
            "remote_port": number("port of the peer"),
            "local_port": number("listening port, when the peer connected"),
            "tls_security": number("security asked for: 1 non secure, 2 authenticated, 3 encrypted"),
            "opened": instant("when it was created or accepted, in UTC; null when the trace starts later"),
            "closed": instant("when it was closed, in UTC"),
            "close_reason": text("how it ended, in the trace's words"),
            "device": text("phone or trunk it belongs to"),
            "messages_in": number("SIP messages received over it"),
            "messages_out": number("SIP messages sent over it"),
            "subject": text("subject of the peer's certificate, as printed"),
            "remote_cn": text("common name in that subject"),
            "san": text("subject alternative names"),
            "cipher": text("cipher, OpenSSL name"),
            "cipher_grade": text("strong, acceptable, weak or broken; null when the cipher is not known"),
            "expected_names": texts(
                "names expected of the peer: given by the user, X.509 Subject Name of the trunk's security "
                "profile, device name of a phone"
            ),
            "verdict": text(
                "secure, secure with weaknesses, plain, handshake not finished, wrong name, closed after the "
                "handshake or unknown"
            ),
            "why": text("the reason for transport and verdict"),
            "verdict_seen": flag("a line states it; otherwise it is inferred"),
            "bad": flag("counts for `tracekit tls --fail-on bad`"),
            "fix": text("what to do; null when nothing is wrong or too little is known"),
            "transport_seen": flag("a line states the transport; otherwise it is inferred"),
            "opened_by": text("CUCM or peer: who opened it"),
            "closed_by": text("CUCM or peer: who ended it; null when no line tells"),
            "certificate_time": instant("when the peer's certificate was logged, in UTC"),
            "first_in": instant("first SIP message received over it, in UTC"),
            "first_out": instant("first SIP message queued for it, in UTC"),
            "certificate_after_ms": number("milliseconds from its opening to the peer's certificate"),
            "first_in_after_ms": number("milliseconds from its opening to the first message received"),
            "first_out_after_ms": number("milliseconds from its opening to the first message queued"),
            "open_ms": number("milliseconds from its opening to its end"),
            "sent_before_certificate": flag(
                "a message was queued before the certificate came: an outgoing message proves no handshake"
            ),
            "tls_version": text("protocol version, `TLS 1.2`; only a capture tells it"),
            "cipher_reasons": texts("why the cipher has its grade, with the RFCs that say so"),
            "name_check": text(
                "match, mismatch, not checked or unknown: the peer's names against the expected"
            ),
            "security_mode": number("device security mode of the trunk's profile, numbered as tls_security"),
            "device_kind": text("trunk, phone or lookup service (between clusters); null when not told"),
            "srtp_allowed": flag("SRTP Allowed of the trunk"),
            "srtp_offered": flag("a message over it offers SRTP"),
            "srtp_answered": flag("a message over it answers with SRTP"),
            "srtp_refused": flag("an offer of SRTP was refused, or answered without it"),
            "srtp_masked": flag("SRTP keys were sent, and CUCM masked them in the trace"),
            "srtp_keys_readable": flag("SRTP keys travelled over it in clear text"),
            "errors": texts("TLS errors, alarms and dropped messages that are about it, explained"),
            "evidence": texts("member:line of its first line and of each error"),
            "captured": text("what is known from a capture alone: version, cipher, names"),
            **PLACE,
        },
    ),
    "certificates": Table(
        "One certificate: presented in the trace, seen in a capture, or given as a file.",
        {
            "node": NODE,
            "epoch": EPOCH,
            "time": TIME,
            "time_local": TIME_LOCAL,
            "conn_idx": number("CUCM's number of the connection"),
            "connection": text("the connection it was presented on"),
            "remote_ip": text("address of the peer"),
            "remote_port": number("port of the peer"),
            "subject": text("subject as printed"),
            "cn": text("common name"),
            "san": text("subject alternative names"),
            "cipher": text("cipher, OpenSSL name"),
            "receiver": text("SDL process that was told"),
            "source": text("trace, capture or file"),
            "issuer": text("issuer"),
            "serial": text("serial number, hexadecimal"),
            "not_before": instant("valid from, UTC"),
            "not_after": instant("valid until, UTC"),
            "key": text("key type and size"),
            "signature": text("signature algorithm"),
            "fingerprint": text("SHA-256 of the certificate"),
            "told_again": flag("the trace tells the same presentation a second time, to the trunk or phone"),
            "presented_by": text("client or server, as a capture shows it"),
            "place_in_chain": number("0 the side's own certificate, from 1 on what it sent along"),
            "purposes": texts("extended key usage: serverAuth, clientAuth …; null when absent or not told"),
            "self_signed": flag("signed with its own key; null when not told"),
            "is_ca": flag("the certificate of a CA; null when not told"),
            "problems": texts("what is wrong with it at the time of the trace or capture, and what to do"),
            "compared": text("of a file: what peers presented under its name, and whether that is this one"),
            "same": flag("of a file: false when a peer presented another certificate under its name"),
            "trusted": flag("goes back to a CA given with --ca; null without one"),
            "chain": text("the way to that CA, or why there is none"),
            "packet": number("packet of the capture, from 1"),
            **PLACE,
        },
    ),
    "handshakes": Table(
        "One TLS handshake seen in a packet capture.",
        {
            "connection": text("the connection of the trace that it set up"),
            "tie": text("by what that is known: the tie is always inferred"),
            "started": instant("first packet, UTC"),
            "client_ip": text("address of the TLS client"),
            "client_port": number("port of the TLS client"),
            "server_ip": text("address of the TLS server"),
            "server_port": number("port of the TLS server"),
            "version": text("protocol version, `TLS 1.2`"),
            "cipher": text("chosen cipher, OpenSSL name"),
            "sni": text("server name the client asked for"),
            "server_cn": text("common name of the server's certificate"),
            "client_cn": text("common name of the client's certificate"),
            "alert": text("alert that ended it"),
            "application_data": flag("application data followed"),
            "complete": flag("the handshake finished"),
            "note": text("what is hidden, cut or lost"),
            "clock": text("time of day of its first line, where a text has no date"),
            "offered_versions": texts("versions that the client offers"),
            "offered_ciphers": texts("ciphers that the client offers, in its order"),
            "cipher_grade": text("strong, acceptable, weak or broken, of cipher and version"),
            "server_subject": text("subject of the server's certificate"),
            "server_serial": text("its serial number, hexadecimal"),
            "server_san": text("its subject alternative names"),
            "client_subject": text("subject of the client's certificate"),
            "client_serial": text("its serial number, hexadecimal"),
            "client_san": text("its subject alternative names"),
            "resumed": flag("an earlier session goes on: no certificates are exchanged"),
            "steps": texts("the five steps of Cisco's guide, each seen, partly seen, not seen or hidden"),
            "verdict": text("as in connections: of its connection, else of what the capture alone shows"),
            "verdict_seen": flag("the capture or a line states it; otherwise it is inferred"),
            "why": text("the reason for the verdict"),
            "fix": text("what to do"),
            "bad": flag("counts for `tracekit tls --fail-on bad`"),
            "packet": number("first packet in the capture, from 1"),
            **PLACE,
        },
    ),
    "trunks": Table(
        "One SIP trunk, or a peer that no line names, over all traces and captures.",
        {
            "trunk": text("name of the trunk, else address of the peer"),
            "device": text("name of the trunk; null when no line tells it"),
            "nodes": texts("nodes that it runs over"),
            "peers": texts("its peers: address and port where they listen"),
            "local_ports": texts("ports that CUCM listens on for it"),
            "transports": texts("transports seen: TLS, TCP, UDP"),
            "verdict": text("the worst of its connections, as there"),
            "verdict_seen": flag("a line states it; otherwise it is inferred"),
            "why": text("the reason for the verdict"),
            "fix": text("what to do"),
            "bad": flag("counts for `tracekit tls --fail-on bad`"),
            "remote_cns": texts("common names that its peers presented"),
            "sans": texts("subject alternative names that they presented"),
            "ciphers": texts("ciphers, OpenSSL names"),
            "cipher_grade": text("the worst grade of these"),
            "tls_versions": texts("versions seen in captures"),
            "certificate_changes": texts("where a peer presented another subject than before"),
            "first_seen": instant("first line or packet of it, UTC"),
            "last_seen": instant("last line or packet of it, UTC"),
            "connections": number("connections of it"),
            "handshakes": number("handshakes of it in captures"),
            "calls": number("calls that ran over it"),
            "messages_in": number("SIP messages received"),
            "messages_out": number("SIP messages sent"),
            "expected_names": texts("names expected of its peers"),
            "security_mode": number("device security mode: 1 non secure, 2 authenticated, 3 encrypted"),
            "incoming_transport": text("transport of its profile for what comes in: TCP, UDP, TLS, TCP+UDP"),
            "outgoing_transport": text("transport of its profile for what goes out"),
            "srtp_allowed": flag("SRTP Allowed"),
            "srtp_offered": flag("a message of it offers SRTP"),
            "srtp_answered": flag("a message of it answers with SRTP"),
            "srtp_refused": flag("an offer of SRTP was refused, or answered without it"),
            "srtp_masked": flag("SRTP keys were sent, and CUCM masked them in the trace"),
            "srtp_keys_readable": flag("SRTP keys travelled over it in clear text"),
            "pings_answered": number("OPTIONS to its peers that were answered"),
            "pings_failed": number("OPTIONS to its peers without an answer"),
            "alarms": texts("alarms that took it out of service, with their reason"),
            "unresolved": texts("names of its peers that DNS did not resolve"),
            **PLACE,
        },
    ),
    "trunk_checks": Table(
        "One question of the checklist for a TLS trunk: the five steps of Cisco's guide and four more.",
        {
            "trunk": text("name of the trunk, else address of the peer"),
            "device": text("name of the trunk; null when no line tells it"),
            "step": number("1 to 5 the steps of the guide, 6 to 9 names, port, SIP, media keys"),
            "title": text("what is asked"),
            "state": text("seen, inferred, partly seen, hidden, not told, not seen or wrong"),
            "trace": text("what the trace shows; null without one"),
            "capture": text("what a capture shows; null without one"),
            "time": instant("when, UTC"),
            "evidence": texts("member:line, or member and packet, that show it"),
        },
    ),
    "dialogs": Table(
        "One SIP dialog (RFC 3261 section 12) at one node.",
        {
            "dialog": text("id; the forks of one request share it"),
            "fork": number("1, or for a request that several parties answered their order"),
            "node": NODE,
            "call_id": text("Call-ID header"),
            "from_tag": text("tag of the caller of the dialog"),
            "to_tag": text("tag of the other side"),
            "ci": CI,
            "call": CALL,
            "first_time": instant("first message, UTC"),
            "last_time": instant("last message, UTC"),
            "messages": number("messages in it"),
            **PLACE,
        },
    ),
    "legs": Table(
        "CUCM's half of a call: one party.",
        {
            "ci": CI,
            "node": NODE,
            "call": CALL,
            "device": text("phone or trunk"),
            "number": text("its number"),
            "role": text(
                "calling, called, consult (second call of a party that transfers or confers), transferred "
                "(reached by it and handed over), retrieved (took a parked call), forwarded (given up for "
                "another), conference (a bridge's own leg), recorder or held music"
            ),
            "call_ids": texts("SIP Call-IDs of the leg"),
            "connection": text("the connection its signalling ran over"),
            "transport": text("TCP, UDP or TLS"),
            "secure": flag("signalling over TLS"),
            "started": instant("UTC"),
            "answered": instant("UTC"),
            "ended": instant("UTC"),
            "cause": number("release cause, Q.850 or Cisco CDR value"),
            **PLACE,
        },
    ),
    "calls": Table(
        "All legs that CUCM ties together.",
        {
            "call": text("id"),
            "started": instant("first sign of its first leg, UTC"),
            "answered": instant("answer of the leg that was answered first, UTC"),
            "ended": instant("last end of a leg that was seen, UTC"),
            "duration_s": Column("float", "seconds from answer to end"),
            "calling": text("number of the caller"),
            "dialed": text("what was dialled"),
            "called": text("number that was reached"),
            "devices": texts("phones and trunks in it"),
            "legs": texts("CIs of its legs"),
            "nodes": texts("node numbers it ran over"),
            "outcome": text(
                "answered, busy, no answer, rejected, cancelled, failed or in progress (the trace goes on "
                "after it); null where the trace ends with the call"
            ),
            "cause": number("release cause, Q.850 or Cisco CDR value"),
            "cause_text": text("that cause in words"),
            "released_by": text("number or device of who hung up, or CUCM; null when nobody did"),
            "transport": text("transports of its legs"),
            "secure": flag("every leg's signalling over TLS"),
            "related": texts("recorder and music calls"),
            **PLACE,
        },
    ),
    "joins": Table(
        "One tie between two legs: why they are one call, with the first record that says so.",
        {
            "call": CALL,
            "ci_a": number("call identifier of one leg"),
            "ci_b": number("call identifier of the other leg"),
            "call_id_a": text("first SIP Call-ID of the one leg"),
            "call_id_b": text("first SIP Call-ID of the other leg"),
            "how": text(
                "calllogs, admission (aCI and bCI), location (LBMIF), call object (Cdcc), media, "
                "join request, conference, same Call-ID, Session-ID, or numbers and time"
            ),
            "strength": text(
                "stated by CUCM, derived from an identifier that both ends logged, or inferred; what is "
                "inferred never overrides what is stated"
            ),
            "time": TIME,
            **PLACE,
        },
    ),
    "call_events": Table(
        "One step of a call between two legs: a call-control row of calllogs, or a feature's own signal.",
        {
            "time": TIME,
            "time_local": TIME_LOCAL,
            "node": NODE,
            "event": text("SETUP, OFFERED, RELEASE, REJECT, SPLIT or JOIN"),
            "ci_a": number("first call identifier"),
            "ci_b": number("second call identifier"),
            "calling": text("calling number"),
            "original_called": text("number first called"),
            "called": text("number finally called"),
            "device_a": text("device of the first leg"),
            "device_b": text("device of the second leg"),
            "cause": number("release cause"),
            "call": CALL,
            "source": text("calllogs (the row as written) or signal (SsSplitReq, SsJoinReq)"),
            **PLACE,
        },
    ),
    "clock_skew": Table(
        "How far the clocks of two nodes are apart, told by signals that both of them logged.",
        {
            "node_a": number("the node with the lower number"),
            "host_a": text("its host name"),
            "node_b": number("the other node"),
            "host_b": text("its host name"),
            "offset_ms": number(
                "milliseconds that the clock of node_b runs ahead of that of node_a (negative: behind): half "
                "the difference of the median trips there and back; with signals of one direction only, "
                "their trip is in it"
            ),
            "trip_ms": number("median milliseconds of a signal's way; null with one direction only"),
            "pairs_ab": number("signals from node_a to node_b that both logged"),
            "pairs_ba": number("signals from node_b to node_a that both logged"),
            "time": TIME,
            **PLACE,
        },
    ),
    "findings": Table(
        "A diagnosis with the records that prove it.",
        {
            "slug": text("name of the check"),
            "severity": text("bad, warning or note"),
            "call": CALL,
            "connection": text("the connection it is about"),
            "title": text("the finding in a line"),
            "what": text("what was seen"),
            "why": text("why it matters"),
            "fix": text("what to do"),
            "seen": flag("stated by the trace; otherwise inferred from it"),
            "evidence": texts("member:line of each record that proves it"),
        },
    ),
    "coverage": Table(
        "What time the traces of a node cover, and what is missing in it.",
        {
            "node": number("number of the CUCM node that it is about; null when it is about several"),
            "host": text("host name of that node"),
            "app": text("service whose traces it is about (CCM, CTIManager …)"),
            "what": text(
                "covered, missing files, gap, uneven, absent node, no signals, flags overridden, no SIP text"
            ),
            "from": text("where that begins, by the node's own clock"),
            "to": text("where that ends, by the node's own clock"),
            "count": number("how many: files, signals, messages or mentions, as the detail says"),
            "detail": text("what was seen – what it means – what you can do"),
        },
    ),
    "unparsed": Table(
        "The most frequent kinds of lines that no record holds.",
        {
            "shape": text("what they look like: 9 for numbers, x for hexadecimal digits, … for quoted text"),
            "lines": number("how many lines have that shape"),
            **PLACE,
        },
    ),
    "problems": Table(
        "Something that was claimed and could not be read.",
        {
            "member": PLACE["member"],
            "line": PLACE["line"],
            "family": text("the family that claimed it"),
            "reason": text("what is wrong – what was done – what you can do"),
            "offset": PLACE["offset"],
            "length": PLACE["length"],
        },
    ),
}
"""Every table, by the name it has in Python, on disk and on the command line."""
