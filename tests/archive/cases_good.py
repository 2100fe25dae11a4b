"""Good but odd; special members; packings that are not read."""

import bz2
import lzma
import stat

from tests.archive.build import BZIP2, LZMA, OTHER, STORED, TRACE, E, Z, gz, pax, tar_entry, tarred, zipped
from tests.archive.case import Case

READ, PARTLY, SKIPPED = "read", "partly read", "skipped"
ONE = {"a.txt": READ}
INNER = zipped(E())


def odd(name: str, data: bytes, **more: object) -> Case:
    options = {"states": ONE, "whole": ("a.txt",), **more}
    return Case("good but odd", name, data, **options)  # type: ignore[arg-type]


def alone(name: str, data: bytes, file: str, **more: object) -> Case:
    return odd(name, data, **{"file": file, "states": {"": READ}, "whole": ("",), **more})


GOOD = [
    odd("deflated", zipped(E())),
    odd("stored", zipped(E(method=STORED))),
    odd("bzip2", zipped(E(method=BZIP2))),
    odd("lzma", zipped(E(method=LZMA))),
    odd("zip64 end record", Z([E()], zip64=True).bytes()),
    odd("zip64 sizes and offset", zipped(E(zip64=True))),
    odd("data descriptor", zipped(E(descriptor=True))),
    odd("self-extracting, offsets of the zip", Z([E()], prefix=b"MZ" + bytes(500)).bytes(), file="setup.exe"),
    odd("self-extracting, offsets of the file", Z([E()], prefix=b"#!/bin/sh\n", moved=True).bytes()),
    odd("mail header in front", Z([E()], prefix=b"Content-Type: application/zip\n\n").bytes()),
    odd("trailing bytes", zipped(E()) + b"\r\n" * 700),
    odd("comment", Z([E()], comment=b"made by hand").bytes()),
    odd("empty zip", zipped(), states={"": SKIPPED}, whole=(), words=("holds no files",), exit_code=4),
    odd("empty member", zipped(E(), E(b"e.txt", b"")), states={"a.txt": READ, "e.txt": SKIPPED},
            words=("empty",)),
    odd("folders only", zipped(E(b"x/", b"", STORED)), states={"": SKIPPED}, whole=(), exit_code=4),
    odd("70,000 members", Z([E(), *(E(b"%d" % n, b"", STORED) for n in range(70_000))], zip64=True).bytes(),
        states={"a.txt": READ} | {f"{n}": SKIPPED for n in range(70_000)}),
    odd("wrong extension", zipped(E()), file="case.txt"),
    odd("zip in zip in zip", zipped(E(b"2", zipped(E(b"1", INNER)), STORED)), states={"2!1!a.txt": READ},
        whole=("2!1!a.txt",)),
    odd("tar.gz in zip", zipped(E(b"t", gz(tarred(tar_entry())))), states={"t!a.txt": READ},
            whole=("t!a.txt",)),
    odd("zip in tar in zip", zipped(E(b"t", tarred(tar_entry(b"z", INNER)))), states={"t!z!a.txt": READ},
        whole=("t!z!a.txt",)),
    odd("zip of each node, zip in gz", zipped(E(b"n1.zip", INNER), E(b"n2.zip.gz", gz(INNER))),
        states={"n1.zip!a.txt": READ, "n2.zip.gz!a.txt": READ}, whole=("n1.zip!a.txt", "n2.zip.gz!a.txt")),
    odd("split zip in one part", Z([E()], prefix=b"PK00", moved=True).bytes()),
    odd("tar", tarred(tar_entry()), file="case.tar"),
    odd("tar before ustar", tarred(tar_entry(mark=b"")), file="case.tar"),
    odd("tar of GNU", tarred(tar_entry(mark=b"ustar  \0")), file="case.tar"),
    odd("tar.gz", gz(tarred(tar_entry())), file="case.tgz"),
    odd("tar.bz2", bz2.compress(tarred(tar_entry())), file="case.tar.bz2"),
    odd("tar.xz", lzma.compress(tarred(tar_entry())), file="case.tar.xz"),
    odd("tar in gz in bzip2", bz2.compress(gz(tarred(tar_entry()))), file="case"),
    odd("tar.bz2 in gz in zip", zipped(E(b"t", gz(bz2.compress(tarred(tar_entry()))))),
            states={"t!a.txt": READ},
        whole=("t!a.txt",)),
    odd("tar with a long name of GNU", tarred(tar_entry(b"x", b"n" * 300 + b"\0", b"L"), tar_entry(b"short")),
        file="case.tar", states={"n" * 300: READ}, whole=("n" * 300,)),
    odd("tar with a name of pax", tarred(pax(path="ü/a.txt".encode()), tar_entry(b"short")), file="case.tar",
        states={"ü/a.txt": READ}, whole=("ü/a.txt",)),
    odd("tar with a size in base 256", tarred(tar_entry(size=b"\x80" + len(TRACE).to_bytes(11, "big")))),
    alone("gz", gz(TRACE), "a.txt.gz"),
    alone("gz with name, comment and extra", gz(TRACE, name=b"x.txt", comment=b"c", extra=b"abcd"), "a.gz"),
    alone("gz of several members", gz(TRACE[:70]) + gz(b"") + gz(TRACE[70:]), "a.gz"),
    alone("gz and zero padding", gz(TRACE) + bytes(2000), "a.gz"),
    alone("gz and other bytes", gz(TRACE) + b"tail", "a.gz", words=("4 bytes follow the gzip stream",)),
    alone("gz in gz", gz(gz(TRACE)), "a.gz"),
    alone("bzip2 file", bz2.compress(TRACE), "a.txt.bz2"),
    alone("bzip2 of two streams", bz2.compress(TRACE[:70]) + bz2.compress(TRACE[70:]), "a.bz2"),
    alone("xz", lzma.compress(TRACE), "a.txt.xz"),
    alone("xz of two streams, padded", lzma.compress(TRACE[:70]) + bytes(8) + lzma.compress(TRACE[70:]),
            "a.xz"),
    alone("gzo, plain text", TRACE, "a.txt.gzo"),
    alone("gzo, gzip", gz(TRACE), "a.txt.gzo"),
    alone("gzo, cut", gz(TRACE)[:-2000], "a.txt.gzo", states={"": PARTLY}, whole=(), exit_code=3,
          words=("gzip ends early", "bytes recovered", "normal for the file that is being written")),
]  # fmt: skip


