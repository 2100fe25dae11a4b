"""A small world of tables: 1018 on a phone calls 9898 over a TLS trunk. Written for the tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from tracekit.tables.schema import TABLES

MEMBER = "call.zip!node1/sdl/SDL001_100_000012.txt"
PEER_MEMBER = "call.zip!node7/sdl/SDL001_100_000003.txt"
EPOCH = "2015-03-01 06:00:00"
PHONE, PHONE_IP = "SEP0011AABB0001", "10.106.95.50"
TRUNK, TRUNK_IP = "TRUNK_TO_CUCM10", "10.106.95.200"
CALL = "call-1"
LEG_A, LEG_B = "0011aabb-00010002-3c4d@10.106.95.50", "a1b2c300-5cd01e2f-9-cb5f6a0a@10.106.95.203"
DTYPES = {
    "text": "str",
    "int": "Int64",
    "float": "Float64",
    "flag": "boolean",
    "time": "datetime64[us, UTC]",
    "list": "object",
}


@dataclass
class World:
    """Tables that satisfy ``tracekit.ladder.Tables``, with the bytes that the proofs point at."""

    members: pd.DataFrame
    messages: pd.DataFrame
    digit_analyses: pd.DataFrame
    connections: pd.DataFrame
    certificates: pd.DataFrame
    legs: pd.DataFrame
    calls: pd.DataFrame
    call_events: pd.DataFrame
    findings: pd.DataFrame
    problems: pd.DataFrame
    coverage: pd.DataFrame
    unparsed: pd.DataFrame
    events: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    texts: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def raw(self, member: str, offset: int, length: int) -> bytes:
        return self.texts.get((member, offset), b"")


def table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """A table with the columns and types of the schema; what a row does not say is null."""
    columns = TABLES[name].columns
    made = {
        column: pd.Series([row.get(column) for row in rows], dtype=DTYPES[spec.type], name=column)
        for column, spec in columns.items()
    }
    return pd.DataFrame(made, columns=list(columns))


def clock(second: float, dated: bool = True) -> dict[str, object]:
    """The time cells of a record ``second`` seconds after 19:59:00."""
    whole, milli = divmod(round(second * 1000), 1000)
    face = f"19:59:{whole:02}.{milli:03}" if whole < 60 else f"20:00:{whole - 60:02}.{milli:03}"
    if not dated:
        return {"time": None, "time_local": face}
    utc = pd.Timestamp(f"2015-03-14T{face}+05:30").tz_convert("UTC")
    return {"time": utc, "time_local": f"2015-03-14T{face}+05:30"}


def place(line: int, member: str = MEMBER) -> dict[str, object]:
    return {"member": member, "line": line, "offset": line * 100, "length": 90}


SIP_BODY = (
    "v=0\r\no=tracekit 1 1 IN IP4 10.106.95.203\r\ns=SIP Call\r\nm=audio 24580 RTP/SAVP 0 101\r\n"
    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20\r\n"
)
INVITE_TEXT = (
    "07110322.001 |19:59:21.224 |AppInfo  |SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to "
    "10.106.95.200 on port 5061 index 12\r\n[122,NET]\r\nINVITE sip:9898@10.106.95.200:5061 SIP/2.0\r\n"
    "Via: SIP/2.0/TLS 10.106.95.203:5061;branch=z9hG4bK2a77c01f9e\r\n"
    "From: <sip:1018@10.106.95.203>;tag=57~5c0d1e2f-1111-4222-8333-444455556666-19024196\r\n"
    "To: <sip:9898@10.106.95.200>\r\nCall-ID: " + LEG_B + "\r\nCSeq: 101 INVITE\r\n"
    'Authorization: Digest username="1018", realm="lab", nonce="c0ffee", response="d41d8cd98f00b204"\r\n'
    "User-Agent: Cisco-CUCM9.1\r\nContent-Type: application/sdp\r\n\r\n" + SIP_BODY
).encode()

Step = tuple[float, str, str, str, int, str | None, int | None, str | None, bool]

STEPS: list[Step] = [
    (21.102, "in", "phone", "INVITE", 101, "INVITE", None, None, True),
    (21.104, "out", "phone", "100 Trying", 101, None, 100, "Trying", False),
    (21.224, "out", "trunk", "INVITE", 101, "INVITE", None, None, True),
    (21.331, "in", "trunk", "100 Trying", 101, None, 100, "Trying", False),
    (21.412, "in", "trunk", "180 Ringing", 101, None, 180, "Ringing", False),
    (21.413, "out", "phone", "180 Ringing", 101, None, 180, "Ringing", False),
    (25.871, "in", "trunk", "200 OK", 101, None, 200, "OK", True),
    (25.880, "out", "trunk", "ACK", 101, "ACK", None, None, True),
    (25.884, "out", "phone", "200 OK", 101, None, 200, "OK", True),
    (25.951, "in", "phone", "ACK", 101, "ACK", None, None, False),
    (61.400, "in", "phone", "BYE", 102, "BYE", None, None, False),
    (61.402, "out", "phone", "200 OK", 102, None, 200, "OK", False),
    (61.405, "out", "trunk", "BYE", 102, "BYE", None, None, False),
    (61.431, "in", "trunk", "200 OK", 102, None, 200, "OK", False),
]


def message(number: int, step: Step, dated: bool) -> dict[str, object]:
    second, direction, side, label, cseq, method, status, reason, has_sdp = step
    phone = side == "phone"
    return {
        **{
            "message": f"1-{EPOCH}-{number}",
            "node": 1,
            "epoch": EPOCH,
            "net_no": number,
            "seq": 4530000 + number,
        },
        **clock(second, dated),
        **{"direction": direction, "transport": "TCP" if phone else "TLS", "label": label},
        **{"remote_ip": PHONE_IP if phone else TRUNK_IP, "remote_port": 50412 if phone else 5061},
        **{"conn_idx": 7 if phone else 12, "connection": f"1-{EPOCH}-{7 if phone else 12}"},
        **{"method": method, "status": status, "reason": reason, "has_sdp": has_sdp, "srtp": has_sdp},
        **{
            "call_id": LEG_A if phone else LEG_B,
            "cseq": cseq,
            "cseq_method": "BYE" if cseq == 102 else "INVITE",
        },
        **{"from_number": "1018", "to_number": "9898", "branch": f"z9hG4bK{side}{cseq}{method == 'ACK'}"},
        **{"ci": 19024195 if phone else 19024196, "device": PHONE if phone else TRUNK, "call": CALL},
        **{"dialog": f"dialog-{side}", "user_agent": "Cisco-CUCM9.1" if direction == "out" else None},
        **place(number * 10),
        **({"length": len(INVITE_TEXT)} if number == 122 else {}),
    }


def _register(dated: bool) -> dict[str, object]:
    """What came over the phone's connection before the call."""
    step: Step = (2.5, "in", "phone", "REGISTER", 100, "REGISTER", None, None, False)
    mine = {"call": None, "ci": None, "call_id": "0011aabb-0001@10.106.95.50", "cseq_method": "REGISTER"}
    return message(3, step, dated) | mine


