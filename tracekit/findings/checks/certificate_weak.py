"""A certificate is signed with MD5 or SHA-1, or its RSA key has less than 2048 bits.

RFC 9325 section 4.5; judged as `tracekit tls` judges files. A root is not asked for its signature.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, holds
from tracekit.findings.validity import IDENTITY, named
from tracekit.tls.certificate import Certificate
from tracekit.tls.checks import weaknesses

SLUG = "certificate-weak"
SEVERITY = "warning"
TITLE = "Certificate is weak"
WHY = "current peers refuse it, and its signature or key may be forged"
FIX = "make a new RSA key of 2048 bits or more and have the certificate issued with SHA-256 or better"

_KEY, _SIGNATURE = "certificate-key", "certificate-signature"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each certificate."""
    table = tables["certificates"]
    known = table[table["key"].notna() | table["signature"].notna()]
    for _, rows in groups(known, *IDENTITY):
        root = holds(rows["is_ca"] & rows["self_signed"]).all()
        asked = [_KEY] if root else [_KEY, _SIGNATURE]
        weak = [one for one in weaknesses(_algorithms(rows)) if one.slug in asked]
        if weak:
            what = "; ".join(one.what for one in weak)
            yield Finding(what, lines(rows), about=named(rows), time=first_time(rows))


def _algorithms(rows: pd.DataFrame) -> Certificate:
    """What the judgement needs of a certificate."""
    return Certificate(
        subject=None, issuer=None, cn=None, san=None, serial=None, not_before=None, not_after=None,
        key=first(rows["key"]), signature=first(rows["signature"]),
    )  # fmt: skip
