"""The compression around a single file, gzip, bzip2 or xz, taken off in whatever state it is."""

from collections.abc import Callable

from tracekit.archive.allowance import Allowance
from tracekit.archive.inflate import Outcome, gunzip
from tracekit.archive.member import READ, Verdict, noted, partly, refused, worse
from tracekit.archive.packing import HEAD, Layer, layer_of
from tracekit.archive.slow import bunzip2, unxz
from tracekit.archive.window import Sink, Window

_UNPACK: dict[Layer, Callable[[Window, Sink], Outcome]] = {"gzip": gunzip, "bzip2": bunzip2, "xz": unxz}

_LIVE = "nothing, it is normal for the file that is being written; collect it later for the rest"


def without_layers(
    source: Window, allowance: Allowance, layers: int, sink: Callable[[int], Sink], *, live: bool = False
) -> tuple[Window, int, Verdict]:
    """The file with its compression taken off, the bytes produced on the way, and what became of it.

    A file that is not compressed comes back as it is. ``sink`` makes the place for the result of a layer, of
    so many bytes at most.
    ``live``: CallManager was writing the file, which a cut then is explained with.
    """
    verdict, produced = READ, 0
    for _ in range(layers):
        layer = layer_of(source.at(0, HEAD))
        if layer is None:
            return source, produced, verdict
        place = sink(allowance.room)
        outcome = _UNPACK[layer](source, place)
        produced += place.size
        verdict = worse(verdict, _verdict(layer, outcome, source, place, allowance, live))
        if verdict.state in ("skipped", "refused"):
            return Window(source.stream, 0, 0), produced, verdict
        source = place.window()
    if layer_of(source.at(0, HEAD)) is not None:
        verdict = refused(f"more than {layers} layers of compression", "unpack it and give the result")
    return source, produced, verdict


def _verdict(
    layer: Layer, outcome: Outcome, source: Window, sink: Sink, allowance: Allowance, live: bool
) -> Verdict:
    if outcome.ending == "too long":
        return allowance.refusal
    if outcome.ending == "whole":
        return worse(_trailing(layer, source, outcome.used), allowance.note(sink.size))
    if outcome.ending == "damaged":
        return partly(f"{layer} is damaged near byte {outcome.used:,}", sink.size)
    return (
        partly(f"{layer} ends early", sink.size, cure=_LIVE)
        if live
        else partly(f"{layer} ends early", sink.size)
    )


def _trailing(layer: Layer, source: Window, used: int) -> Verdict:
    """A note on bytes behind the stream; padding with zeros is usual and not worth one."""
    at, other = used, 0
    while piece := source.at(at, 1024 * 1024):
        at += len(piece)
        other += len(piece.strip(b"\0"))
    return noted(f"{other:,} bytes follow the {layer} stream", "left out") if other else READ