def world(dated: bool = True) -> World:
    """The whole call: both legs, digit analysis, connection and certificate, on node 1."""
    numbered = list(enumerate(STEPS, start=120))
    peer = {"remote_ip": TRUNK_IP, "remote_port": 5061}
    certificate = {
        **{"node": 1, "epoch": EPOCH, "conn_idx": 12, "connection": f"1-{EPOCH}-12", **peer},
        **{"subject": "/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN=CUCM10", "cn": "CUCM10"},
        **{"cipher": "AES128-SHA", "source": "trace"},
    }
    analysis = {
        **{"node": 1, "epoch": EPOCH, "seq": 4530161, "ci": 19024195, "call": CALL, "calling": "1018"},
        **{"fqcn": "1018", "dialed": "9898", "result": "matched", "pattern": "9898", "called": "9898"},
        **{"next_hop": "SIPD(1,100,74,16)", "device": TRUNK, **clock(21.185, dated), **place(1212)},
    }
    made = World(
        members=table("members", _members()),
        messages=table("messages", [_register(dated), *(message(n, step, dated) for n, step in numbered)]),
        digit_analyses=table("digit_analyses", [analysis]),
        connections=table("connections", _connections(dated)),
        certificates=table(
            "certificates",
            [
                {**certificate, "receiver": "SIPHandler(1,100,72,1)", **clock(21.323, dated), **place(1225)},
                {**certificate, "receiver": "SIPD(1,100,74,16)", **clock(21.324, dated), **place(1226)},
            ],
        ),
        legs=table("legs", _legs()),
        calls=table("calls", _calls()),
        call_events=table("call_events", []),
        findings=table("findings", []),
        problems=table("problems", _problems()),
        coverage=table("coverage", _coverage()),
        unparsed=table("unparsed", [{"shape": "a=rtpmap:9 PCMU/9", "lines": 3, **place(1)}]),
        texts={(MEMBER, 122_000): INVITE_TEXT},
    )
    asked = {"node": 1, "tls_security": 3, "call": CALL, **clock(21.189, dated), **place(1215)}
    created = {"node": 1, "conn_idx": 12, "connection": f"1-{EPOCH}-12", "call": None}
    made.events = {
        "sip_process_enqueue": pd.DataFrame([asked]),
        "conn_created": pd.DataFrame([created | clock(21.222, dated) | place(1219)]),
    }
    made.notes = {
        "sip_process_enqueue": ("Connection asked for", "tls_security {tls_security}"),
        "conn_created": ("Connection created", "index {conn_idx}"),
    }
    return made


