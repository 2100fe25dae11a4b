"""Archives made to fill memory, to hang or to write elsewhere; and content that is no plain trace."""

import codecs

from tests.archive.build import OTHER, STORED, TRACE, E, gz, pax, raw_deflate, tar_entry, tarred, zipped
from tests.archive.case import Case
from tracekit.archive import Limits

READ, PARTLY, SKIPPED, REFUSED = "read", "partly read", "skipped", "refused"


def hostile(name: str, data: bytes, states: dict[str, str], *words: str, **more: object) -> Case:
    options = {"exit_code": 6, **more}
    return Case("hostile size", name, data, states, words, **options)  # type: ignore[arg-type]


def nested(levels: int, data: bytes = TRACE) -> bytes:
    for level in range(levels):
        data = zipped(E(b"%d" % level if level else b"a.txt", data, STORED), E(b"by.txt"))
    return data


N = len(TRACE)
ZEROS = b"0" * (N + 1)
SMALL = Limits(ratio_free_bytes=N, ratio=5)
BESIDE = {"a.txt": READ, "x": REFUSED}
QUOTED = raw_deflate(TRACE)
OVERLAP = "its bytes are also another entry's"
FOUR = {"by.txt": READ, "3!by.txt": READ, "3!2!by.txt": READ, "3!2!1": REFUSED}

