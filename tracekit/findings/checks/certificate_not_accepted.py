"""A peer's certificate is not accepted: self-signed, unknown CA, expired, not yet valid, wrong purpose.

`HandleSSLError - Certificate verification failed:(Verification error:18)`; the numbers are those of OpenSSL's
x509_vfy.h. The protocol errors 68 and 114 that follow are its consequence and not told again.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, listed, many, peer
from tracekit.tls.verification_error import VERIFICATION_ERRORS, explain_verification_error

SLUG = "certificate-not-accepted"
SEVERITY = "bad"
TITLE = "Certificate of the peer not accepted"
WHY = "the TLS handshake ends here: no message runs over the connection, whatever is queued for it"
FIX = "upload the peer's certificate, or the root and every intermediate CA, to the trust store of every node"

_ILS = "600"
"""Application number of the intercluster lookup service; it trusts by tomcat-trust."""


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node, peer address and reason."""
    errors = events["tls_error"]
    numbered = errors[errors["verify_error"].notna()]
    for _, rows in groups(numbered, "member", "remote_ip", "verify_error"):
        row = rows.iloc[0]
        number = int(row["verify_error"])
        where = listed(
            peer(ip, port) for ip, port in zip(rows["remote_ip"], rows["remote_port"], strict=True)
        )
        reason = VERIFICATION_ERRORS.get(number)
        yield Finding(
            f"{many(len(rows), 'handshake')} with {where}: verification error "
            f"{explain_verification_error(number)}",
            lines(rows, _same(errors, rows)),
            about=peer(row["remote_ip"]),
            time=first_time(rows),
            fix=_fix(reason.fix if reason and reason.fix else FIX, rows),
        )


def _same(errors: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The other lines that the same connections printed."""
    keys = ["member", "process", "remote_ip", "remote_port"]
    return errors.merge(rows[keys].drop_duplicates(), on=keys)


def _fix(words: str, rows: pd.DataFrame) -> str:
    parts = (first(rows["process"]) or "").replace(" ", "").strip("[]").split(",")
    return words.replace("CallManager-trust", "tomcat-trust") if parts[1:2] == [_ILS] else words
