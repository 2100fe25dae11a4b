"""A peer's certificate bears a name that is not expected: neither its common name nor a SAN fits.

Phones: `validTLSConnection … did not find matching SAN either` (seen in a trace of a device over Expressway).
Trunks: the peer's names against X.509 Subject Name of the security profile (CUCM Security Guide).
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, known
from tracekit.findings.wires import by_peer, judged_wires
from tracekit.tls.verdict import WRONG_NAME

SLUG = "certificate-name"
SEVERITY = "bad"
TITLE = "Certificate bears another name than expected"
WHY = "CUCM refuses the peer for it: no SIP runs over the connection"
FIX = (
    "put the name that the certificate has into X.509 Subject Name of the security profile (phones: "
    "the device "
    "name, over Expressway the name of the phone security profile), or re-issue the certificate with "
    "that name"
)

_NO_SAN = "alternative names"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each name that CUCM refused, one for each peer judged by its names."""
    checked = events["name_check"]
    yield from _refused(checked[checked["failed"].notna()], events["alarm"])
    told = checked.loc[checked["failed"] == _NO_SAN, "received"].dropna()
    wrong = judged_wires(tables, WRONG_NAME)
    yield from by_peer(wrong[~wrong["remote_cn"].isin(told)], tables)


def _refused(rows: pd.DataFrame, alarms: pd.DataFrame) -> Iterator[Finding]:
    """The first line of a check only says that the common name differs; the one on the SAN decides."""
    for _, group in groups(rows, "member", "process", "instance", "received"):
        if not (group["failed"] == _NO_SAN).any():
            continue
        expected = known(group["expected"])
        raised = alarms[(alarms["alarm_name"] == "ConnectionFailure") & alarms["device"].isin(expected)]
        yield Finding(
            f"received {first(group['received'])}, expected {' or '.join(expected)}: the common name "
            "does not "
            "match, nor does a subject alternative name",
            lines(group, raised),
            about=first([*raised["device"], *expected]),
            time=first_time(group),
        )
