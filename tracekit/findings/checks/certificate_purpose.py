"""A certificate lacks clientAuth or serverAuth among its extended key usages.

CallManager is client on the trunks that it opens and server on those that it accepts (RFC 5280 section
4.2.1.12); peers then say `unsupported certificate purpose`, verification error 26. No list allows all.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import holds
from tracekit.findings.validity import IDENTITY, named
from tracekit.tls.certificate import Certificate
from tracekit.tls.checks import weaknesses

SLUG = "certificate-purpose"
SEVERITY = "warning"
TITLE = "Certificate may not be used for both client and server"
WHY = "TLS works in one direction only: the other end refuses the certificate"
FIX = "have it issued for serverAuth and clientAuth (template or profile of the CA)"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each certificate of an end; those of CAs are not asked."""
    table = tables["certificates"]
    own = table[table["purposes"].notna() & ~holds(table["is_ca"]) & table["place_in_chain"].fillna(0).eq(0)]
    for _, rows in groups(own, *IDENTITY):
        lacking = [one for one in weaknesses(_usages(rows)) if one.slug.endswith("-auth")]
        if lacking:
            what = "; ".join(one.what for one in lacking)
            yield Finding(what, lines(rows), about=named(rows), time=first_time(rows))


def _usages(rows: pd.DataFrame) -> Certificate:
    """What the judgement needs of a certificate."""
    return Certificate(
        subject=None, issuer=None, cn=None, san=None, serial=None, not_before=None, not_after=None, key=None,
        signature=None, extended_key_usages=tuple(rows["purposes"].iloc[0]),
    )  # fmt: skip
