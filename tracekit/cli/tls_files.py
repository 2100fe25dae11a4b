"""Files that options of ``tracekit tls`` name: looked at before all the rest is read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tracekit.archive import Limits, MemberRef, Reader
    from tracekit.tls.certificate import Certificate

_WORDS = {
    "--capture": "a packet capture (.cap, .pcap, .pcapng) or the text of one",
    "--cert": "a certificate (PEM, DER, or the text of show cert)",
}


def require_kind(option: str, paths: Sequence[str], limits: "Limits") -> None:
    """Every file is what the option says; raises a usage error that names the first that is not.

    A text that holds other things beside it counts, too.
    """
    from tracekit.archive import Reader, find_members, kind_of
    from tracekit.archive.limits import HEAD_BYTES
    from tracekit.capture import looks_like_capture
    from tracekit.tls.certificate_file import looks_like_certificate

    fits = looks_like_capture if option == "--capture" else looks_like_certificate
    for path in paths:
        with Reader(limits) as reader:
            heads = [reader.open(ref).window.at(0, HEAD_BYTES) for ref in find_members([path], limits)]
        if not any(fits(head) for head in heads):
            held = sorted({str(kind_of(head)) for head in heads} - {"other"})
            what = ", ".join(held) or "neither trace, capture nor certificate"
            raise click.BadParameter(f"{path}: not {_WORDS[option]}; it holds {what}.", param_hint=option)


def authorities(paths: Sequence[str], limits: "Limits") -> "tuple[Certificate, ...]":
    """The certificates of the files of ``--ca``; raises a usage error for a file without one."""
    from tracekit.archive import Reader, find_members

    found: list[Certificate] = []
    for path in paths:
        with Reader(limits) as reader:
            held = [one for ref in find_members([path], limits) for one in _certificates(ref, reader)]
        if not held:
            what = "no certificate in it that can be followed; give PEM or DER, not the text of show cert"
            raise click.BadParameter(f"{path}: {what}.", param_hint="--ca")
        found += held
    return tuple(found)


def _certificates(ref: "MemberRef", reader: "Reader") -> "list[Certificate]":
    from tracekit.tls.certificate_file import read_certificates

    found = read_certificates(reader.open(ref).window.all())
    return [one for one in found.certificates if one.der is not None]
