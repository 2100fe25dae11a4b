"""The small world of the ladder tests with what a report shows beside: trunks, verdicts, findings."""

from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from tests.ladder.scenario import CALL, EPOCH, MEMBER, TRUNK, World, clock, place, table, world


@dataclass(kw_only=True)
class ReportWorld(World):
    """Tables that satisfy ``tracekit.report.source.ReportTables``."""

    trunks: pd.DataFrame
    trunk_checks: pd.DataFrame


WHY = "certificate CUCM10 presented after 101 ms; cipher AES128-SHA is weak"
FIX = "leave only ECDHE ciphers"
JUDGED: dict[str, Any] = {
    "verdict": "secure with weaknesses",
    "verdict_seen": True,
    "why": WHY,
    "fix": FIX,
    "bad": False,
}


def report_world() -> ReportWorld:
    """1018 calls 9898 over a TLS trunk that is judged; two findings, one of them about the call."""
    made = world()
    parts = {field.name: getattr(made, field.name) for field in fields(World)}
    parts["connections"] = _judged(made.connections)
    parts["findings"] = table("findings", findings())
    trunk = {
        **{"trunk": TRUNK, "device": TRUNK, "peers": ["10.106.95.200:5061"], "transports": ["TLS"], **JUDGED},
        **{"remote_cns": ["CUCM10"], "ciphers": ["AES128-SHA"], "expected_names": ["CUCM10"]},
        **{"certificate_changes": ["10.106.95.200: /CN=OLD → /CN=CUCM10"], "connections": 1, "calls": 1},
        **{"first_seen": clock(21.222)["time"], "last_seen": clock(61.431)["time"], "security_mode": 3},
        **{"messages_in": 4, "messages_out": 3, "srtp_allowed": True, **place(1219)},
    }
    parts["trunks"] = table("trunks", [trunk])
    parts["trunk_checks"] = table("trunk_checks", checks())
    return ReportWorld(**parts)


def findings() -> list[dict[str, object]]:
    """A warning about the connection, then something bad about the call."""
    weak = {
        **{"slug": "cipher-weak", "severity": "warning", "connection": f"1-{EPOCH}-12", "seen": True},
        **{"title": "Cipher is weak: AES128-SHA", "what": "1 connection", "why": "no forward secrecy"},
        **{"fix": "use ECDHE", "evidence": [f"{MEMBER}:1225"]},
    }
    keys = {
        **{"slug": "srtp-keys-readable", "severity": "bad", "call": CALL, "seen": False},
        **{"title": "SRTP keys were readable", "what": "1 offer over TCP", "why": "media can be decrypted"},
        **{"fix": "put TLS on the phone", "evidence": [f"{MEMBER}:1220", f"{MEMBER}:9999"]},
    }
    return [weak, keys]


def checks() -> list[dict[str, object]]:
    """Two steps of the checklist, one of them by both sources."""
    mine = {"trunk": TRUNK, "device": TRUNK}
    seen = {"state": "seen", "trace": "connection 12 opened by CUCM", "evidence": [f"{MEMBER}:1219"]}
    wrong = {"state": "wrong", "trace": "presented OLD", "capture": "certificates of OLD"}
    return [
        {**mine, "step": 1, "title": "TCP connection", **seen},
        {**mine, "step": 6, "title": "names are the expected ones", **wrong},
    ]


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    """The connections, the trunk's with its verdict."""
    secure = (frame["transport"] == "TLS").fillna(False).astype(bool)
    values = {**JUDGED, "certificate_after_ms": 101, "name_check": "match"}
    told = {name: frame[name].mask(secure, value) for name, value in values.items()}
    lists = {"expected_names": ["CUCM10"], "evidence": [f"{MEMBER}:1219", f"{MEMBER}:1220"]}
    told |= {
        name: pd.Series([value if is_tls else None for is_tls in secure]) for name, value in lists.items()
    }
    return frame.assign(**told)
