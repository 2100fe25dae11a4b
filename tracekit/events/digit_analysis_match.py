"""What was dialled so far and by whom, as digit analysis looks it up.

Overlap dialling writes one such line for every digit; the last one holds the whole number. The text has no
call identifier: record `.000` of the same sequence number is the DaReq that has it (SDL 9.1 to 11.5, SDI).
"""

from tracekit.events.event import Derived, Event, Fields, Items

KEYS = {"calling": "cn", "fqcn": "fqcn", "dialed": "dd", "pss": "pss", "pi": "pi"}
"""Column by the key that the trace prints; keys come in any order."""


def derive(fields: Fields, items: Items) -> Derived:
    """The columns, one entry a record, from the key=value pairs; a missing or empty value is null."""
    records = [{pair["key"]: pair.get("value") for pair in pairs} for pairs in items["pair"]]
    return {column: [record.get(key) for record in records] for column, key in KEYS.items()}


EVENT = Event(
    title="Digit analysis: lookup",
    columns={
        "calling": "calling number (cn)",
        "fqcn": "fully qualified calling number",
        "dialed": "digits so far (dd)",
        "pss": "partition search space, partitions parted by colons",
        "pi": "presentation indicator of the calling number, as printed",
    },
    derive=derive,
)
