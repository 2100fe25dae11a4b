"""Traces as RTMT hands them over: folders, gzipped files, one list per node, all in a zip."""

import gzip
import io
import zipfile
from datetime import datetime

from .node import Node

_ZONE_NAME = {330: "IST", 0: "UTC"}
"""Abbreviations that RTMT prints, by minutes ahead of UTC."""


def sdl_files(node: Node, first: int) -> dict[str, bytes]:
    """File name and text of each SDL file of a node."""
    return {
        f"SDL{node.place.number:03d}_100_{first + count:06d}.txt": "".join(records).encode()
        for count, records in enumerate(node.trace.files)
    }


def zipped(text: bytes) -> bytes:
    """gzip without a time in it."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", mtime=0) as stream:
        stream.write(text)
    return buffer.getvalue()


def rtmt_zip(nodes: list[Node], first: int, collected: datetime) -> bytes:
    """The zip of a collection made at ``collected``, the clock of the PC on which RTMT ran."""
    members: dict[str, bytes] = {}
    for node in nodes:
        root = f"{node.place.host}_{node.place.number}/{collected:%Y-%m-%d_%H-%M-%S}/cm/trace/ccm"
        logs = {"calllogs_00000001.txt": "".join(node.calllogs).encode()}
        sdl = {f"{name}.gz": zipped(text) for name, text in sdl_files(node, first).items()}
        packed = {f"{name}.gz": zipped(text) for name, text in logs.items()}
        members |= {f"{root}/sdl/{name}": content for name, content in sdl.items()}
        members |= {f"{root}/calllogs/{name}": content for name, content in packed.items()}
        manifest = f"TraceCollectionResult_{collected:%Y-%m-%d_%H-%M-%S}_{node.place.host}.xml"
        members[manifest] = _manifest(node, sdl, packed)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, date_time=collected.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _manifest(node: Node, sdl: dict[str, bytes], logs: dict[str, bytes]) -> bytes:
    now = node.local_now()
    modified = f"{now:%a %b %d %H:%M:%S} {_ZONE_NAME[node.place.utc_offset_minutes]} {now:%Y}"
    lines = ['<?xml version="1.0"?>', "<QueryResult>", f'<Node name="{node.place.ip}">',
             "<TokenID>1772427067112</TokenID>",
             "<ServiceList>", '<ServiceName name="Cisco CallManager">']  # fmt: skip
    for kind, files in (("sdl", sdl), ("calllogs", logs)):
        lines.append(f'<FileType  name="{kind}">')
        lines += [
            f'<FileName name="/var/log/active/cm/trace/ccm/{kind}/{name}" modifiedDate="{modified}" '
            f'size="{len(content)}"></FileName>'
            for name, content in files.items()
        ]
        lines.append("</FileType>")
    lines += ["</ServiceName>", "</ServiceList>", "</Node>", "</QueryResult>", ""]
    return "\n".join(lines).encode()
