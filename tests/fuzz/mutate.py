"""What can happen to trace text: bytes change, lines go and come, numbers explode, two files become one."""

import random
from collections.abc import Callable

NUMBERS = (
    b"0", b"-1", b"2147483648", b"9223372036854775808", b"36893488147419103232", b"7" * 5000,
    b"1e9", b"0x1F", b"",
)  # fmt: skip
ENCODINGS = (
    b"\r\n", b"\r", b"\xef\xbb\xbf", b"\x00", b"\xe4", b"\xc0\xaf", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"\x1b[31m",
    b"\x0b", b"\x85", b"\xff\xfe",
)  # fmt: skip
CLOCKS = (b"00:00:00.000", b"23:59:59.999", b"24:00:00.000", b"99:99:99.999", b"12:00:00")
DATES = (b"9999/12/31", b"0000/00/00", b"1969/12/31", b"2026/02/30")
SIP = (
    b"Via SIP/2.0/TCP without a colon\r\n",
    b"Subject: folded\r\n" + b" more\r\n" * 1000,
    b"Content-Length: 5\r\n",
    b"Content-Length: 99999999999\r\n",
    b'Content-Type: multipart/mixed;boundary="gone"\r\n\r\n--other\r\n',
    b"\\r\\n\\r\\n",
    b"\r\n\r\n",
    b"SIP/2.0 1000 Weird\r\n",
)
Mutator = Callable[[bytes, random.Random, bytes], bytes]


def mutate(text: bytes, chance: random.Random, other: bytes) -> bytes:
    """One to three things gone wrong in ``text``; ``other`` is what it can be spliced with."""
    for _ in range(chance.randint(1, 3)):
        (mutator,) = chance.choices(list(SHARES), weights=list(SHARES.values()))
        text = mutator(text, chance, other)
    return text


def _bytes(text: bytes, chance: random.Random, other: bytes) -> bytes:
    """Two bytes of a hundred, or one bit."""
    changed = bytearray(text)
    if changed and chance.random() < 0.5:
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    for _ in range(len(changed) // 50):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _span(text: bytes, chance: random.Random, other: bytes) -> bytes:
    first, last = _place(text, chance, 40)
    kept = chance.choice((b"", text[first:last] * 2, other[:last] + text[first:last]))
    return text[:first] + kept + text[last:]


def _cut(text: bytes, chance: random.Random, other: bytes) -> bytes:
    return text[: chance.randint(0, len(text))]


def _lines(text: bytes, chance: random.Random, other: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    what = chance.randrange(3)
    if what == 0:
        lines[one], lines[two] = lines[two], lines[one]
    elif what == 1:
        lines.insert(one, lines[two])
    else:
        del lines[one]
    return b"".join(lines)


def _fields(text: bytes, chance: random.Random, other: bytes) -> bytes:
    fields = text.split(b"|")
    at = chance.randrange(len(fields))
    what = chance.randrange(4)
    if what == 0:
        del fields[at]
    elif what == 1:
        fields.insert(at, b"")
    elif what == 2:
        fields[at] = b" "
    else:
        fields[at] = fields[at][:8] * 1024
    return b"|".join(fields)


def _numbers(text: bytes, chance: random.Random, other: bytes) -> bytes:
    starts = [
        at for at in range(len(text)) if text[at : at + 1].isdigit() and not text[at - 1 : at].isdigit()
    ]
    if not starts:
        return text
    first = last = chance.choice(starts)
    while text[last : last + 1].isdigit():
        last += 1
    return text[:first] + chance.choice(NUMBERS) + text[last:]


def _clocks(text: bytes, chance: random.Random, other: bytes) -> bytes:
    bar = text.find(b"|")
    if chance.random() < 0.7 and bar >= 0:
        return text[: bar + 1] + chance.choice(CLOCKS) + text[bar + 13 :]
    slash = text.find(b"/")
    return text[: max(slash - 4, 0)] + chance.choice(DATES) + text[slash + 6 :]


def _splice(text: bytes, chance: random.Random, other: bytes) -> bytes:
    return text[: chance.randint(0, len(text))] + other[chance.randint(0, len(other)) :]


def _encodings(text: bytes, chance: random.Random, other: bytes) -> bytes:
    if chance.random() < 0.3:
        return text.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n")))
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(ENCODINGS) + text[at:]


def _sip(text: bytes, chance: random.Random, other: bytes) -> bytes:
    ends = [at + 1 for at in range(len(text)) if text[at] == 10] or [len(text)]
    at = chance.choice(ends)
    return text[:at] + chance.choice(SIP) + text[at:]


def _place(text: bytes, chance: random.Random, longest: int) -> tuple[int, int]:
    first = chance.randint(0, len(text))
    return first, min(len(text), first + chance.randint(0, longest))


SHARES: dict[Mutator, int] = {
    _bytes: 20,
    _span: 15,
    _cut: 10,
    _lines: 10,
    _fields: 10,
    _numbers: 10,
    _clocks: 5,
    _splice: 8,
    _encodings: 7,
    _sip: 5,
}
"""Each mutator and its share of the cases, in percent."""
