"""How much one member may produce, and what is said when it wants more."""

from tracekit.archive.limits import WARN_RATIO, Limits
from tracekit.archive.member import READ, Verdict, noted, refused


class Allowance:
    """How much one member may produce: the smallest of the limits, and the answer when it wants more."""

    def __init__(self, limits: Limits, packed: int, spent: int) -> None:
        self.packed = packed
        self.free = limits.ratio_free_bytes
        by_ratio = max(limits.ratio_free_bytes, limits.ratio * packed)
        left = max(limits.total_bytes - spent, 0)
        self.room = min(limits.member_bytes, by_ratio, left)
        if self.room == limits.member_bytes:
            what = f"larger than {limits.member_bytes:,} bytes when decompressed"
            self.refusal = refused(what, "split it and give the parts, or use --no-limits")
        elif self.room == by_ratio:
            what = f"compressed more than {limits.ratio}:1"
            self.refusal = refused(what, "make sure that it is no trap, then use --no-limits")
        else:
            what = f"the input holds more than {limits.total_bytes:,} bytes when decompressed"
            self.refusal = refused(what, "give it in parts, or use --no-limits")

    def note(self, produced: int) -> Verdict:
        """What is to be said of a member that stayed inside."""
        if produced > self.free and produced > WARN_RATIO * self.packed:
            return noted(f"compressed {produced // max(self.packed, 1)}:1, unusual for a trace", "read")
        return READ