def special(name: str, data: bytes, state: str, *words: str) -> Case:
    found = {"a.txt": READ, "s": state}
    return Case("special members", name, data, found, words, whole=("a.txt",), file="case.bin")


TAR_LINK = tar_entry(b"s", b"", b"2", link=b"../../escaped")
SPECIAL = [
    special("link in a zip", zipped(E(), E(b"s", b"/etc/passwd", STORED, mode=stat.S_IFLNK | 0o777)),
            SKIPPED, "link"),
    special("device in a zip", zipped(E(), E(b"s", b"", STORED, mode=stat.S_IFBLK | 0o600)), SKIPPED,
            "device"),
    special("pipe in a zip", zipped(E(), E(b"s", b"", STORED, mode=stat.S_IFIFO | 0o600)), SKIPPED, "pipe"),
    special("setuid in a zip", zipped(E(), E(b"s", OTHER, mode=stat.S_IFREG | 0o4755)), READ),
    special("link in a tar", tarred(tar_entry(), TAR_LINK), SKIPPED, "symbolic link"),
    special("hard link out", tarred(tar_entry(), tar_entry(b"s", b"", b"1", link=b"/etc/passwd")), SKIPPED,
            "hard link"),
    special("hard link in", tarred(tar_entry(), tar_entry(b"s", b"", b"1", link=b"a.txt")), SKIPPED,
            "hard link"),
    special("link that states a size", tarred(tar_entry(b"s", b"", b"2", size=b"%011o\0" % 9), tar_entry()),
            SKIPPED),
    special("character device", tarred(tar_entry(), tar_entry(b"s", b"", b"3")), SKIPPED, "device"),
    special("block device", tarred(tar_entry(), tar_entry(b"s", b"", b"4")), SKIPPED, "device"),
    special("pipe in a tar", tarred(tar_entry(), tar_entry(b"s", b"", b"6")), SKIPPED, "pipe"),
    special("folder with data in a tar", tarred(tar_entry(b"s", OTHER, b"5"), tar_entry()), READ),
    Case("special members", "folder with data", zipped(E(), E(b"s/")), {"a.txt": READ, "s/": READ},
         whole=("a.txt", "s/")),
]  # fmt: skip


def foreign(name: str, data: bytes, *words: str, inside: bool = True) -> Case:
    words = (*words, "skipped – unpack it with another tool and give the folder")
    if inside:
        return Case("unsupported", name, data, {"a.txt": READ, "u": SKIPPED}, words, 3, whole=("a.txt",))
    return Case("unsupported", name, data, {"": SKIPPED}, words, 4)


def by(method: int, flags: int = 0) -> bytes:
    return zipped(E(), E(b"u", OTHER, method, flags))


JOIN = "put all parts together"
UNSUPPORTED = [
    foreign("ZipCrypto", by(8, flags=1), "encrypted with a password (ZipCrypto)"),
    foreign("AES", by(99, flags=1), "encrypted with a password (AES)"),
    foreign("strong encryption", by(8, flags=0x41), "encrypted"),
    foreign("Deflate64", by(9), "compression method 9 (Deflate64) is not supported"),
    foreign("zstd in a zip", by(93), "93 (zstd)"),
    foreign("xz in a zip", by(95), "95 (xz)"),
    foreign("PPMd in a zip", by(98), "98 (PPMd)"),
    foreign("unknown method", by(77), "77 (unknown)"),
    foreign("7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(200), "a 7z archive", inside=False),
    foreign("7z in a zip", zipped(E(), E(b"u", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(200))), "a 7z archive"),
    foreign("rar 4", b"Rar!\x1a\x07\x00" + bytes(200), "a rar archive", inside=False),
    foreign("rar 5 in a tar", tarred(tar_entry(), tar_entry(b"u", b"Rar!\x1a\x07\x01\x00" + bytes(99))),
            "rar archive"),
    foreign("zstd", b"\x28\xb5\x2f\xfd\x24" + bytes(200), "compressed with zstd", inside=False),
    Case("unsupported", "last part of a split zip", Z([E()], disk=2, directory_offset=9999).bytes(),
         {"a.txt": SKIPPED}, ("in another part of a split zip", JOIN), 4),
    Case("unsupported", "last part of a split zip, no directory",
         Z([E(in_directory=False)], prefix=b"x", disk=2, directory_size=99, directory_offset=9999).bytes(),
         {"": SKIPPED}, ("one part of a split zip", JOIN), 4),
    Case("unsupported", "first part of a split zip", (b"PK\x07\x08" + zipped(E()))[:3000],
         {"": PARTLY, "a.txt": PARTLY}, ("one part of a split zip", JOIN), 3, file="case.z01"),
    Case("unsupported", "entry in another part", zipped(E(), E(b"u", disk=1)), {"a.txt": READ, "u": SKIPPED},
         ("in another part of a split zip", JOIN), 3, whole=("a.txt",)),
]  # fmt: skip
