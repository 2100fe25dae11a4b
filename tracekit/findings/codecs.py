"""Cisco's numbers of codecs in words (CDR administration guide, payload capabilities)."""

import re

NAMES = {
    2: "G.711 A-law",
    4: "G.711 µ-law",
    6: "G.722",
    9: "G.723.1",
    10: "G.728",
    11: "G.729",
    12: "G.729A",
    15: "G.729B",
    16: "G.729AB",
    25: "Wideband",
    40: "G.722.1 32k",
    41: "G.722.1 24k",
    86: "iLBC",
    89: "iSAC",
    90: "Opus",
    97: "AMR",
    98: "AMR-WB",
    112: "NSE VBD G.711µ",
    114: "NSE VBD G.729A",
}

_NUMBER = re.compile(r"\((\d+)")


def codec_names(pairs: str | None) -> str:
    """`G.729, G.729A` from `(11,20) (12,20)`; a number without a name stays a number; `none` for nothing."""
    numbers = dict.fromkeys(int(number) for number in _NUMBER.findall(pairs or ""))
    return ", ".join(NAMES.get(number, f"codec {number}") for number in numbers) or "none"
