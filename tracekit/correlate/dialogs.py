"""SIP dialogs: one row for each Call-ID at a node that opened one."""

from tracekit.correlate.events import PLACE
from tracekit.correlate.join import Frame


def dialogs(messages: Frame) -> Frame:
    """The dialogs table, from the messages table; tags and place are the first message's that has them."""
    held = messages.dropna(subset=["dialog"])
    groups = held.groupby("dialog", sort=False)
    columns = ["node", "call_id", "from_tag", "to_tag", "ci", "call", *PLACE]
    table = groups[columns].first()
    table["first_time"] = groups["time"].min()
    table["last_time"] = groups["time"].max()
    table["messages"] = groups.size()
    return table.reset_index()
