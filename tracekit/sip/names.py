"""Header names: compact forms (RFC 3261 section 7.3.3, IANA SIP parameters) and the known spellings."""

COMPACT = {
    "a": "Accept-Contact",
    "b": "Referred-By",
    "c": "Content-Type",
    "d": "Request-Disposition",
    "e": "Content-Encoding",
    "f": "From",
    "i": "Call-ID",
    "j": "Reject-Contact",
    "k": "Supported",
    "l": "Content-Length",
    "m": "Contact",
    "n": "Identity-Info",
    "o": "Event",
    "r": "Refer-To",
    "s": "Subject",
    "t": "To",
    "u": "Allow-Events",
    "v": "Via",
    "x": "Session-Expires",
    "y": "Identity",
}

_LONG_NAMES = """
Accept Accept-Encoding Accept-Language Accept-Resource-Priority Alert-Info Allow Authorization
Authentication-Info Call-Info CSeq Content-Disposition Content-ID Content-Language Date Diversion
Error-Info Expires Feature-Caps Geolocation Geolocation-Routing History-Info Info-Package
In-Reply-To Join Max-Forwards MIME-Version Min-Expires Min-SE Organization P-Asserted-Identity
P-Associated-URI P-Called-Party-ID P-Charging-Vector P-Preferred-Identity P-RTP-Stat Path Priority
Privacy Proxy-Authenticate Proxy-Authorization Proxy-Require RAck Reason Record-Route Recv-Info
Remote-Party-ID Replaces Reply-To Require Resource-Priority Retry-After Route RSeq RTP-RxStat
RTP-TxStat Send-Info Server Service-Route Session-ID SIP-ETag SIP-If-Match Subscription-State
Target-Dialog Timestamp Unsupported User-Agent Warning WWW-Authenticate Cisco-Guid Cisco-Gcid
X-Cisco-Callinfo
"""

KNOWN = (*COMPACT.values(), *_LONG_NAMES.split())
"""IANA's names that telephony uses, and Cisco's own, in the spelling shown to users."""

_SPELLING = {name.lower(): name for name in KNOWN}


def canonical_name(written: str) -> str:
    """The agreed spelling of a header name, compact forms written out; an unknown name stays as written."""
    folded = written.lower() if written.isascii() else written
    return COMPACT.get(folded) or _SPELLING.get(folded, written)


def is_known(written: str) -> bool:
    """Whether the long form of the name is registered, or Cisco's."""
    return written.lower() in _SPELLING
