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
            "dialog": text("the dialog it belongs to"),
            "call": CALL,
            "has_sdp": flag("carries a session description"),
            "srtp": flag("offers or answers SRTP (a=crypto or RTP/SAVP)"),
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
            "cipher_grade": text("strong, acceptable or weak"),
            "expected_names": texts("X.509 subject names the trunk's security profile asks for"),
            "verdict": text("what can be said about its security"),
            "why": text("the reason for transport and verdict"),
            **PLACE,
        },
    ),
    "certificates": Table(
        "One certificate presentation, as logged.",
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
            **PLACE,
        },
    ),
    "handshakes": Table(
        "One TLS handshake seen in a packet capture.",
        {
            "connection": text("the connection it set up"),
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
            **PLACE,
        },
    ),
    "dialogs": Table(
        "One SIP dialog (RFC 3261 section 12) at one node.",
        {
            "dialog": text("id"),
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
            "role": text("calling, called, transferred, held music, recorder …"),
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
            "started": instant("UTC"),
            "answered": instant("UTC"),
            "ended": instant("UTC"),
            "duration_s": Column("float", "seconds from answer to end"),
            "calling": text("number of the caller"),
            "dialed": text("what was dialled"),
            "called": text("number that was reached"),
            "devices": texts("phones and trunks in it"),
            "legs": texts("CIs of its legs"),
            "nodes": texts("node numbers it ran over"),
            "outcome": text("answered, busy, no answer, rejected, cancelled, failed or in progress"),
            "cause": number("release cause, Q.850 or Cisco CDR value"),
            "cause_text": text("that cause in words"),
            "released_by": text("who hung up"),
            "transport": text("transports of its legs"),
            "secure": flag("every leg's signalling over TLS"),
            "related": texts("recorder and music calls"),
            **PLACE,
        },
    ),
    "call_events": Table(
        "One call-control row of a calllogs file, as written.",
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
            **PLACE,
        },
    ),
    "findings": Table(
        "A diagnosis with the records that prove it.",
        {
            "slug": text("name of the check"),
            "severity": text("info, warning or bad"),
            "call": CALL,
            "connection": text("the connection it is about"),
            "title": text("the finding in a line"),
            "what": text("what was seen"),
            "why": text("why it matters"),
            "fix": text("what to do"),
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
