"""Tags, addresses, vias and header names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sip_texts import GUID

from tracekit.sip import CucmTag, read_address, read_cucm_tag, read_uri, read_vias
from tracekit.sip.message import read_cseq, read_device_name, read_q850_cause, read_session_id
from tracekit.sip.names import COMPACT, KNOWN, canonical_name


@pytest.mark.parametrize("tilde", ["~", "-"])
def test_cucm_tag(tilde: str) -> None:
    assert read_cucm_tag(f"95~{GUID}-33554497".replace("~", tilde)) == CucmTag(95, GUID, 33554497)
    assert read_cucm_tag(f"95~{GUID.upper()}-33554497") == CucmTag(95, GUID, 33554497)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "0011aabb0001004-5fb7",
        GUID,
        f"x~{GUID}-1",
        f"1~{GUID}-",
        f"1~{GUID}-1\n",
        f"{'9' * 11}~{GUID}-1",
        f"²~{GUID}-1",
    ],
)
def test_other_tags_are_not_cucms(tag: str) -> None:
    assert read_cucm_tag(tag) is None


@pytest.mark.parametrize(
    ("text", "user", "host", "port"),
    [
        ("sip:1018@10.10.4.20", "1018", "10.10.4.20", None),
        ("SIPS: 1018@host : 5061 ;transport=tls", "1018", "host", 5061),
        ("sip:%2B49%2030@h", "+49 30", "h", None),
        ("sip:u:secret@h?Subject=x", "u", "h", None),
        ("sip:10.10.4.20:5060", None, "10.10.4.20", 5060),
        ("sip:@h", None, "h", None),
        ("sip:a@[2001:db8::9]:5060;lr", "a", "2001:db8::9", 5060),
        ("sip:a@[2001:db8::9", "a", "2001:db8::9", None),
        ("sip:a@2001:db8::9:5060", "a", "2001:db8::9:5060", None),
        ("sip:a@h:99999", "a", "h", None),
        ("tel:+4930-1234;phone-context=x", "+4930-1234", None, None),
        ("urn:service:sos", None, None, None),
        ("1018@10.10.4.20", None, None, None),
        ("sip:", None, None, None),
    ],
)
def test_uri(text: str, user: str | None, host: str | None, port: int | None) -> None:
    uri = read_uri(text)
    assert (uri.user, uri.host, uri.port) == (user, host, port)


@pytest.mark.parametrize(
    ("text", "display", "uri", "tag"),
    [
        ('"A \\"B\\" <x>" <sip:1@h>;tag=t', 'A "B" <x>', "sip:1@h", "t"),
        ("Two Words<sip:1@h;x=y>;a=b;TAG=t", "Two Words", "sip:1@h;x=y", "t"),
        ("sip:1@h;tag=t", None, "sip:1@h", "t"),
        ('"open <sip:1@h>;tag=t', "open", "sip:1@h", "t"),
        ("<sip:1@h;tag=inside", None, "sip:1@h;tag=inside", None),
        ("<sip:1@h>;tag=", None, "sip:1@h", None),
        ('<sip:1@h>;x="a;tag=no";tag=yes', None, "sip:1@h", "yes"),
        ("<sip:1@h>;t ag = 9", None, "sip:1@h", "9"),
        ("", None, None, None),
        ("*", None, "*", None),
    ],
)
def test_address(text: str, display: str | None, uri: str | None, tag: str | None) -> None:
    address = read_address(text)
    assert (address.display, address.uri, address.tag) == (display, uri, tag)


def test_vias_of_one_header() -> None:
    first, second = read_vias(
        'SIP/2.0/TLS [2001:db8::9]:5061;branch=z1;rport , nonsense, SIP/2.0/udp h;x="a,b";branch=z2'
    )
    assert (first.transport, first.host, first.port, first.branch) == ("TLS", "2001:db8::9", 5061, "z1")
    assert (second.transport, second.host, second.port, second.branch) == ("UDP", "h", None, "z2")


def test_small_values() -> None:
    assert read_session_id("00000000000000000000000000000000;remote=1") is None
    assert read_session_id(" abc ;remote=0") == "abc"
    assert read_cseq("2147483647 INVITE") == (2147483647, "INVITE")
    assert read_cseq("000000000000000000002147483648") == (None, None)
    assert read_cseq("٣ INVITE") == (None, "INVITE")
    assert read_q850_cause('SIP ;cause=200;text="a, Q.850;cause=3", q.850 ; text="x" ; cause=38') == 38
    assert read_q850_cause("Q.850;cause=1234") is None
    assert read_device_name('<sip:x@h>;+U.SIP!devicename.ccm.cisco.com="CSFMILA"') == "CSFMILA"
    assert read_device_name("<sip:x@h>") is None


def test_names_agree_in_every_spelling() -> None:
    assert all(canonical_name(name.upper()) == name == canonical_name(name.lower()) for name in KNOWN)
    assert all(canonical_name(short.upper()) == name for short, name in COMPACT.items())
    assert canonical_name("X-New-Thing") == "X-New-Thing"


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    assert read_address(text).user is None or read_address(text).uri
    assert all(via.transport for via in read_vias(text))
    read_uri("sip:" + text)
    assert read_cucm_tag(text) is None
