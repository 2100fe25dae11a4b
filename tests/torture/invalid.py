"""Nineteen messages that break the grammar (ideas of RFC 4475 section 3.1.2)."""

from tests.torture.case import SDP, Case, message, request, response

_START = "INVITE sip:9898@10.10.5.5 SIP/2.0"
_OPTIONS = "OPTIONS sip:9898@10.10.5.5 SIP/2.0"
_TYPE = "Content-Type: application/sdp"

INVALID: tuple[Case, ...] = (
    request(
        "badinv01", "3.1.2.1",
        message(
            _START, "badinv01.1@10.10.5.41", "8 INVITE", 'Contact: "Desk" <sip:1018@10.10.5.41>;;,;,,',
            to="To: sip:9898@10.10.5.5;tag=k;;,", from_="From: sip:1018@10.10.5.41;;;tag=4;;,;",
            via="Via: SIP/2.0/UDP 192.0.2.15;;,;,,",
        ),
        "badinv01.1@10.10.5.41", 8, "INVITE", "separator_empty",
    ),
    request(
        "clerr", "3.1.2.2",
        message(_START, "clerr.1@10.10.5.41", "8 INVITE", _TYPE, body=SDP.rstrip("\n"), length="Content-Length: 9999"),
        "clerr.1@10.10.5.41", 8, "INVITE", "cut",
    ),
    request(
        "ncl", "3.1.2.3",
        message(_START, "ncl.1@10.10.5.41", "8 INVITE", _TYPE, body=SDP, length="Content-Length: -999"),
        "ncl.1@10.10.5.41", 8, "INVITE", "content_length_negative",
    ),
    request(
        "scalar02", "3.1.2.4",
        message(
            "REGISTER sip:pbx.example SIP/2.0", "scalar02.1@10.10.5.41", "36893488147419103232 REGISTER",
            "Expires: 10000000000000000000000", "Contact: <sip:1018@10.10.5.41>;expires=280297596632815",
            hops="Max-Forwards: 300",
        ),
        "scalar02.1@10.10.5.41", None, "REGISTER", "max_forwards_bad", "expires_bad", "cseq_overflow",
    ),
    response(
        "scalarlg", "3.1.2.5",
        message(
            "SIP/2.0 503 Service Unavailable", "scalarlg.1@10.10.5.41", "9292394834772304023312 OPTIONS",
            "Retry-After: 949302838503028349304023988", "Warning: 1812 pbx \"In Progress\"", hops="",
        ),
        "scalarlg.1@10.10.5.41", None, 503, "cseq_overflow",
        label="503 Service Unavailable",
    ),
    request(
        "quotbal", "3.1.2.6",
        message(_START, "quotbal.1@10.10.5.41", "8 INVITE", to='To: "Mr. J. User <sip:9898@10.10.5.5>'),
        "quotbal.1@10.10.5.41", 8, "INVITE", "quote_open",
    ),
    request(
        "ltgtruri", "3.1.2.7",
        message("INVITE <sip:9898@10.10.5.5> SIP/2.0", "ltgtruri.1@10.10.5.41", "1 INVITE"),
        "ltgtruri.1@10.10.5.41", 1, "INVITE", "request_uri_bracketed",
    ),
    request(
        "lwsruri", "3.1.2.8",
        message("INVITE sip:9898@10.10.5.5; lr SIP/2.0", "lwsruri.1@10.10.5.41", "1 INVITE"),
        "lwsruri.1@10.10.5.41", 1, "INVITE", "request_uri_blank",
    ),
    request(
        "lwsstart", "3.1.2.9",
        message("INVITE  sip:9898@10.10.5.5  SIP/2.0", "lwsstart.1@10.10.5.41", "1 INVITE"),
        "lwsstart.1@10.10.5.41", 1, "INVITE", "start_line_blanks",
        request_uri="sip:9898@10.10.5.5",
    ),
    request(
        "trws", "3.1.2.10",
        message("OPTIONS sip:t1018@10.10.5.5 SIP/2.0  ", "trws.1@10.10.5.41", "238923 OPTIONS"),
        "trws.1@10.10.5.41", 238923, "OPTIONS", "start_line_blanks",
    ),
    request(
        "escruri", "3.1.2.11",
        message("INVITE sip:9898@10.10.5.5?Route=%3Csip:edge.example%3E SIP/2.0", "escruri.1@10.10.5.41", "1 INVITE"),
        "escruri.1@10.10.5.41", 1, "INVITE", "request_uri_headers",
    ),
    request(
        "baddate", "3.1.2.12",
        message(_START, "baddate.1@10.10.5.41", "1 INVITE", "Date: Fri, 02 Jan 2026 16:00:00 CET"),
        "baddate.1@10.10.5.41", 1, "INVITE", "date_bad",
    ),
    request(
        "regbadct", "3.1.2.13",
        message(
            "REGISTER sip:pbx.example SIP/2.0", "regbadct.1@10.10.5.41", "1 REGISTER",
            "Contact: sip:1018@10.10.5.41?Route=%3Csip:edge.example%3E",
        ),
        "regbadct.1@10.10.5.41", 1, "REGISTER", "bracket_missing",
    ),
    request(
        "badaspec", "3.1.2.14",
        message(
            "OPTIONS sip:9898@10.10.5.5 SIP/2.0", "badaspec.1@10.10.5.41", "8 OPTIONS",
            to='To: "Desk, 9898" <   sip:9898@10.10.5.5   >', from_='From: "Desk, 1018" < sip:1018@10.10.5.41 > ; tag = 4',
        ),
        "badaspec.1@10.10.5.41", 8, "OPTIONS", "uri_blank",
    ),
    request(
        "baddn", "3.1.2.15",
        message(_OPTIONS, "baddn.1@10.10.5.41", "3923423 OPTIONS", from_="From: Bell, Alexander <sip:1018@10.10.5.41>;tag=43"),
        "baddn.1@10.10.5.41", 3923423, "OPTIONS", "display_name_unquoted",
    ),
    request(
        "badvers", "3.1.2.16",
        message("OPTIONS sip:9898@10.10.5.5 SIP/7.0", "badvers.1@10.10.5.41", "1 OPTIONS", via="Via: SIP/7.0/TCP h.example;branch=z9hG4bK7"),
        "badvers.1@10.10.5.41", 1, "OPTIONS", "version_unknown",
    ),
    request(
        "mismatch01", "3.1.2.17",
        message(_OPTIONS, "mismatch01.1@10.10.5.41", "8 INVITE"),
        "mismatch01.1@10.10.5.41", 8, "OPTIONS", "cseq_method_differs",
    ),
    request(
        "mismatch02", "3.1.2.18",
        message("NEWMETHOD sip:9898@10.10.5.5 SIP/2.0", "mismatch02.1@10.10.5.41", "8 INVITE", _TYPE, body=SDP),
        "mismatch02.1@10.10.5.41", 8, "NEWMETHOD", "cseq_method_differs",
    ),
    response(
        "bigcode", "3.1.2.19",
        message("SIP/2.0 4294967301 better not break the receiver", "bigcode.1@10.10.5.41", "353494 INVITE", hops=""),
        "bigcode.1@10.10.5.41", 353494, None, "status_out_of_range",
        label="4294967301 better not break the receiver",
    ),
)  # fmt: skip
