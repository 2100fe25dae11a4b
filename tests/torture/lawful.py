"""Thirteen messages that look wrong and are right (ideas of RFC 4475 section 3.1.1)."""

from tests.torture.case import Case, request, response

SDP = "v=0\no=desk 1 1 IN IP4 192.0.2.41\ns=-\nc=IN IP4 192.0.2.41\nt=0 0\nm=audio 20004 RTP/AVP 0\n"
LONG = "averyveryverylongword" * 40

LAWFUL: tuple[Case, ...] = (
    request(
        "blanks_and_folds_everywhere", "3.1.1.1",
        "INVITE sip:9898@pbx.example;unknownparam SIP/2.0\nTO :\n sip:9898@pbx.example ;   tag    = 8191n\n"
        'from   : "Desk \\\\\\"" <sip:1018@pbx.example>\n  ;\n  tag = 77aa\nMaX-fOrWaRdS: 0068\n'
        "Call-ID: folds.5ad1@10.10.5.41\nContent-Length   : 111\ncseq: 0009\n  INVITE\n"
        "Via  : SIP  /   2.0\n /UDP\n    192.0.2.41;branch=z9hG4bKfold1\ns :\nNewFangledHeader:   newfangled value\n"
        " continued newfangled value\nUnknownHeaderWithUnusualValue: ;;,,;;,;\nContent-Type: application/sdp\n"
        "Route:\n <sip:edge.example;lr;unknownwith=value;unknown-no-value>\n"
        "v:  SIP  / 2.0  / TCP     edge.example   ;\n  branch  =   z9hG4bKfold2 , SIP  /    2.0   / UDP  192.0.2.99\n"
        'm:"Quoted string \\"\\"" <sip:1018@192.0.2.41> ; newparam =\n      newvalue ;\n  secondparam ; q = 0.33\n\n' + SDP,
        "folds.5ad1@10.10.5.41", 9, "INVITE",
    ),
    request(
        "every_allowed_sign", "3.1.1.2",
        "!own-Method0123456789_*+`.%pretty'~HERE~@ sip:1_odd.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*"
        "pas$wo~d_too.(doesn't-it)@pbx.example SIP/2.0\n".replace("HERE~@", "HERE"),
        None, None, "",
    ),
)
