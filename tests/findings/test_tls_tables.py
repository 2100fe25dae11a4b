"""Checks over connections, captured handshakes and certificates: a failure, and what is nearly one."""

from typing import Any

import pandas as pd
import pytest

from tests.findings.written import Rows, judge, moment, place

Tables = dict[str, Rows]
SUBJECT = "/C=IN/O=cisco/CN=CUCM10"


def wire(**facts: Any) -> dict[str, Any]:
    base = {
        "connection": "1-1-12", "node": 1, "conn_idx": 12, "transport": "TLS", "remote_ip": "10.10.95.200",
        "remote_port": 5061, "opened": moment(0), "device": "TRUNK_A", "verdict": "secure", "why": "because",
        "verdict_seen": True, "transport_seen": True, "srtp_keys_readable": False, **place(7),
    }  # fmt: skip
    return {**base, **facts}


def certificate(**facts: Any) -> dict[str, Any]:
    base = {
        "source": "capture", "time": moment(1), "remote_ip": "10.10.95.200", "remote_port": 5061,
        "cn": "CUCM10", "subject": SUBJECT, "issuer": "CN=Lab CA", "serial": "0A",
        "not_before": moment(-10 * DAY), "not_after": moment(400 * DAY), "key": "RSA 2048",
        "signature": "sha256WithRSAEncryption",
        "purposes": ["serverAuth", "clientAuth"], "place_in_chain": 0, **place(9),
    }  # fmt: skip
    return {**base, **facts}


def handshake(**facts: Any) -> dict[str, Any]:
    base = {
        "started": moment(0), "client_ip": "10.10.95.203", "client_port": 42387, "server_ip": "10.10.95.200",
        "server_port": 5061, "version": "TLS 1.2", "cipher": "ECDHE-RSA-AES256-GCM-SHA384", "complete": True,
        **place(3),
    }  # fmt: skip
    return {**base, **facts}


DAY = 86_400
ALERT = "fatal unknown_ca (48) from the client: the chain does not end at a CA that the sender trusts"
OLD, NEW = certificate(serial="0A"), certificate(serial="0B", time=moment(60), **place(11))

