"""What can be said of the security of one connection: rules over facts, in the order in which they are asked.

An outgoing INVITE proves nothing: CUCM logs it when it queues it, about 100 ms before the handshake ends.
What proves a handshake is the certificate signal, or a message that came in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracekit.tls.cisco_reason import SECURITY_MISMATCH
from tracekit.tls.facts import DEVICE, ConnectionFacts
from tracekit.tls.grade import grade, version_weakness
from tracekit.tls.names import MATCH, MISMATCH, compare_names
from tracekit.tls.recognise import SECURE_PORT

SECURE = "secure"
WEAK = "secure with weaknesses"
PLAIN = "plain"
UNFINISHED = "handshake not finished"
WRONG_NAME = "wrong name"
CLOSED = "closed after the handshake"
UNKNOWN = "unknown"

VERDICTS = (SECURE, WEAK, PLAIN, UNFINISHED, WRONG_NAME, CLOSED, UNKNOWN)
BAD = frozenset({UNFINISHED, WRONG_NAME, CLOSED})
"""Always bad. `plain` is bad where TLS is asked for or media keys were readable, `secure with weaknesses`
where the cipher is broken: see ``Verdict.bad``."""

CERTIFICATE_WITHIN = timedelta(seconds=5)
"""A handshake that has not ended by then is stuck; 99 ms where one is seen."""

_WORST_FIRST = (WRONG_NAME, UNFINISHED, CLOSED, PLAIN, WEAK, SECURE, UNKNOWN)
_UNFINISHED_FIX = (
    "capture port 5061 with `size all` and look for the alert; check that each end trusts the CA of the "
    "other, and that TLS versions and ciphers meet"
)
_NAME_FIX = (
    "put the name that the certificate has into X.509 Subject Name of the security profile (for phones: "
    "device or profile name), or re-issue the certificate"
)
_CIPHER_FIX = "leave only ECDHE ciphers with AES-GCM in the enterprise parameter TLS Ciphers and at the peer"
_VERSION_FIX = "set TLS 1.2 as the minimum version on both ends"
_PLAIN_FIX = (
    "set device security mode Encrypted and transport TLS in the security profiles of both ends, then reset "
    "the trunk"
)
_CLOSED_FIX = (
    "look at the peer's log: it may refuse CUCM's certificate or its name, the port may belong to another "
    "trunk, or the message was over the size limit"
)
_EARLIER_FIX = "collect traces from before the connection was opened, or reset the trunk while tracing"


@dataclass(frozen=True)
class Verdict:
    """The verdict on one connection."""

    verdict: str
    """one of VERDICTS"""
    seen: bool
    """stated by the trace; otherwise inferred from it"""
    why: str
    fix: str | None = None
    bad: bool = False
    """what `--fail-on bad` counts"""


def verdict(facts: ConnectionFacts) -> Verdict:
    """The first rule that applies decides."""
    for rule in _RULES:
        found = rule(facts)
        if found is not None:
            return found
    return _unfinished(facts)


def worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The verdict on a trunk from those on its connections: bad ones first; null when it has none."""
    return min(verdicts, key=lambda one: (not one.bad, _WORST_FIRST.index(one.verdict)), default=None)


def _named_wrong(facts: ConnectionFacts) -> Verdict | None:
    objections = [error for error in facts.errors if error.about_the_name]
    if objections:
        return Verdict(WRONG_NAME, True, "; ".join(one.explained for one in objections), _NAME_FIX, bad=True)
    return None


def _no_transport(facts: ConnectionFacts) -> Verdict | None:
    return Verdict(UNKNOWN, False, facts.why) if facts.transport is None else None


def _plain(facts: ConnectionFacts) -> Verdict | None:
    if facts.transport == "TLS":
        return None
    readable = facts.srtp.offered or facts.srtp.answered
    wrongs = [
        ("TLS is asked for", facts.wants_tls),
        (f"it is the secure port {SECURE_PORT}", SECURE_PORT in (facts.remote_port, facts.local_port)),
        (
            "an alarm says that the device came with another security mode than it is configured for",
            any((error.kind, error.number) == (DEVICE, SECURITY_MISMATCH) for error in facts.errors),
        ),
        ("SRTP keys travelled readable over it: whoever reads them can decrypt the media", readable),
    ]
    told = [f"{facts.transport}: {facts.why}", *(words for words, holds in wrongs if holds)]
    if facts.srtp.allowed and not readable:
        told.append("SRTP is allowed on it: keys would travel readable")
    bad = any(holds for _, holds in wrongs)
    return Verdict(PLAIN, facts.transport_seen, "; ".join(told), _PLAIN_FIX if len(told) > 1 else None, bad)


def _failed(facts: ConnectionFacts) -> Verdict | None:
    if not facts.errors or facts.has_certificate or facts.messages_in:
        return None
    why = "; ".join(error.explained for error in facts.errors)
    fixes = dict.fromkeys(error.fix for error in facts.errors if error.fix)
    return Verdict(UNFINISHED, True, why, "; ".join(fixes) or _UNFINISHED_FIX, bad=True)


