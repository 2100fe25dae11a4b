"""Archives that arrived cut, flipped or contradicting themselves."""

import bz2
import lzma

from tests.archive.build import BZIP2, LZMA, OTHER, STORED, TRACE, E, Z, gz, pax, tar_entry, tarred, zipped
from tests.archive.case import Case

READ, PARTLY, SKIPPED = "read", "partly read", "skipped"


def damaged(name: str, data: bytes, states: dict[str, str], *words: str, **more: object) -> Case:
    options = {"exit_code": 3, **more}
    return Case("damaged", name, data, states, words, **options)  # type: ignore[arg-type]


def flipped(data: bytes, at: int, size: int = 8) -> bytes:
    return data[:at] + bytes(byte ^ 0xA5 for byte in data[at : at + size]) + data[at + size :]


TWO = zipped(E(), E(b"b.txt", OTHER))
FIRST = TWO.index(b"PK\x03\x04", 10)
DIRECTORY = TWO.index(b"PK\x01\x02")
BOTH = {"a.txt": READ, "b.txt": READ}
CUT = "its directory is missing"
OF_TAR = tarred(tar_entry(), tar_entry(b"b.txt", OTHER))
SECOND = len(tar_entry())
FALSE_END = b"PK\x05\x06" + bytes(16)

DAMAGED = [
    damaged("zip cut in the first header", TWO[:20], {"": SKIPPED}, "cut, no file in it", exit_code=4),
    damaged("zip cut in the first name", TWO[:33], {"": SKIPPED}, "cut, no file in it", exit_code=4),
    damaged("zip cut in the first entry", TWO[: FIRST // 2], {"": PARTLY, "a.txt": PARTLY}, CUT,
            "zip entry ends early"),
    damaged("zip cut between entries", TWO[:FIRST], {"": PARTLY, "a.txt": READ}, CUT, whole=("a.txt",)),
    damaged("zip cut in the second entry", TWO[: FIRST + 900], {"": PARTLY, "a.txt": READ, "b.txt": PARTLY},
            CUT,
            whole=("a.txt",)),
    damaged("zip cut before the directory", TWO[:DIRECTORY], {"": PARTLY, **BOTH}, CUT, whole=("a.txt",)),
    damaged("zip cut in the directory", TWO[: DIRECTORY + 60], {"": PARTLY, **BOTH}, CUT, whole=("a.txt",)),
    damaged("zip cut in the end record", TWO[:-5], {"": PARTLY, **BOTH}, CUT, whole=("a.txt",)),
    damaged("cut, sizes behind the data", zipped(E(descriptor=True), E(b"b.txt", descriptor=True))[:-60],
            {"": PARTLY, **BOTH}, CUT, whole=("a.txt", "b.txt")),
    damaged("cut, stored with sizes behind the data",
            zipped(E(method=STORED, descriptor=True), E(b"b.txt"))[:-60], {"": PARTLY, **BOTH},
            whole=("a.txt", "b.txt")),
    damaged("start of the zip is missing", TWO[FIRST - 300 :], {"a.txt": SKIPPED, "b.txt": READ},
            "no header where"),
    damaged("zip in a cut zip", zipped(E(b"z", TWO, STORED))[:-80], {"": PARTLY, "z": PARTLY, "z!a.txt": READ,
            "z!b.txt": READ}, CUT),
    damaged("wrong CRC", zipped(E(crc=1), E(b"b.txt")), {"a.txt": PARTLY, "b.txt": READ}, "checksum",
            whole=("a.txt",)),
    damaged("wrong CRC, stored", zipped(E(method=STORED, crc=1)), {"a.txt": PARTLY}, "checksum",
            whole=("a.txt",)),
    damaged("wrong CRC, bzip2", zipped(E(method=BZIP2, crc=1)), {"a.txt": PARTLY}, "checksum",
            whole=("a.txt",)),
    damaged("wrong CRC, lzma", zipped(E(method=LZMA, crc=1)), {"a.txt": PARTLY}, "checksum",
            whole=("a.txt",)),
    damaged("flipped bytes, deflated", flipped(TWO, 2000), {"a.txt": PARTLY, "b.txt": READ},
            "bytes recovered"),
    damaged("flipped bytes, stored", flipped(zipped(E(method=STORED)), 2000), {"a.txt": PARTLY}, "checksum"),
    damaged("flipped bytes, bzip2", flipped(zipped(E(method=BZIP2), E(b"b.txt")), 999), {"a.txt": PARTLY,
            "b.txt": READ},
            "bytes recovered", whole=("b.txt",)),
    damaged("flipped bytes, lzma", flipped(zipped(E(method=LZMA)), 2000), {"a.txt": PARTLY},
            "bytes recovered"),
    damaged("flipped bytes in the directory", flipped(TWO, DIRECTORY + 51), {"": PARTLY, **BOTH},
            "directory", "damaged"),
    damaged("no entry where the directory points", zipped(E(offset=7), E(b"b.txt")), {"": PARTLY,
            "a.txt": SKIPPED, "a.txt#2": READ, "b.txt": READ},
            "no header where the directory points"),
    damaged("entry missing from the directory", zipped(E(in_directory=False), E(b"b.txt")), {"": PARTLY,
            **BOTH},
            "does not list all of it", whole=("a.txt", "b.txt")),
    damaged("two directories", TWO + zipped(E(b"c.txt")), {"": PARTLY, "c.txt": READ, **BOTH},
            "does not list all",
            whole=("a.txt", "c.txt")),
    damaged("wrong count", Z([E(), E(b"b.txt")], count=7).bytes(), BOTH, exit_code=0, whole=("a.txt",
            "b.txt")),
    damaged("wrong directory size", Z([E()], directory_size=4).bytes(), {"a.txt": READ}, exit_code=0,
            whole=("a.txt",)),
    damaged("wrong directory offset", Z([E()], directory_offset=9).bytes(), {"a.txt": READ}, exit_code=0,
            whole=("a.txt",)),
    damaged("false end record in the comment", Z([E()], comment=FALSE_END + b"\0\0").bytes(),
            {"a.txt": READ}, exit_code=0),
    damaged("false end record with bytes in front", Z([E()], prefix=b"MZ",
            comment=FALSE_END + b"\0\0").bytes(),
            {"a.txt": READ}, exit_code=0, whole=("a.txt",)),
    damaged("other name in the entry's header", zipped(E(local_name=b"z")), {"a.txt": READ},
            "its own header names it z",
            exit_code=0, whole=("a.txt",)),
    damaged("size too small", zipped(E(size=10)), {"a.txt": PARTLY}, "size", whole=("a.txt",)),
    damaged("size too large", zipped(E(size=10**6)), {"a.txt": PARTLY}, "of 1,000,000 bytes",
            whole=("a.txt",)),
    damaged("packed size too small", zipped(E(packed_size=500), E(b"b.txt")), {"a.txt": PARTLY,
            "b.txt": READ}, "early"),
    damaged("packed size too large", zipped(E(packed_size=99_999), E(b"b.txt")), BOTH, "stated too large",
            exit_code=0,
            whole=("a.txt", "b.txt")),
    damaged("tar short", OF_TAR[: SECOND + 900], {"": PARTLY, "a.txt": READ, "b.txt": PARTLY},
            "tar ends early",
            file="case.tar", whole=("a.txt",)),
    damaged("tar without its end", tar_entry(), {"": PARTLY, "a.txt": READ}, "tar ends early",
            whole=("a.txt",)),
    damaged("tar with a bad checksum", tarred(tar_entry(checksum=1), tar_entry(b"b.txt")), {"": PARTLY,
            "b.txt": READ},
            "tar is damaged at byte 0", whole=("b.txt",)),
    damaged("tar damaged in the middle", flipped(OF_TAR, SECOND + 100) + tarred(tar_entry(b"c.txt")),
            {"": PARTLY, "a.txt": READ, "c.txt": READ}, "tar is damaged at byte", whole=("a.txt",)),
    damaged("tar with a size that is no number", tarred(tar_entry(size=b"zzz"), tar_entry(b"b.txt")),
            {"": PARTLY, "b.txt": READ}, whole=("b.txt",)),
    damaged("cut tar.gz", gz(OF_TAR)[:-3000], {"": PARTLY, "a.txt": READ, "b.txt": PARTLY}, "gzip ends early",
            file="case.tgz", whole=("a.txt",)),
    damaged("tar with a wrong pax length", tarred(pax(path=b"p").replace(b"9 path", b"7 path"), tar_entry()),
            {"a.txt": READ}, exit_code=0, whole=("a.txt",)),
    damaged("gz cut in half", gz(TRACE)[: len(gz(TRACE)) // 2], {"": PARTLY}, "gzip ends early",
            "bytes recovered"),
    damaged("gz cut in its header", gz(TRACE)[:7], {"": SKIPPED}, "gzip ends early", exit_code=4),
    damaged("gz cut in its trailer", gz(TRACE)[:-3], {"": PARTLY}, "gzip ends early", whole=("",)),
    damaged("gz with a wrong CRC", flipped(gz(TRACE), len(gz(TRACE)) - 8, 1), {"": PARTLY}, "damaged",
            whole=("",)),
    damaged("gz with a wrong length", flipped(gz(TRACE), len(gz(TRACE)) - 1, 1), {"": PARTLY}, "damaged",
            whole=("",)),
    damaged("second gz member cut", gz(TRACE) + gz(OTHER)[:2000], {"": PARTLY}, "gzip ends early"),
    damaged("gz of another method", b"\x1f\x8b\x07" + bytes(30), {"": SKIPPED}, "gzip is damaged",
            exit_code=4),
    damaged("bzip2 cut", bz2.compress(TRACE * 40)[:-500], {"": PARTLY}, "bzip2 ends early"),
    damaged("xz cut", lzma.compress(TRACE)[:-900], {"": PARTLY}, "xz ends early"),
    damaged("xz with a wrong checksum", flipped(lzma.compress(TRACE), -40, 4), {"": PARTLY}, "xz is damaged"),
    damaged("damaged gz in a damaged zip entry", zipped(E(b"x.gz", gz(TRACE)[:-2000], crc=1)),
            {"x.gz": PARTLY}, "checksum"),
]  # fmt: skip
