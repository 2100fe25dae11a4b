"""The verdict on one connection: a row of facts for every way in which TLS fails or holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracekit.tls.facts import ConnectionFacts, Srtp, TlsError
from tracekit.tls.verdict import BAD, VERDICTS, Verdict, verdict, worst

OPENED = datetime(2015, 6, 6, 14, 29, 21, 224_000, tzinfo=UTC)
SUBJECT = "/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN=CUCM10"


def after(ms: int) -> datetime:
    return OPENED + timedelta(milliseconds=ms)


ASKED = ConnectionFacts(
    transport="TLS",
    why="the trace says: TLS Over TCP",
    tls_security=3,
    security_mode=3,
    remote_port=5061,
    opened=OPENED,
    messages_out=1,
    first_out=after(1),
    trace_ends=after(60_000),
)
"""An outgoing connection of which nothing is known but the request and an INVITE."""

GUIDE = replace(
    ASKED,
    certificate_time=after(99),
    subject=SUBJECT,
    cn="CUCM10",
    cipher="AES128-SHA",
    expected=("CUCM10",),
    messages_in=3,
    first_in=after(420),
)
"""The call of Cisco's guide."""

STRONG = replace(GUIDE, cipher="ECDHE-RSA-AES256-GCM-SHA384")


def test_the_call_of_the_guide() -> None:
    found = verdict(GUIDE)
    assert (found.verdict, found.seen, found.bad) == ("secure with weaknesses", True, False)
    assert "certificate CUCM10 presented after 99 ms" in found.why
    assert "behind the first outgoing message, which is logged before it is sent" in found.why
    assert "CN CUCM10 is expected" in found.why
    assert "cipher AES128-SHA is weak: static RSA key exchange: no forward secrecy" in found.why
    assert "first message in after 321 ms" in found.why
    assert found.fix is not None and "ECDHE" in found.fix


def test_a_strong_cipher_is_secure_and_needs_no_fix() -> None:
    found = verdict(STRONG)
    assert (found.verdict, found.seen, found.fix, found.bad) == ("secure", True, None, False)


def test_an_unknown_cipher_is_not_guessed() -> None:
    found = verdict(replace(GUIDE, cipher="AES-NEW-999"))
    assert found.verdict == "secure"
    assert "cipher AES-NEW-999 is not known and not graded" in found.why
    assert "cipher not told" in verdict(replace(GUIDE, cipher=None)).why


def test_a_broken_cipher_is_bad_and_shows_the_keys() -> None:
    found = verdict(replace(GUIDE, cipher="NULL-SHA", srtp=Srtp(allowed=True, offered=True)))
    assert (found.verdict, found.bad) == ("secure with weaknesses", True)
    assert "no encryption" in found.why and "SRTP keys travelled over it" in found.why


def test_an_old_version_of_tls_is_a_weakness() -> None:
    found = verdict(replace(STRONG, version="TLS 1.0"))
    assert found.verdict == "secure with weaknesses"
    assert "RFC 8996" in found.why


def test_an_outgoing_invite_proves_nothing() -> None:
    found = verdict(ASKED)
    assert (found.verdict, found.seen, found.bad) == ("handshake not finished", False, True)
    assert "no certificate was logged; not within 5 s" in found.why
    assert "the outgoing message proves nothing" in found.why
    assert "proves nothing" not in verdict(replace(ASKED, messages_out=0)).why


def test_a_connection_that_is_reset_before_a_certificate() -> None:
    found = verdict(replace(ASKED, closed=after(1_200), closed_by="peer", close_reason="reset"))
    assert found.verdict == "handshake not finished"
    assert "closed after 1200 ms by peer (reset)" in found.why


