"""The codecs of two legs before and after the bit rate of their regions is applied (SDL 11.5).

Codecs are pairs of Cisco's number and packet time: (4,20) is G.711 µ-law, (11,20) and (12,20) are G.729.
"""

from tracekit.events.event import Event

EVENT = Event(
    title="Codecs compared",
    columns={
        "instance": "instance of the MediaManager process, one for each connection",
        "region_a": "region of the first leg; null on the line of the mismatch",
        "region_b": "region of the second leg; null on the line of the mismatch",
        "codecs_a": "codecs of the first leg, (number,packet time); null when none is left",
        "codecs_b": "codecs of the second leg, (number,packet time); null when none is left",
        "mismatch": "the words of a mismatch; null on the line before it",
        "kbps": "audio bit rate that the two regions allow, kbit/s",
    },
)