SIZE = [
    hostile("ratio", zipped(E(), E(b"x", ZEROS)), BESIDE, "compressed more than 5:1", limits=SMALL),
    hostile("ratio at its limit", zipped(E(), E(b"x", OTHER[:N])), {"a.txt": READ, "x": READ}, limits=SMALL,
            exit_code=0),
    hostile("ratio of gz", gz(ZEROS), {"": REFUSED}, "compressed more than 5:1", limits=SMALL),
    hostile("ratio of gz in a zip", zipped(E(), E(b"x", gz(ZEROS))), BESIDE, "compressed more", limits=SMALL),
    hostile("ratio of a tar.gz", gz(tarred(tar_entry(b"x", ZEROS))), {"": REFUSED}, "more than 5:1",
            limits=SMALL),
    hostile("ratio of a zip in a zip", zipped(E(), E(b"x", zipped(E(b"y", ZEROS, STORED)))), BESIDE,
            limits=SMALL),
    hostile("member larger than the limit", zipped(E(), E(b"x", TRACE + b"\n")), BESIDE,
            f"larger than {N:,} bytes",
            limits=Limits(member_bytes=N)),
    hostile("member that lies about its size", zipped(E(), E(b"x", TRACE + b"\n", size=9)), BESIDE,
            "larger than",
            limits=Limits(member_bytes=N)),
    hostile("total", zipped(E(), E(b"b", OTHER)), {"a.txt": READ, "b": REFUSED}, "the input holds more than",
            limits=Limits(total_bytes=N + 10)),
    hostile("total at its limit", zipped(E(), E(b"b.txt")), {"a.txt": READ, "b.txt": READ}, exit_code=0,
            limits=Limits(total_bytes=2 * N)),
    hostile("total, one less", zipped(E(), E(b"b.txt")), {"a.txt": READ, "b.txt": REFUSED},
            limits=Limits(total_bytes=2 * N - 1)),
    hostile("entries with the same bytes", zipped(E(), E(b"x"), E(b"y", offset=0, local=False)),
            {"a.txt": REFUSED, "x": READ, "y": REFUSED}, OVERLAP),
    hostile("entry that reaches into the next", zipped(E(b"x", method=STORED, packed_size=N + 90), E(),
            ), BESIDE, OVERLAP),
    hostile("entry that quotes the next header", zipped(E(b"x", packed=QUOTED[:300], packed_size=800), E()),
            BESIDE,
            OVERLAP),
    hostile("entry that reaches into the directory", zipped(E(), E(b"x", method=STORED,
            packed_size=N + 60)), BESIDE,
            OVERLAP),
    hostile("four archives deep", nested(4), FOUR, "nested deeper than 3"),
    hostile("three archives deep", nested(3), {"by.txt": READ, "2!by.txt": READ, "2!1!by.txt": READ,
            "2!1!a.txt": READ},
            exit_code=0),
    hostile("program three archives deep",
            zipped(E(b"1", zipped(E(b"2", zipped(E(), E(b"x", b"#!/bin/sh")))))),
            {"1!2!a.txt": READ, "1!2!x": READ}, exit_code=0),
    hostile("tar in tar in tar in tar", tarred(tar_entry(b"1", tarred(tar_entry(b"2", tarred(tar_entry(b"3",
            tarred(tar_entry()))))))), {"1!2!3": REFUSED}, "nested deeper than 3"),
    hostile("nesting lifted", nested(4), {"by.txt": READ, "3!by.txt": READ, "3!2!by.txt": READ,
            "3!2!1!by.txt": READ,
            "3!2!1!a.txt": READ}, limits=Limits.lifted(), exit_code=0),
    hostile("gz in gz in gz in gz", gz(gz(gz(gz(TRACE)))), {"": REFUSED},
            "more than 3 layers of compression"),
    hostile("gz in gz in gz", gz(gz(gz(TRACE))), {"": READ}, exit_code=0, whole=("",)),
    hostile("tar with a negative size", tarred(tar_entry(b"x", b"", size=b"\xff" * 12), tar_entry()), BESIDE,
            "its size is negative", whole=("a.txt",)),
    hostile("tar with a size of 2^87", tar_entry(b"x", b"", size=b"\x80" + b"\x7f" * 11), {"": PARTLY,
            "x": SKIPPED},
            "tar ends early", exit_code=4),
    hostile("huge pax header", tarred(pax(comment=b"c" * 1_048_577), tar_entry(b"x"), tar_entry()), BESIDE,
            "extended header is larger than"),
    hostile("large pax header", tarred(pax(comment=b"c" * 1_000_000), tar_entry()), {"a.txt": READ},
            exit_code=0),
    hostile("sparse tar of GNU", tarred(tar_entry(b"x", kind=b"S"), tar_entry()), {"a.txt": READ,
            "x": SKIPPED},
            "sparse file", exit_code=3),
    hostile("sparse tar of pax", tarred(pax(GNU__sparse__major=b"1"), tar_entry(b"x"), tar_entry()),
            {"a.txt": READ, "x": SKIPPED}, "sparse file", exit_code=3),
    hostile("one file more than allowed", zipped(*(E(b"%d" % n) for n in range(4))),
            {"": REFUSED, "0": READ, "1": READ, "2": REFUSED}, "more than 3 files", limits=Limits(members=3)),
    hostile("as many files as allowed", zipped(*(E(b"%d" % n) for n in range(3))), {"0": READ, "1": READ,
            "2": READ},
            limits=Limits(members=3), exit_code=0),
    hostile("one file more than allowed, tar", tarred(*(tar_entry(b"%d" % n) for n in range(4))),
            {"": REFUSED, "0": READ, "1": READ, "2": REFUSED}, "more than 3 files", limits=Limits(members=3)),
    hostile("very many empty members", zipped(*(E(b"%d" % n, b"", STORED) for n in range(5000)), E()),
            {"": REFUSED} | {f"{n}": SKIPPED for n in range(99)} | {"99": REFUSED}, "more than 100 files",
            limits=Limits(members=100)),
]  # fmt: skip


def named(name: str, raw: bytes, shown: str, flags: int = 0, **more: object) -> Case:
    states = more.pop("states", {shown: READ})
    return Case("hostile names", name, zipped(E(raw, flags=flags)), states, whole=(shown,), **more)  # type: ignore[arg-type]