def test_a_trace_that_ends_too_early_gives_no_verdict() -> None:
    assert verdict(replace(ASKED, trace_ends=after(4_999))).verdict == "unknown"
    assert verdict(replace(ASKED, trace_ends=after(5_000))).verdict == "handshake not finished"
    assert (
        verdict(replace(ASKED, trace_ends=after(900), closed=after(800))).verdict == "handshake not finished"
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TlsError("verification", "self signed certificate", 18), "18 DEPTH_ZERO_SELF_SIGNED_CERT"),
        (TlsError("verification", "certificate has expired", 10), "10 CERT_HAS_EXPIRED"),
        (TlsError("verification", "certificate is not yet valid", 9), "9 CERT_NOT_YET_VALID"),
        (TlsError("verification", "unsupported certificate purpose", 26), "clientAuth"),
        (TlsError("protocol", "no shared cipher", 193), "no cipher in common"),
        (TlsError("protocol", "bad message type", 114), "114 bad message type"),
        (TlsError("protocol", "tlsv1 alert unknown ca", 1048), "unknown_ca"),
        (TlsError("protocol", "tlsv1 alert protocol version", 1070), "TLS version"),
        (TlsError("alarm", "ConnectionFailure", 1), "AuthenticationError"),
        (TlsError("alarm", "ConnectionFailure", 4), "InvalidTLSCipher"),
        (TlsError("device", "EndPointTransientConnection", 28), "securityMismatch"),
        (TlsError("protocol", "odd", 777), "unknown code 777"),
        (TlsError("protocol", "certificate is not in the local store"), "not in the local store"),
    ],
)
def test_an_error_line_is_seen_and_explained(error: TlsError, said: str) -> None:
    found = verdict(replace(ASKED, errors=(error,)))
    assert (found.verdict, found.seen, found.bad) == ("handshake not finished", True, True)
    assert error.text in found.why and said in found.why


@pytest.mark.parametrize(
    "error",
    [
        TlsError("name", "InvalidX509NameInCertificate, Rcvd=exp-c.example.net, Expected=SEP0011AABB0001"),
        TlsError("alarm", "ConnectionFailure", 2),
        TlsError("device", "EndPointTransientConnection", 11),
    ],
)
def test_cucm_s_own_objection_to_a_name_is_seen(error: TlsError) -> None:
    for facts in (ASKED, GUIDE, replace(ASKED, transport=None, why="no line tells the transport")):
        found = verdict(replace(facts, errors=(error,)))
        assert (found.verdict, found.seen, found.bad) == ("wrong name", True, True)
        assert error.text in found.why
        assert found.fix is not None and "X.509 Subject Name" in found.fix


def test_a_name_that_the_profile_does_not_have_is_inferred() -> None:
    found = verdict(replace(GUIDE, expected=("CUCMA", "CUCM9"), messages_in=0, closed=after(300)))
    assert (found.verdict, found.seen, found.bad) == ("wrong name", False, True)
    assert "received CN CUCM10, SAN not known; expected CUCMA or CUCM9: neither matches" in found.why
    assert "messages flow all the same" in verdict(replace(GUIDE, expected=("CUCMA",))).why


def test_an_alternative_name_saves_it() -> None:
    assert verdict(replace(STRONG, expected=("x.example",), san=("X.example",))).verdict == "secure"


def test_closed_after_the_handshake() -> None:
    found = verdict(replace(STRONG, messages_in=0, first_in=None, closed=after(200), closed_by="peer"))
    assert (found.verdict, found.seen, found.bad) == ("closed after the handshake", True, True)
    assert "then no message came in and it was closed after 101 ms by peer" in found.why
    assert verdict(replace(STRONG, closed=after(90_000))).verdict == "secure"


def test_a_finished_handshake_without_an_answer_so_far() -> None:
    found = verdict(replace(STRONG, messages_in=0, first_in=None))
    assert found.verdict == "secure"
    assert "no message has come in over it" in found.why


def test_a_trace_that_starts_later_cannot_tell() -> None:
    for facts in (replace(ASKED, messages_in=4), replace(ASKED, opened=None)):
        found = verdict(replace(facts, trace_starts_later=True))
        assert (found.verdict, found.seen, found.bad) == ("unknown", False, False)
        assert "the trace starts after the handshake" in found.why
        assert found.fix is not None
    assert verdict(replace(GUIDE, trace_starts_later=True)).verdict == "secure with weaknesses"


def test_messages_without_a_certificate_line_are_secure_by_inference() -> None:
    found = verdict(replace(ASKED, messages_in=2))
    assert (found.verdict, found.seen, found.bad) == ("secure", False, False)
    assert "certificate and cipher are not told" in found.why


def test_a_port_and_messages_alone_do_not_prove_tls() -> None:
    found = verdict(replace(ASKED, messages_in=2, transport_seen=False, why="inferred from port 5061"))
    assert (found.verdict, found.seen) == ("unknown", False)
    assert "TLS is only inferred from port 5061" in found.why


def test_neither_opening_nor_certificate_nor_message() -> None:
    assert verdict(replace(ASKED, opened=None)).verdict == "unknown"


PLAIN = ConnectionFacts(transport="TCP", why="the trace says: TCP", remote_port=5060, messages_in=2)


