"""A TLS handshake ends with an error of OpenSSL: no common version or cipher, no certificate, no TLS at all.

`HandleSSLError - TLS protocol error(ssl reason code=… [N])`; numbers of OpenSSL's sslerr.h, from 1000 on the
alerts that the peer sent. What follows a refused certificate on the same connection belongs to that finding.
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, listed, many, number, peer
from tracekit.tls.alert import ALERTS
from tracekit.tls.openssl_reason import ALERT_OFFSET, OPENSSL_REASONS, explain_openssl_reason

SLUG = "tls-refused"
SEVERITY = "bad"
TITLE = "TLS handshake refused"
WHY = "no message runs over the connection; the other side sees a reset or an alert"
FIX = "align TLS versions and ciphers of both ends, and look at the certificates of both"

_CONNECTION = ["member", "process", "remote_ip", "remote_port"]


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node, peer address and reason."""
    errors = events["tls_error"]
    refused = errors.loc[errors["verify_error"].notna(), _CONNECTION].drop_duplicates()
    told = errors[errors["ssl_reason_code"].notna() | errors["ssl_reason"].notna()]
    alone = told.merge(refused.assign(refused=True), on=_CONNECTION, how="left")
    alone = alone[alone["refused"].isna()]
    for _, rows in groups(alone, "member", "remote_ip", "ssl_reason_code", "ssl_reason"):
        row = rows.iloc[0]
        code = number(row["ssl_reason_code"])
        where = listed(
            peer(ip, port) for ip, port in zip(rows["remote_ip"], rows["remote_port"], strict=True)
        )
        words = explain_openssl_reason(code) or "no number"
        yield Finding(
            f"{many(len(rows), 'handshake')} with {where}: {first(rows['ssl_reason']) or 'no words'} "
            f"[{words}]",
            lines(rows),
            about=peer(row["remote_ip"]),
            time=first_time(rows),
            fix=_fix(code),
        )


def _fix(code: int | None) -> str | None:
    if code is None:
        return None
    found = ALERTS.get(code - ALERT_OFFSET) if code >= ALERT_OFFSET else OPENSSL_REASONS.get(code)
    return found.fix if found else None
