"""Thirteen messages that look wrong and are right (ideas of RFC 4475 section 3.1.1)."""

from tests.torture.case import SDP, Case, message, on_the_wire, request, response

_LONG = "along-part-of-a-name." * 60
_MIME = (
    "--cut\nContent-Type: text/plain\n\nHello.\n--cut\nContent-Type: application/octet-stream\n"
    "Content-Transfer-Encoding: binary\n\n\x00\x01\x02\udc82\udcff\x0b|0\udcfe|\x1b\udca0\n--cut--\n"
)
_BYE = message("BYE sip:9898@10.10.5.5 SIP/2.0", "dblreq-1@10.10.5.41", "12 BYE")
_SECOND = message(
    "INVITE sip:9899@10.10.5.5 SIP/2.0",
    "dblreq-2@10.10.5.41",
    "1 INVITE",
    "Content-Type: application/sdp",
    body=SDP,
)

LAWFUL: tuple[Case, ...] = (
    request(
        "wsinv",
        "3.1.1.1",
        "INVITE sip:9898@10.10.5.5;kept=yes SIP/2.0\nTO :\n <sip:9898@10.10.5.5> ;   tag    = left9\n"
        'fRoM   : "Desk \\"18\\"" <sip:1018@10.10.5.41>\n  ;\n  tag = 77aa\nMAX-FORWARDS: 0068\n'
        f"call-id: wsinv.1@10.10.5.41\nContent-Length   : {len(on_the_wire(SDP))}\ncseq:\n 0009\n  INVITE\n"
        "Via  : SIP  /   2.0\n /UDP\n    192.0.2.41;branch=z9hG4bKfold1\n"
        "InventedHeader:   first half\n second half\n"
        "OtherInvention: ;;,,;;,;\ncontent-TYPE: application/sdp\n"
        "v:  SIP  / 2.0  / TCP     edge.example   ;\n  branch  =   z9hG4bKfold2 ,"
        " SIP  /    2.0   / UDP  192.0.2.99\n"
        'm:"Quoted \\"Name\\"" <sip:1018@10.10.5.41> ; newparam =\n      newvalue ; q = 0.33\n\n' + SDP,
        "wsinv.1@10.10.5.41",
        9,
        "INVITE",
        cseq_method="INVITE",
    ),
    request(
        "intmeth",
        "3.1.1.2",
        message(
            "!mixed-Method9_*+`.%nice'~ sip:1_odd~(may!be)&isn't+it$/,;;*:pass$wo~d@host.example SIP/2.0",
            "intmeth.w%o@r!d*",
            "139 !mixed-Method9_*+`.%nice'~",
            "extension-Header!.%*+_`'~:\ufeff停電",
            to='To: "BEL:\\\x07 DEL:\\\x7f" <sip:1_odd~(may!be)@host.example>',
            from_="From: tok.en1 token2 <sip:any@10.10.5.41>;odd!param_'`*=5;tag=_t*1",
        ),
        "intmeth.w%o@r!d*",
        139,
        "!mixed-Method9_*+`.%nice'~",
    ),
    request(
        "esc01",
        "3.1.1.3",
        message(
            "INVITE sip:sips%3A1018%40other.example@pbx.example SIP/2.0",
            "esc01.1@10.10.5.41",
            "7 INVITE",
            "Contact: <sip:a%40b@10.10.5.41;%6Cr;n%61me=v%61lue%25%34%31>",
            to="To: <sip:%75%73er@pbx.example>",
        ),
        "esc01.1@10.10.5.41",
        7,
        "INVITE",
    ),
    request(
        "escnull",
        "3.1.1.4",
        message(
            "REGISTER sip:pbx.example SIP/2.0",
            "escnull.1@10.10.5.41",
            "10 REGISTER",
            "Contact: <sip:%00@10.10.5.41>",
            "Contact: <sip:%00%00@10.10.5.41>",
            to="To: <sip:nul-%00-nul@pbx.example>",
            from_="From: <sip:nul-%00-nul@pbx.example>;tag=n0",
        ),
        "escnull.1@10.10.5.41",
        10,
        "REGISTER",
    ),
    request(
        "esc02",
        "3.1.1.5",
        message(
            "RE%47IST%45R sip:pbx.example SIP/2.0",
            "esc02%.1@10.10.5.41",
            "29 RE%47IST%45R",
            "Contact: <sip:alias1@10.10.5.41>",
            "C%6Fntact: <sip:alias2@10.10.5.41>",
            to='To: "%Z%45" <sip:desk@pbx.example>',
            from_='From: "%Z%45" <sip:desk@pbx.example>;tag=f2%32b',
        ),
        "esc02%.1@10.10.5.41",
        29,
        "RE%47IST%45R",
    ),
    request(
        "lwsdisp",
        "3.1.1.6",
        message(
            "OPTIONS sip:9898@10.10.5.5 SIP/2.0",
            "lwsdisp.1@10.10.5.41",
            "60 OPTIONS",
            from_="From: Desk<sip:1018@10.10.5.41>;tag=3",
        ),
        "lwsdisp.1@10.10.5.41",
        60,
        "OPTIONS",
    ),
    request(
        "longreq",
        "3.1.1.7",
        message(
            f"INVITE sip:{_LONG}@pbx.example SIP/2.0",
            f"longreq.{_LONG}@10.10.5.41",
            "3882340 INVITE",
            *(f"Via: SIP/2.0/TCP 192.0.2.{number};branch=z9hG4bK{number}" for number in range(1, 40)),
            f"Unknown-{_LONG}: {_LONG * 3}",
            f"Contact: <sip:{_LONG}@10.10.5.41>",
            "Content-Type: application/sdp",
            body=SDP,
            to=f'To: "I have a user name of {_LONG}" <sip:{_LONG}@pbx.example>;tag=1',
        ),
        f"longreq.{_LONG}@10.10.5.41",
        3882340,
        "INVITE",
    ),
    request(
        "dblreq", "3.1.1.8", _BYE + _SECOND, "dblreq-1@10.10.5.41", 12, "BYE", "text_after_head", "junk_lines"
    ),
    request(
        "semiuri",
        "3.1.1.9",
        message(
            "OPTIONS sip:9898;par=u%40h.example@10.10.5.5 SIP/2.0",
            "semiuri.1@10.10.5.41",
            "8 OPTIONS",
            "Accept: application/sdp",
        ),
        "semiuri.1@10.10.5.41",
        8,
        "OPTIONS",
    ),
    request(
        "transports",
        "3.1.1.10",
        message(
            "OPTIONS sip:9898@10.10.5.5 SIP/2.0",
            "transports.1@10.10.5.41",
            "60 OPTIONS",
            "Via: SIP/2.0/SCTP h2.example;branch=z9hG4bK2",
            "Via: SIP/2.0/TLS h3.example;branch=z9hG4bK3",
            "Via: SIP/2.0/WORMHOLE h4.example;branch=z9hG4bK4",
            via="Via: SIP/2.0/UDP h1.example;branch=z9hG4bK1",
        ),
        "transports.1@10.10.5.41",
        60,
        "OPTIONS",
    ),
    request(
        "mpart01",
        "3.1.1.11",
        message(
            "MESSAGE sip:9898@10.10.5.5 SIP/2.0",
            "mpart01.1@10.10.5.41",
            "127 MESSAGE",
            "MIME-Version: 1.0",
            'Content-Type: multipart/mixed;boundary="cut"',
            body=_MIME,
        ),
        "mpart01.1@10.10.5.41",
        127,
        "MESSAGE",
    ),
    response(
        "unreason",
        "3.1.1.12",
        message(
            "SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - просто",
            "unreason.1@10.10.5.41",
            "35 INVITE",
            hops="",
        ),
        "unreason.1@10.10.5.41",
        35,
        200,
        label="200 = 2**3 * 5**2 но сто девяносто девять - просто",
    ),
    response(
        "noreason",
        "3.1.1.13",
        message("SIP/2.0 100 ", "noreason.1@10.10.5.41", "35 INVITE", hops=""),
        "noreason.1@10.10.5.41",
        35,
        100,
        label="100",
        reason=None,
    ),
)