def test_a_plain_trunk_that_is_meant_to_be_plain() -> None:
    found = verdict(replace(PLAIN, tls_security=1, security_mode=1))
    assert found == Verdict("plain", True, "TCP: the trace says: TCP")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (replace(PLAIN, security_mode=3), "TLS is asked for"),
        (replace(PLAIN, security_mode=2), "TLS is asked for"),
        (replace(PLAIN, tls_security=3), "TLS is asked for"),
        (replace(PLAIN, remote_port=5061), "it is the secure port 5061"),
        (replace(PLAIN, srtp=Srtp(offered=True)), "SRTP keys travelled readable"),
        (replace(PLAIN, transport="UDP", srtp=Srtp(answered=True)), "SRTP keys travelled readable"),
    ],
)
def test_plain_is_bad_where_it_should_be_tls(facts: ConnectionFacts, said: str) -> None:
    found = verdict(facts)
    assert (found.verdict, found.bad) == ("plain", True)
    assert said in found.why
    assert found.fix is not None


def test_srtp_that_is_only_allowed_on_a_plain_trunk_is_a_warning() -> None:
    found = verdict(replace(PLAIN, srtp=Srtp(allowed=True)))
    assert not found.bad
    assert "keys would travel readable" in found.why and found.fix is not None


def test_without_a_transport_nothing_is_said() -> None:
    found = verdict(ConnectionFacts(transport=None, why="no line tells the transport"))
    assert (found.verdict, found.seen, found.bad) == ("unknown", False, False)


def test_the_worst_connection_speaks_for_a_trunk() -> None:
    good, weak, stuck = verdict(STRONG), verdict(GUIDE), verdict(ASKED)
    leaking = verdict(replace(PLAIN, srtp=Srtp(offered=True)))
    plain = verdict(PLAIN)
    assert worst([good, weak, stuck, plain]) is stuck
    assert worst([good, weak, plain, leaking]) is leaking
    assert worst([good, weak]) is weak
    assert worst([good]) is good
    assert worst([]) is None


moments = st.none() | st.integers(-10_000, 100_000).map(after)
facts = st.builds(
    ConnectionFacts,
    transport=st.sampled_from([None, "TLS", "TCP", "UDP"]),
    why=st.just("why"),
    transport_seen=st.booleans(),
    tls_security=st.sampled_from([None, 1, 2, 3]),
    security_mode=st.sampled_from([None, 1, 2, 3]),
    remote_port=st.sampled_from([None, 5060, 5061]),
    local_port=st.sampled_from([None, 5060, 5061]),
    opened=moments,
    certificate_time=moments,
    subject=st.sampled_from([None, SUBJECT]),
    cn=st.sampled_from([None, "CUCM10"]),
    san=st.sampled_from([None, (), ("cucm10.example.net",)]),
    cipher=st.sampled_from([None, "AES128-SHA", "NULL-SHA", "TLS_AES_128_GCM_SHA256", "odd"]),
    version=st.sampled_from([None, "TLS 1.0", "TLS 1.3"]),
    expected=st.sampled_from([(), ("CUCM10",), ("CUCMA", "cucm10.example.net")]),
    messages_in=st.integers(0, 2),
    messages_out=st.integers(0, 2),
    first_in=moments,
    first_out=moments,
    closed=moments,
    close_reason=st.sampled_from([None, "reset"]),
    closed_by=st.sampled_from([None, "CUCM", "peer"]),
    trace_starts_later=st.booleans(),
    trace_ends=moments,
    errors=st.lists(
        st.builds(
            TlsError,
            kind=st.sampled_from(["name", "verification", "protocol", "alarm", "device"]),
            text=st.just("text"),
            number=st.none() | st.integers(-1, 2000),
        ),
        max_size=2,
    ).map(tuple),
    srtp=st.builds(Srtp, st.sampled_from([None, True, False]), st.booleans(), st.booleans()),
)


@given(facts)
def test_whatever_is_known_there_is_one_verdict_with_its_reason(known: ConnectionFacts) -> None:
    found = verdict(known)
    assert found.verdict in VERDICTS
    assert found.why
    assert found.bad or found.verdict not in BAD
    assert not found.bad or found.fix
    if found.verdict in ("secure", "secure with weaknesses"):
        assert known.transport == "TLS"
        assert known.has_certificate or (known.messages_in and known.transport_seen)
    if not known.has_certificate and not known.messages_in and not known.errors:
        assert found.verdict in ("unknown", "handshake not finished", "plain")


@given(facts, st.integers(1, 5))
def test_outgoing_messages_never_change_a_verdict(known: ConnectionFacts, more: int) -> None:
    quiet, chatty = replace(known, messages_out=0, first_out=None), replace(known, messages_out=more)
    assert verdict(quiet).verdict == verdict(chatty).verdict
