"""SIP messages: a reference reader with places in the raw text, and a fast one that gives columns."""

from tracekit.sip.address import Address, Uri, read_address, read_uri
from tracekit.sip.columns import message_columns
from tracekit.sip.message import Header, Message
from tracekit.sip.reader import read_message
from tracekit.sip.row import COLUMNS, message_row
from tracekit.sip.tag import CucmTag, read_cucm_tag
from tracekit.sip.via import Via, read_vias

__all__ = [
    "COLUMNS",
    "Address",
    "CucmTag",
    "Header",
    "Message",
    "Uri",
    "Via",
    "message_columns",
    "message_row",
    "read_address",
    "read_cucm_tag",
    "read_message",
    "read_uri",
    "read_vias",
]