LONG = "x" * 511 + "…" + "x" * 512
NAMES = [
    named("parent folder", b"../../escaped", "../../escaped"),
    named("absolute", b"/tmp/escaped", "/tmp/escaped"),
    named("drive", b"C:\\escaped", "C:/escaped"),
    named("network share", b"\\\\host\\share\\x", "//host/share/x"),
    named("backslash", b"node1\\sdl\\a.txt", "node1/sdl/a.txt"),
    named("NUL", b"a\0.txt", "a\0.txt"),
    named("newline", b"a\nb", "a\nb"),
    named("terminal escape", b"\x1b[2J\x1b]0;x\x07", "\x1b[2J\x1b]0;x\x07"),
    named("bidi", "\u202egnp.txt".encode(), "\u202egnp.txt", 0x800),
    named("HTML", b"<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    named("formula", b"=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    named("option", b"-rf", "-rf"),
    named("reserved by Windows", b"CON", "CON"),
    Case("hostile names", "case twins", zipped(E(b"A"), E(b"a")), {"A": READ, "a": READ}),
    Case("hostile names", "duplicates", zipped(E(b"a"), E(b"a", OTHER)), {"a": READ, "a#2": READ},
            whole=("a",)),
    named("60,000 characters", b"x" * 60_000, LONG),
    named("1,024 characters", b"x" * 1024, "x" * 1024),
    named("empty", b"", "(no name)"),
    named("GBK", "跟踪文件.txt".encode("gbk"), "跟踪文件.txt"),
    named("CP932", "ノード1のトレース.txt".encode("cp932"), "ノード1のトレース.txt"),
    named("CP437", "Größe é.txt".encode("cp437"), "Größe é.txt"),
    named("CP850", "Zürich Straße".encode("cp850"), "Zürich Straße"),
    named("UTF-8 without its flag", "čeština.txt".encode(), "čeština.txt"),
    named("wrong UTF-8 flag", b"Gr\x94\xe1e", "Größe", 0x800),
    named("combining forms", "u\u0308.txt".encode(), "u\u0308.txt", 0x800),
    Case("hostile names", "duplicates and combining forms", zipped(E("ü".encode()), E("u\u0308".encode())),
         {"ü": READ, "u\u0308": READ}),
    Case("hostile names", "parent folder in a tar", tarred(tar_entry(b"../../escaped")),
            {"../../escaped": READ}),
    Case("hostile names", "absolute in a tar", tarred(pax(path=b"/escaped"), tar_entry()),
            {"/escaped": READ}),
    Case("hostile names", "name with a mark of nesting", zipped(E(b"x!y")), {"x!y": READ}),
]  # fmt: skip


def content(name: str, data: bytes, exit_code: int, *words: str, state: str = READ, **more: object) -> Case:
    return Case("content", name, data, {"": state}, words, exit_code, "a.txt", **more)  # type: ignore[arg-type]


def wide(mark: bytes, encoding: str) -> bytes:
    return mark + TRACE.decode().encode(encoding)


SAYS_UTF8 = "read as UTF-8, line and byte numbers count in that"
CORE = b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40
CONTENT = [
    content("0 bytes", b"", 4, "the file is empty", state=SKIPPED),
    content("one long line", TRACE + b"x" * 3_000_000, 0),
    content("one line over the limit", b"x" * 3_000_001, 6, "larger than 3,000,000 bytes", state=REFUSED,
            limits=Limits(member_bytes=3_000_000)),
    content("NUL bytes", TRACE + bytes(700), 0),
    content("UTF-8 with a byte order mark", codecs.BOM_UTF8 + TRACE, 0),
    content("UTF-16 little", wide(codecs.BOM_UTF16_LE, "utf-16-le"), 0, SAYS_UTF8, whole=("",)),
    content("UTF-16 big", wide(codecs.BOM_UTF16_BE, "utf-16-be"), 0, SAYS_UTF8, whole=("",)),
    content("UTF-16 cut in a character", wide(codecs.BOM_UTF16_LE, "utf-16-le")[:-1], 0, SAYS_UTF8),
    content("Latin-1", TRACE.replace(b"our", b"\xfcber"), 0),
    content("CR only", TRACE.replace(b"\n", b"\r"), 0, "lines end with CR alone", whole=("",)),
    content("mixed line ends", TRACE.replace(b"\n", b"\r\n", 700), 0),
    content("binary core file", CORE, 4),
    content("packet capture", b"\xd4\xc3\xb2\xa1\x02\x00\x04\x00" + bytes(900), 0),
    content("page saved by a browser", b"<html><body>Trace files</body></html>", 4),
    Case("content", "docx", zipped(E(b"word/document.xml", b"<w:document/>")), {"word/document.xml": READ},
            (), 4),
]  # fmt: skip