FOUND: dict[str, tuple[str, Tables, str]] = {
    "unfinished": (
        "tls-unfinished",
        {"connections": [wire(verdict="handshake not finished")]},
        "1 connection with",
    ),
    "unfinished in a capture": (
        "tls-unfinished",
        {"handshakes": [handshake(complete=False)]},
        "without an alert",
    ),
    "closed": ("tls-closed", {"connections": [wire(verdict="closed after the handshake")]}, "because"),
    "wrong name": ("certificate-name", {"connections": [wire(verdict="wrong name")]}, "because"),
    "alert": ("tls-alert", {"handshakes": [handshake(complete=False, alert=ALERT)]}, "unknown_ca (48)"),
    "requested": ("tls-plain", {"connections": [wire(transport="TCP", tls_security=3)]}, "the request asks"),
    "secure port": ("tls-plain", {"connections": [wire(transport="TCP")]}, "it is the secure port 5061"),
    "static RSA": ("cipher-weak", {"connections": [wire(cipher="AES128-SHA")]}, "no forward secrecy"),
    "TLS 1.0": ("cipher-weak", {"handshakes": [handshake(version="TLS 1.0")]}, "TLS 1.0 is deprecated"),
    "RC4": ("cipher-broken", {"connections": [wire(cipher="RC4-SHA")]}, "RFC 7465"),
    "no encryption": ("cipher-broken", {"handshakes": [handshake(cipher="NULL-SHA")]}, "no encryption"),
    "expired": (
        "certificate-expired",
        {"certificates": [certificate(not_after=moment(-DAY))]},
        "1 days before",
    ),
    "not yet": (
        "certificate-expired",
        {"certificates": [certificate(not_before=moment(DAY))]},
        "valid only from",
    ),
    "soon": (
        "certificate-expires-soon",
        {"certificates": [certificate(not_after=moment(20 * DAY))]},
        "19 days",
    ),
    "SHA-1": (
        "certificate-weak",
        {"certificates": [certificate(signature="sha1WithRSAEncryption")]},
        "SHA-1",
    ),
    "short key": ("certificate-weak", {"certificates": [certificate(key="RSA 1024")]}, "below 2048 bits"),
    "server only": (
        "certificate-purpose",
        {"certificates": [certificate(purposes=["serverAuth"])]},
        "clientAuth",
    ),
    "changed": (
        "certificate-changed",
        {"certificates": [OLD, NEW]},
        "serial 0A until then, CUCM10, serial 0B from",
    ),
    "another file": (
        "certificate-differs",
        {"certificates": [certificate(source="file", same=False, compared="serial different"), NEW]},
        "serial different",
    ),
}
QUIET: dict[str, tuple[str, Tables]] = {
    "secure": ("tls-unfinished", {"connections": [wire()]}),
    "nobody knows": ("tls-unfinished", {"connections": [wire(verdict="unknown")]}),
    "an attempt that its error tells": (
        "tls-unfinished",
        {"connections": [wire(verdict="handshake not finished", conn_idx=None)]},
    ),
    "a capture that was cut": ("tls-unfinished", {"handshakes": [handshake(complete=None)]}),
    "an orderly end": ("tls-alert", {"handshakes": [handshake()]}),
    "an alert behind a whole handshake": ("tls-alert", {"handshakes": [handshake(alert=ALERT)]}),
    "a right name": ("certificate-name", {"connections": [wire(remote_cn="CUCM10")]}),
    "in use": ("tls-closed", {"connections": [wire()]}),
    "plain as it should be": (
        "tls-plain",
        {"connections": [wire(transport="TCP", tls_security=1, remote_port=5060, local_port=5060)]},
    ),
    "TLS on 5061": ("tls-plain", {"connections": [wire(tls_security=3)]}),
    "a strong suite": ("cipher-weak", {"connections": [wire(cipher="ECDHE-RSA-AES256-GCM-SHA384")]}),
    "a weak suite is not broken": ("cipher-broken", {"connections": [wire(cipher="AES128-SHA")]}),
    "a suite that is not known": ("cipher-broken", {"connections": [wire(cipher="NEW-SUITE")]}),
    "valid": ("certificate-expired", {"certificates": [certificate()]}),
    "a file without any moment": (
        "certificate-expired",
        {"certificates": [certificate(time=None, source="file", not_after=moment(-DAY))]},
    ),
    "a year left": ("certificate-expires-soon", {"certificates": [certificate()]}),
    "expired is not soon": (
        "certificate-expires-soon",
        {"certificates": [certificate(not_after=moment(-1))]},
    ),
    "SHA-256": ("certificate-weak", {"certificates": [certificate()]}),
    "a root's own signature": (
        "certificate-weak",
        {"certificates": [certificate(signature="sha1WithRSAEncryption", is_ca=True, self_signed=True)]},
    ),
    "an elliptic key": ("certificate-weak", {"certificates": [certificate(key="EC P-256")]}),
    "both purposes": ("certificate-purpose", {"certificates": [certificate()]}),
    "no list allows all": ("certificate-purpose", {"certificates": [certificate(purposes=None)]}),
    "a CA": ("certificate-purpose", {"certificates": [certificate(purposes=["serverAuth"], is_ca=True)]}),
    "the same again": ("certificate-changed", {"certificates": [OLD, {**OLD, "time": moment(60)}]}),
    "two that take turns": (
        "certificate-changed",
        {"certificates": [OLD, NEW, {**OLD, "time": moment(90), "line": 13}]},
    ),
    "one subject in two notations": (
        "certificate-changed",
        {"certificates": [OLD, {**OLD, "time": moment(60), "subject": "CN=CUCM10, O=cisco, C=IN"}]},
    ),
    "two peers": ("certificate-changed", {"certificates": [OLD, {**NEW, "remote_ip": "10.10.95.201"}]}),
    "the file that it presents": (
        "certificate-differs",
        {"certificates": [certificate(source="file", same=True), NEW]},
    ),
    "a file that nobody presents": ("certificate-differs", {"certificates": [certificate(source="file")]}),
}


