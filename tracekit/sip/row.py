"""The columns of table ``messages`` that come from the text of a message alone."""

from tracekit.sip.address import Address
from tracekit.sip.message import Message
from tracekit.sip.tag import CucmTag, read_cucm_tag

Value = str | int | bool | None
Row = tuple[Value, ...]

COLUMNS = (
    "label",
    "method",
    "status",
    "reason",
    "request_uri",
    "call_id",
    "cseq",
    "cseq_method",
    "from_number",
    "from_tag",
    "from_ci",
    "from_ccb_id",
    "from_cluster_guid",
    "to_number",
    "to_tag",
    "to_ci",
    "to_ccb_id",
    "to_cluster_guid",
    "branch",
    "via_transport",
    "session_id",
    "user_agent",
    "contact_device",
    "reason_cause",
    "has_sdp",
    "srtp",
    "srtp_keys",
)
"""Names as in ``tracekit.tables.schema``. Besides: ``via_transport`` (topmost Via, upper case),
``contact_device`` (device name in Contact), ``reason_cause`` (Q.850), and for both tags what CUCM's own tag
holds: which of the two CUCM made depends on the direction, so the correlation picks."""


def party_row(address: Address | None) -> Row:
    """number, tag, ci, ccb_id, cluster_guid of a From or To header."""
    if address is None:
        return (None, None, None, None, None)
    cucm: CucmTag | None = read_cucm_tag(address.tag) if address.tag else None
    if cucm is None:
        return (address.user, address.tag, None, None, None)
    return (address.user, address.tag, cucm.ci, cucm.ccb_id, cucm.cluster_guid)


def message_row(message: Message) -> Row:
    """The values of ``COLUMNS`` by the reference reader; unknown is null."""
    via = next(iter(message.vias), None)
    return (
        message.label,
        message.method,
        message.status,
        message.reason,
        message.request_uri,
        message.call_id,
        message.cseq,
        message.cseq_method,
        *party_row(message.from_),
        *party_row(message.to),
        via.branch if via else None,
        via.transport if via else None,
        message.session_id,
        message.user_agent,
        message.contact_device,
        message.reason_cause,
        bool(message.sdps),
        message.srtp,
        message.srtp_keys,
    )