def _coverage() -> list[dict[str, object]]:
    node = {"node": 1, "host": "cucm9-pub", "app": "CCM"}
    start, end = "2015-03-14T19:55:02.010+05:30", "2015-03-14T20:10:00.200+05:30"
    missing = (
        "file 14 missing between 13 and 15 (2015-03-14 20:01:00–20:04:00) – calls in this time may be "
        "incomplete – collect this time again"
    )
    absent = (
        "its SDL is not in the input, but 4 signals ran between it and other nodes – its part of these "
        "calls is missing – collect its SDL for the same time"
    )
    return [
        {
            **node,
            "what": "covered",
            "from": start,
            "to": end,
            "count": 1,
            "detail": "SDL in 1 file, 5,120 records",
        },
        {**node, "what": "missing files", "from": start, "to": end, "count": 1, "detail": missing},
        {"node": 2, "what": "absent node", "count": 4, "detail": absent},
    ]


def _members() -> list[dict[str, object]]:
    read = {
        **{"member": MEMBER, "kind": "sdl", "state": "read", "node": 1, "host": "cucm9-pub", "app": "CCM"},
        **{"version": "9.1.2.10000-28", "epoch": EPOCH, "file_number": 12, "utc_offset_minutes": 330},
        **{"first_time": "2015-03-14T19:55:02.010+05:30", "last_time": "2015-03-14T20:10:00.200+05:30"},
        **{"records": 5120, "bytes": 1_048_576, "bytes_parsed": 838_861, "bytes_continuation": 209_500},
        "bytes_unparsed": 215,
    }
    odd = {
        **{"member": "call.zip!node1/sdl/SDL001_100_000013.txt.gzo", "kind": "sdl", "state": "partly read"},
        **{
            "reason": "the compressed stream ends early: it was still being written",
            "node": 1,
            "epoch": EPOCH,
        },
        **{
            "records": 40,
            "bytes": 8192,
            "bytes_parsed": 7000,
            "bytes_continuation": 1000,
            "bytes_unparsed": 192,
        },
    }
    image = {
        "member": "call.zip!readme.png",
        "kind": "other",
        "state": "skipped",
        "reason": "not a trace",
        "bytes": 900,
    }
    return [read, odd, image]