@pytest.mark.parametrize(("slug", "tables", "words"), FOUND.values(), ids=FOUND)
def test_found(slug: str, tables: Tables, words: str) -> None:
    (one,) = judge(slug, tables)
    assert words in one.what and one.evidence


@pytest.mark.parametrize(("slug", "tables"), QUIET.values(), ids=QUIET)
def test_quiet(slug: str, tables: Tables) -> None:
    assert judge(slug, tables) == []


def test_a_trunk_whose_profile_asks_for_tls() -> None:
    tables: Tables = {"connections": [wire(transport="TCP", remote_port=5060)]}
    profile = {"device": "TRUNK_A", "security_mode": 3, **place(2)}
    (one,) = judge("tls-plain", tables, {"trunk_profile": [profile]})
    assert "the trunk's profile asks for TLS" in one.what
    assert one.evidence == tuple(f"{place(0)['member']}:{line}" for line in (7, 2))
    assert judge("tls-plain", tables, {"trunk_profile": [{**profile, "security_mode": 1}]}) == []


def test_a_handshake_that_its_error_line_explains_is_told_once() -> None:
    tables: Tables = {"connections": [wire(verdict="handshake not finished")]}
    error = {
        "remote_ip": "10.10.95.200",
        "remote_port": 5061,
        "process": "1,100,17,5",
        "time": moment(0),
        **place(8),
    }
    assert judge("tls-unfinished", tables, {"tls_error": [error]}) == []


def test_many_tries_of_one_peer_are_one_finding() -> None:
    tries = [
        wire(connection=f"1-1-{n}", conn_idx=n, verdict="handshake not finished", line=n)
        for n in range(12, 42)
    ]
    (one,) = judge("tls-unfinished", {"connections": tries})
    assert one.what.startswith("30 connections") and len(one.evidence) == 12
    assert (one.connection, one.time) == ("1-1-12", pd.Timestamp(moment(0)))


def message(**facts: Any) -> dict[str, Any]:
    base = {
        "node": 1, "time": moment(2), "direction": "out", "transport": "TCP", "remote_ip": "10.10.95.200",
        "connection": "1-1-12", "label": "INVITE", "method": "INVITE", "call_id": "a@b", "cseq": 101,
        "cseq_method": "INVITE", "call": "17", "srtp": True, **place(20),
    }  # fmt: skip
    return {**base, **facts}


REFUSAL = message(
    label="488 Not Acceptable Here",
    method=None,
    status=488,
    direction="in",
    srtp=False,
    time=moment(3),
    line=21,
)


def test_keys_over_plain_signalling() -> None:
    plain = wire(transport="TCP", srtp_keys_readable=True)
    (one,) = judge("srtp-keys-readable", {"messages": [message()], "connections": [plain]})
    assert (one.call, one.connection, one.seen) == ("17", "1-1-12", True)
    (one,) = judge(
        "srtp-keys-readable", {"messages": [message()], "connections": [{**plain, "transport_seen": False}]}
    )
    assert not one.seen
    assert (
        judge("srtp-keys-readable", {"messages": [message(transport="TLS")], "connections": [wire()]}) == []
    )
    assert judge("srtp-keys-readable", {"messages": [message(srtp=False)], "connections": [plain]}) == []


def test_refused_srtp() -> None:
    (one,) = judge("srtp-refused", {"messages": [message(), REFUSAL]})
    assert one.what.startswith("488 Not Acceptable Here to an INVITE with SRTP, from 10.10.95.200")
    assert judge("srtp-refused", {"messages": [message(srtp=False), REFUSAL]}) == []
    accepted = message(label="200 OK", method=None, status=200, direction="in", cseq=102, line=22)
    assert judge("srtp-refused", {"messages": [message(), REFUSAL, accepted]}) == [], "the fallback was taken"
