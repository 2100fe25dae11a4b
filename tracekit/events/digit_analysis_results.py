"""What digit analysis found: the matching pattern and the number it makes of what was dialled.

A block of `|Key=Value` lines (51 keys in 10.5, 52 in 11.5, a handful up to 8.x). Its marker, `analysis
results`, is a record of its own from 9.x on: it reads too, with nothing in it.
"""

from tracekit.events.event import Derived, Event, Fields, Items

KEYS = {
    "calling": ("PretransformCallingPartyNumber", "CallingPartyNumber"),
    "calling_transformed": ("CallingPartyNumber",),
    "dialed": ("PretransformDigitString",),
    "pattern": ("DialingPattern",),
    "partition": ("DialingPartition",),
    "pattern_type": ("PatternType",),
    "called": ("CollectedDigits", "FullyQualifiedCalledPartyNumber"),
    "route_block": ("RouteBlockFlag",),
    "route_block_cause": ("RouteBlockCause",),
    "potential": ("PotentialMatches",),
    "next_hop": ("DialingSdlProcessId",),
    "network": ("NetworkLocation",),
}
"""Column by the keys that fill it: the first that has a value."""


def derive(fields: Fields, items: Items) -> Derived:
    """The columns, one entry a record, from the block's pairs; a missing or empty value is null."""
    records = [
        {"PretransformCallingPartyNumber": first, **{pair["key"]: pair.get("value") for pair in pairs}}
        for first, pairs in zip(fields["pretransform_calling"], items["pair"], strict=True)
    ]
    return {
        column: [next((record[key] for key in keys if record.get(key)), None) for record in records]
        for column, keys in KEYS.items()
    }


EVENT = Event(
    title="Digit analysis: result",
    columns={
        "pretransform_calling": "calling number before translation, where the block opens with it",
        "calling": "calling number before translation, else as it goes out",
        "calling_transformed": "calling number as it goes out",
        "dialed": "digits before translation (PretransformDigitString)",
        "pattern": "pattern that matched (DialingPattern)",
        "partition": "its partition",
        "pattern_type": "kind of the pattern: Enterprise, Translation …",
        "called": "called number after translation",
        "route_block": "RouteThisPattern or BlockThisPattern",
        "route_block_cause": "cause given to a blocked call",
        "potential": "whether more digits could match another pattern",
        "next_hop": "process that the pattern belongs to; (0,0,0) when it is asked for later",
        "network": "OnNet or OffNet",
    },
    derive=derive,
)