def _connections(dated: bool) -> list[dict[str, object]]:
    phone = {
        **{"connection": f"1-{EPOCH}-7", "node": 1, "epoch": EPOCH, "conn_idx": 7, "transport": "TCP"},
        **{"remote_ip": PHONE_IP, "remote_port": 50412, "local_port": 5060, "device": PHONE},
        **{"messages_in": 31, "messages_out": 30, "why": "accepted on port 5060", **place(40)},
    }
    trunk = {
        **{"connection": f"1-{EPOCH}-12", "node": 1, "epoch": EPOCH, "conn_idx": 12, "transport": "TLS"},
        **{"remote_ip": TRUNK_IP, "remote_port": 5061, "tls_security": 3, "device": TRUNK},
        **{"opened": clock(21.222, dated)["time"], "messages_in": 4, "messages_out": 3},
        **{"subject": "/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN=CUCM10", "remote_cn": "CUCM10"},
        **{"cipher": "AES128-SHA", "cipher_grade": "weak", "why": "transport=TLS Over TCP", **place(1219)},
    }
    return [phone, trunk]


def _legs() -> list[dict[str, object]]:
    times = {
        "started": clock(21.102)["time"],
        "answered": clock(25.884)["time"],
        "ended": clock(61.4)["time"],
    }
    phone = {
        **{"ci": 19024195, "node": 1, "call": CALL, "device": PHONE, "number": "1018", "role": "calling"},
        **{
            "call_ids": [LEG_A],
            "connection": f"1-{EPOCH}-7",
            "transport": "TCP",
            "secure": False,
            "cause": 16,
        },
    }
    trunk = {
        **{"ci": 19024196, "node": 1, "call": CALL, "device": TRUNK, "number": "9898", "role": "called"},
        **{
            "call_ids": [LEG_B],
            "connection": f"1-{EPOCH}-12",
            "transport": "TLS",
            "secure": True,
            "cause": 16,
        },
    }
    return [{**phone, **times, **place(1200)}, {**trunk, **times, **place(1220)}]


def _calls() -> list[dict[str, object]]:
    return [
        {
            **{"call": CALL, "started": clock(21.102)["time"], "answered": clock(25.884)["time"]},
            **{"ended": clock(61.4)["time"], "duration_s": 35.516, "calling": "1018", "dialed": "9898"},
            **{"called": "9898", "devices": [PHONE, TRUNK], "legs": ["19024195", "19024196"], "nodes": ["1"]},
            **{
                "outcome": "answered",
                "cause": 16,
                "cause_text": "normal call clearing",
                "released_by": "1018",
            },
            **{"transport": "TCP, TLS", "secure": False, **place(1200)},
        }
    ]


def _problems() -> list[dict[str, object]]:
    reason = "no closing bracket – kept as text – look at the line"
    return [{"family": "digit_analysis_match", "reason": reason, **place(1311)}]


def far_node(near: World) -> World:
    """The same call, the trunk's other end traced too: node 1 of another cluster, call of its own."""
    rows: list[dict[str, object]] = []
    for number, step in enumerate(STEPS, start=120):
        if step[2] == "trunk":
            row = message(number, step, dated=True)
            row |= {
                "direction": "out" if step[1] == "in" else "in",
                "call": "call-far",
                "device": "TRUNK_TO_CUCM9",
            }
            row |= {
                "remote_ip": "10.106.95.203",
                "remote_port": 41022,
                "connection": "1-far-3",
                "conn_idx": 3,
            }
            row |= clock(step[0] + (0.003 if step[1] == "out" else -0.003)) | place(number, PEER_MEMBER)
            rows.append(row)
    member = {"member": PEER_MEMBER, "kind": "sdl", "state": "read", "node": 1, "host": "cucm10-pub"}
    near.messages = pd.concat([near.messages, table("messages", rows)], ignore_index=True)
    near.members = pd.concat([near.members, table("members", [member])], ignore_index=True)
    return near


def changed(frame: pd.DataFrame, column: str, change: Callable[[object], object]) -> pd.DataFrame:
    """The frame with one column's values replaced."""
    return frame.assign(**{column: pd.Series([change(v) for v in frame[column]], dtype=frame[column].dtype)})
