"""Seventeen messages that parse and mean trouble (ideas of RFC 4475 sections 3.2, 3.3 and 3.4)."""

from tests.torture.case import FROM, SDP, VIA, Case, message, on_the_wire, request, response

_START = "INVITE sip:9898@10.10.5.5 SIP/2.0"
_OPTIONS = "OPTIONS sip:9898@10.10.5.5 SIP/2.0"
_REGISTER = "REGISTER sip:pbx.example SIP/2.0"
_TYPE = "Content-Type: application/sdp"
_UNTAGGED = FROM.partition(";")[0]

SEMANTIC: tuple[Case, ...] = (
    request(
        "badbranch",
        "3.2.1",
        message(
            _OPTIONS, "badbranch.1@10.10.5.41", "8 OPTIONS", via="Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK"
        ),
        "badbranch.1@10.10.5.41",
        8,
        "OPTIONS",
    ),
    request(
        "insuf",
        "3.3.1",
        f"{_START}\nMax-Forwards: 70\nCSeq: 193942 INVITE\n{VIA}\n{_TYPE}\n"
        f"Content-Length: {len(on_the_wire(SDP))}\n\n{SDP}",
        None,
        193942,
        "INVITE",
        "header_missing",
    ),
    request(
        "unkscm",
        "3.3.2",
        message("OPTIONS nobodyKnowsThisScheme:totallyopaque SIP/2.0", "unkscm.1@10.10.5.41", "8 OPTIONS"),
        "unkscm.1@10.10.5.41",
        8,
        "OPTIONS",
        request_uri="nobodyKnowsThisScheme:totallyopaque",
    ),
    request(
        "novelsc",
        "3.3.3",
        message("OPTIONS soap.beep://10.10.5.3:3002 SIP/2.0", "novelsc.1@10.10.5.41", "8 OPTIONS"),
        "novelsc.1@10.10.5.41",
        8,
        "OPTIONS",
        request_uri="soap.beep://10.10.5.3:3002",
    ),
    request(
        "unksm2",
        "3.3.4",
        message(
            _REGISTER,
            "unksm2.1@10.10.5.41",
            "3834 REGISTER",
            "Contact: <name:Desk_18>",
            to="To: isbn:2983792873",
            from_="From: <http://www.example/>;tag=3231",
        ),
        "unksm2.1@10.10.5.41",
        3834,
        "REGISTER",
    ),
    request(
        "bext01",
        "3.3.5",
        message(
            _OPTIONS,
            "bext01.1@10.10.5.41",
            "8 OPTIONS",
            "Require: nothingSupportsThis, nothingSupportsThisEither",
            "Proxy-Require: noProxiesSupportThis",
        ),
        "bext01.1@10.10.5.41",
        8,
        "OPTIONS",
    ),
    request(
        "invut",
        "3.3.6",
        message(
            _START,
            "invut.1@10.10.5.41",
            "8 INVITE",
            "Content-Type: application/unknownformat",
            body="<audio>\n  <pcmu port='443'/>\n</audio>\n",
        ),
        "invut.1@10.10.5.41",
        8,
        "INVITE",
    ),
    request(
        "regaut01",
        "3.3.7",
        message(
            _REGISTER,
            "regaut01.1@10.10.5.41",
            "9338 REGISTER",
            "Authorization: NoOneKnowsThis opaque-data=here",
            "Contact: <sip:1018@10.10.5.41>",
        ),
        "regaut01.1@10.10.5.41",
        9338,
        "REGISTER",
    ),
    request(
        "multi01",
        "3.3.8",
        message(
            _START,
            "multi01.1@10.10.5.41",
            "5 INVITE",
            "CSeq: 8 INVITE",
            "Call-ID: multi01.2@10.10.5.41",
            "Max-Forwards: 5",
            "From: <sip:other@10.10.5.41>;tag=second",
            "To: <sip:other@10.10.5.5>",
            "CSeq: 9 BYE",
            "Call-ID: multi01.3@10.10.5.41",
            _TYPE,
            body=SDP,
        ),
        "multi01.1@10.10.5.41",
        5,
        "INVITE",
        "header_repeated",
    ),
    request(
        "mcl01",
        "3.3.9",
        message(
            _OPTIONS,
            "mcl01.1@10.10.5.41",
            "8 OPTIONS",
            "Content-Length: 13",
            "Content-Type: text/plain",
            body="There is no way to know how many octets.\n",
            length="Content-Length: 5",
        ),
        "mcl01.1@10.10.5.41",
        8,
        "OPTIONS",
        "header_repeated",
        "content_length_differs",
    ),
    response(
        "bcast",
        "3.3.10",
        message(
            "SIP/2.0 200 OK",
            "bcast.1@10.10.5.41",
            "9398 INVITE",
            "Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bKb",
            _TYPE,
            body=SDP,
            hops="",
            via="Via: SIP/2.0/UDP 10.10.5.1;branch=z9hG4bKa;received=10.10.5.255",
        ),
        "bcast.1@10.10.5.41",
        9398,
        200,
        label="200 OK",
    ),
    request(
        "zeromf",
        "3.3.11",
        message(_OPTIONS, "zeromf.1@10.10.5.41", "39234321 OPTIONS", hops="Max-Forwards: 0"),
        "zeromf.1@10.10.5.41",
        39234321,
        "OPTIONS",
    ),
    request(
        "cparam01",
        "3.3.12",
        message(
            _REGISTER, "cparam01.1@10.10.5.41", "8 REGISTER", "Contact: sip:+49302222@gw.example;unknownparam"
        ),
        "cparam01.1@10.10.5.41",
        8,
        "REGISTER",
    ),
    request(
        "cparam02",
        "3.3.13",
        message(
            _REGISTER,
            "cparam02.1@10.10.5.41",
            "9 REGISTER",
            "Contact: <sip:+49302222@gw.example;unknownparam>",
        ),
        "cparam02.1@10.10.5.41",
        9,
        "REGISTER",
    ),
    request(
        "regescrt",
        "3.3.14",
        message(
            _REGISTER,
            "regescrt.1@10.10.5.41",
            "14398234 REGISTER",
            "Contact: <sip:1018@10.10.5.41?Route=%3Csip:edge.example%3E>",
        ),
        "regescrt.1@10.10.5.41",
        14398234,
        "REGISTER",
    ),
    request(
        "sdp01",
        "3.3.15",
        message(_START, "sdp01.1@10.10.5.41", "8 INVITE", "Accept: text/nobodyKnowsThis", _TYPE, body=SDP),
        "sdp01.1@10.10.5.41",
        8,
        "INVITE",
    ),
    request(
        "inv2543",
        "3.4.1",
        f"{_START}\nVia: SIP/2.0/UDP old.example\n{_UNTAGGED}\nTo: <sip:9898@10.10.5.5>\n"
        f"Record-Route: <sip:9898@10.10.5.5;maddr=192.0.2.1>\nCall-ID: inv2543.1@10.10.5.41\n"
        f"CSeq: 8 INVITE\n{_TYPE}\n\n{SDP}",
        "inv2543.1@10.10.5.41",
        8,
        "INVITE",
    ),
)
