"""Twelve messages with IPv6 addresses, some of them wrong (ideas of RFC 5118 section 4)."""

from tests.torture.case import Case, message, request, response

_START = "REGISTER sip:[2001:db8:5::10] SIP/2.0"
_FROM = "From: <sip:1018@pbx.example>;tag=81x2"
_TO = "To: <sip:1018@pbx.example>"
_VIA = "Via: SIP/2.0/UDP [2001:db8:5::9:1];branch=z9hG4bKas3-111"
_CONTACT = "Contact: <sip:1018@[2001:db8:5::9:1]>"
_SDP = "v=0\no=desk 1 1 IN IP6 2001:db8:5::20\ns=-\nt=0 0\nc=IN IP6 2001:db8:5::20\nm=audio 20004 RTP/AVP 0\n"
_SDP_MIXED = (
    "v=0\no=desk 1 1 IN IP6 2001:db8:5::20\ns=-\nt=0 0\nm=audio 20004 RTP/AVP 0\nc=IN IP6 2001:db8:5::20\n"
    "m=video 20006 RTP/AVP 31\nc=IN IP4 10.10.5.41\n"
)
_INVITE = "INVITE sip:9898@[2001:db8:5::10] SIP/2.0"
_TYPE = "Content-Type: application/sdp"


def _register(name: str, start: str = _START, contact: str = _CONTACT, via: str = _VIA) -> str:
    return message(
        start, f"{name}.1@[2001:db8:5::9:1]", "98176 REGISTER", contact, via=via, from_=_FROM, to=_TO
    )


def _id(name: str) -> str:
    return f"{name}.1@[2001:db8:5::9:1]"


IPV6: tuple[Case, ...] = (
    request("ipv6-good", "4.1", _register("good"), _id("good"), 98176, "REGISTER"),
    request(
        "ipv6-bad",
        "4.2",
        _register("bad", start="REGISTER sip:2001:db8:5::10 SIP/2.0"),
        _id("bad"),
        98176,
        "REGISTER",
        "ipv6_unbracketed",
    ),
    request(
        "port-ambiguous",
        "4.3",
        _register("ambiguous", start="REGISTER sip:[2001:db8:5::10:5070] SIP/2.0"),
        _id("ambiguous"),
        98176,
        "REGISTER",
        "ipv6_port_ambiguous",
    ),
    request(
        "port-unambiguous",
        "4.4",
        _register("unambiguous", start="REGISTER sip:[2001:db8:5::10]:5070 SIP/2.0"),
        _id("unambiguous"),
        98176,
        "REGISTER",
    ),
    response(
        "via-received-param-with-delim",
        "4.5",
        message(
            "SIP/2.0 200 OK",
            _id("delim"),
            "2 INVITE",
            hops="",
            from_=_FROM,
            to=_TO + ";tag=9",
            via="Via: SIP/2.0/UDP [2001:db8:5::9:1];received=[2001:db8:5::9:255];branch=z9hG4bKas3-111",
        ),
        _id("delim"),
        2,
        200,
        label="200 OK",
    ),
    response(
        "via-received-param-no-delim",
        "4.5",
        message(
            "SIP/2.0 200 OK",
            _id("nodelim"),
            "2 INVITE",
            hops="",
            from_=_FROM,
            to=_TO + ";tag=9",
            via="Via: SIP/2.0/UDP [2001:db8:5::9:1];received=2001:db8:5::9:255;branch=z9hG4bKas3-111",
        ),
        _id("nodelim"),
        2,
        200,
        label="200 OK",
    ),
    request(
        "ipv6-in-sdp",
        "4.6",
        message(
            _INVITE, _id("insdp"), "8612 INVITE", _CONTACT, _TYPE, body=_SDP, via=_VIA, from_=_FROM, to=_TO
        ),
        _id("insdp"),
        8612,
        "INVITE",
    ),
    request(
        "mult-ip-in-header",
        "4.7",
        message(
            "BYE sip:9898@10.10.5.41 SIP/2.0",
            _id("hops"),
            "2 BYE",
            "Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bKB",
            "Via: SIP/2.0/TCP [2001:db8:5::9:255];branch=z9hG4bKA",
            via="Via: SIP/2.0/UDP [2001:db8:5::9:1]:6050;branch=z9hG4bKas3",
            from_=_FROM,
            to=_TO,
        ),
        _id("hops"),
        2,
        "BYE",
    ),
    request(
        "mult-ip-in-sdp",
        "4.8",
        message(
            _INVITE,
            _id("mixed"),
            "8912 INVITE",
            _CONTACT,
            _TYPE,
            body=_SDP_MIXED,
            via=_VIA,
            from_=_FROM,
            to=_TO,
        ),
        _id("mixed"),
        8912,
        "INVITE",
    ),
    request(
        "ipv4-mapped-ipv6",
        "4.9",
        message(
            "INVITE sip:9898@[::ffff:192.0.2.10] SIP/2.0",
            _id("mapped"),
            "8912 INVITE",
            'Contact: "T. desk" <sip:1018@[::ffff:192.0.2.2]>',
            via="Via: SIP/2.0/UDP [::ffff:192.0.2.2]:5060;branch=z9hG4bKm",
            from_="From: I. Desk <sip:1018@[::ffff:192.0.2.2]>;tag=86",
            to="To: <sip:9898@[::ffff:192.0.2.10]>",
        ),
        _id("mapped"),
        8912,
        "INVITE",
    ),
    request(
        "ipv6-correct-abnf-2-colons",
        "4.10",
        message(
            "OPTIONS sip:9898@[2001:db8::192.0.2.1] SIP/2.0",
            _id("two"),
            "689 OPTIONS",
            via=_VIA,
            from_=_FROM,
            to="To: <sip:9898@[2001:db8::192.0.2.1]>",
        ),
        _id("two"),
        689,
        "OPTIONS",
    ),
    request(
        "ipv6-bug-abnf-3-colons",
        "4.10",
        message(
            "OPTIONS sip:9898@[2001:db8:::192.0.2.1] SIP/2.0",
            _id("three"),
            "689 OPTIONS",
            via=_VIA,
            from_=_FROM,
            to="To: <sip:9898@[2001:db8:::192.0.2.1]>",
        ),
        _id("three"),
        689,
        "OPTIONS",
    ),
)