def _certified(facts: ConnectionFacts) -> Verdict | None:
    if not facts.has_certificate:
        return None
    names = compare_names(facts.cn, facts.san, facts.expected)
    if names.result == MISMATCH:
        flowing = "; messages flow all the same" if facts.messages_in else ""
        return Verdict(WRONG_NAME, False, names.account + flowing, _NAME_FIX, bad=True)
    if facts.closed is not None and not facts.messages_in:
        return Verdict(CLOSED, True, _closed_words(facts), _CLOSED_FIX, bad=True)
    told = [_presented(facts)]
    if names.result == MATCH:
        told.append(f"{names.by} {names.matched} is expected")
    return _graded(facts, told)


def _graded(facts: ConnectionFacts, told: list[str]) -> Verdict:
    judged = grade(facts.cipher, facts.version)
    weak = judged is not None and judged.grade in ("weak", "broken")
    broken = judged is not None and judged.grade == "broken"
    if judged is None:
        told.append(
            f"cipher {facts.cipher} is not known and not graded" if facts.cipher else "cipher not told"
        )
    else:
        told.append(f"cipher {facts.cipher} is {judged.grade}: {'; '.join(judged.reasons)}")
    if broken and (facts.srtp.offered or facts.srtp.answered):
        told.append("SRTP keys travelled over it")
    told.append(_first_message(facts))
    told += [error.explained for error in facts.errors]
    return Verdict(WEAK if weak else SECURE, True, "; ".join(told), _CIPHER_FIX if weak else None, bad=broken)


def _heard(facts: ConnectionFacts) -> Verdict | None:
    """Without a certificate line, but with messages of the peer."""
    if facts.trace_starts_later:
        why = "the trace starts after the handshake: certificate and cipher were logged before"
        return Verdict(UNKNOWN, False, why, _EARLIER_FIX)
    if facts.messages_in and not facts.transport_seen:
        why = f"TLS is only {facts.why}; messages came in over it, but no certificate is in the trace"
        return Verdict(UNKNOWN, False, why, _EARLIER_FIX)
    if facts.messages_in:
        told = [facts.why, "messages came in over it, but certificate and cipher are not told"]
        weak = version_weakness(facts.version)
        told += [weak[1]] if weak else []
        told += [error.explained for error in facts.errors]
        broken = weak is not None and weak[0] == "broken"
        return Verdict(
            WEAK if weak else SECURE, False, "; ".join(told), _VERSION_FIX if weak else None, broken
        )
    return None


def _too_short(facts: ConnectionFacts) -> Verdict | None:
    if facts.closed is not None:
        return None
    if facts.opened is None:
        return Verdict(UNKNOWN, False, "neither its opening nor a certificate is in the trace", _EARLIER_FIX)
    if facts.trace_ends is not None and facts.trace_ends - facts.opened < CERTIFICATE_WITHIN:
        return Verdict(
            UNKNOWN, False, "the trace ends before the handshake could", "collect the next trace file too"
        )
    return None


def _unfinished(facts: ConnectionFacts) -> Verdict:
    told = ["no certificate was logged"]
    if facts.closed is not None:
        after = f" {_after(facts.opened, facts.closed)}" if facts.opened else ""
        told.append(f"closed{after}{_by_whom(facts)}")
    else:
        told.append(f"not within {CERTIFICATE_WITHIN.seconds} s")
    if facts.messages_out:
        told.append("the outgoing message proves nothing: it is logged before the handshake ends")
    return Verdict(UNFINISHED, False, "; ".join(told), _UNFINISHED_FIX, bad=True)


_RULES: tuple[Callable[[ConnectionFacts], Verdict | None], ...] = (
    _named_wrong,
    _no_transport,
    _plain,
    _failed,
    _certified,
    _heard,
    _too_short,
)


def _presented(facts: ConnectionFacts) -> str:
    told = f"certificate {facts.cn or facts.subject or 'without a name'} presented"
    if facts.opened is not None and facts.certificate_time is not None:
        told += f" {_after(facts.opened, facts.certificate_time)}"
    if facts.first_out and facts.certificate_time and facts.first_out < facts.certificate_time:
        told += ", behind the first outgoing message, which is logged before it is sent"
    return told


def _first_message(facts: ConnectionFacts) -> str:
    if not facts.messages_in:
        return "no message has come in over it"
    if facts.first_in is None or facts.certificate_time is None:
        return "messages came in over it"
    return f"first message in {_after(facts.certificate_time, facts.first_in)}"


def _closed_words(facts: ConnectionFacts) -> str:
    told = f"{_presented(facts)}, then no message came in and it was closed"
    if facts.certificate_time is not None and facts.closed is not None:
        told += f" {_after(facts.certificate_time, facts.closed)}"
    return "; ".join([told + _by_whom(facts), *(error.explained for error in facts.errors)])


def _by_whom(facts: ConnectionFacts) -> str:
    by = f" by {facts.closed_by}" if facts.closed_by else ""
    return f"{by} ({facts.close_reason})" if facts.close_reason else by


def _after(start: datetime, end: datetime) -> str:
    return f"after {(end - start) / timedelta(milliseconds=1):.0f} ms"
