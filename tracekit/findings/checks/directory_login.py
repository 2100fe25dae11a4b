"""A CTI application could not log in because the directory (LDAP) did not answer.

`CtiLoginCheckTimeout` about ten seconds after `authenticationDB::login` (CTIManager SDL of CUCM 14).
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import many

SLUG = "directory-login"
SEVERITY = "bad"
TITLE = "Directory does not answer logins"
WHY = "applications and users that log in by LDAP (Jabber, attendant consoles, contact centres) stay out"
FIX = (
    "check that the node reaches the LDAP server and port of LDAP Authentication, its certificate and "
    "its load"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each file."""
    for _, rows in groups(events["directory_login"], "member"):
        node = rows["node"].iloc[0]
        yield Finding(
            f"{many(len(rows), 'login')} not checked in time (CtiLoginCheckTimeout)",
            lines(rows),
            about=None if pd.isna(node) else f"node {node}",
            time=first_time(rows),
        )
