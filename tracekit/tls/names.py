"""Names that a peer presents against the names that are expected of it.

A trunk's expected names stand in "X.509 Subject Name" of its security profile: up to 4096 characters, parted
by blanks, commas, semicolons or colons (CUCM Security Guide, SIP trunk security profile). A phone's is its
device name, over Expressway also the name of its security profile. CUCM compares the common name first and
then the subject alternative names, as its own lines tell (`InvalidX509NameInCertificate, Rcvd=…,
Expected=…. Will check SAN the next`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PARTING = re.compile(r"[\s,;:]+")
_SAN_PARTING = re.compile(r"[\s,;]+")
_SAN_KIND = re.compile(
    r"(?<![^\s,;])(?:DNS|IP(?:\s?Address)?|URI|email|dNSName|iPAddress|rfc822Name)\s*[:=]\s*", re.IGNORECASE
)

MATCH, MISMATCH, NOT_CHECKED, UNKNOWN = "match", "mismatch", "not checked", "unknown"


@dataclass(frozen=True)
class NameCheck:
    """What came of the comparison, with all that was compared."""

    result: str
    """match, mismatch, `not checked` (nothing is expected) or `unknown` (the peer's names are not known)"""
    matched: str | None
    """the presented name that matched"""
    by: str | None
    """CN or SAN"""
    cn: str | None
    san: tuple[str, ...] | None
    """null when it is not known whether there are any"""
    expected: tuple[str, ...]

    @property
    def account(self) -> str:
        """The comparison in one sentence: received, expected, what was tried."""
        received = f"received CN {self.cn or 'none'}, {_san_words(self.san)}"
        if self.result == NOT_CHECKED:
            return f"{received}; no name is expected"
        wanted = f"expected {' or '.join(self.expected)}"
        if self.result == MATCH:
            return f"{received}; {wanted}: {self.by} {self.matched} matches"
        if self.result == UNKNOWN:
            return f"{received}; {wanted}: cannot be compared"
        hints = "".join(f"; {hint}" for hint in _hints(self))
        return f"{received}; {wanted}: neither matches{hints}"


def read_expected(text: str | None) -> tuple[str, ...]:
    """The names of a profile's "X.509 Subject Name"; none for empty text."""
    return tuple(name for name in _PARTING.split(text or "") if name)


def read_san(text: str | None) -> tuple[str, ...] | None:
    """The names behind `--SubjectAltname =`; null when nothing was printed, which may also be "none".

    No filled list is known from a public trace: blanks, commas and semicolons part the names, and kinds
    such as `DNS:` before them are dropped.
    """
    names = tuple(name for name in _SAN_PARTING.split(_SAN_KIND.sub("", text or "")) if name)
    return names or None


def compare_names(cn: str | None, san: Iterable[str] | None, expected: Iterable[str]) -> NameCheck:
    """Compares without regard to case: the common name first, then the alternative names.

    Wildcards never match: CUCM does not support certificates with them (CUCM Security Guide).
    """
    names = None if san is None else tuple(san)
    wanted = tuple(dict.fromkeys(expected))
    keys = {_key(name) for name in wanted}
    if not wanted:
        return NameCheck(NOT_CHECKED, None, None, cn, names, wanted)
    if cn is None and not names:
        return NameCheck(UNKNOWN, None, None, cn, names, wanted)
    if cn is not None and _key(cn) in keys:
        return NameCheck(MATCH, cn, "CN", cn, names, wanted)
    found = next((name for name in names or () if _key(name) in keys), None)
    if found is not None:
        return NameCheck(MATCH, found, "SAN", cn, names, wanted)
    return NameCheck(MISMATCH, None, None, cn, names, wanted)


def expected_of_phone(device: str, profile: str | None = None) -> tuple[str, ...]:
    """A phone presents its device name; over Expressway the certificate names its security profile."""
    return (device,) if profile is None else (device, profile)


def _key(name: str) -> str:
    return name.strip().casefold()


def _san_words(san: tuple[str, ...] | None) -> str:
    if san is None:
        return "SAN not known"
    return f"SAN {', '.join(san)}" if san else "no SAN"


def _hints(check: NameCheck) -> list[str]:
    presented = [name for name in (check.cn, *(check.san or ())) if name]
    hints = [
        f"{name} and {wanted} differ in the domain only"
        for name in presented
        for wanted in check.expected
        if _key(name) != _key(wanted) and _host(name) == _host(wanted) and ("." in name) != ("." in wanted)
    ]
    wild = [
        f"{name} is a wildcard, which CUCM does not support" for name in presented if name.startswith("*")
    ]
    return hints + wild


def _host(name: str) -> str:
    return _key(name).partition(".")[0]
