"""Whether the fast reader and lark say the same of one record."""

from tracekit.grammar import Plan, Reading
from tracekit.grammar.reference import Reference

Said = tuple[dict[str, bytes], dict[str, list[dict[str, bytes]]]]


def disagreement(plan: Plan, reference: Reference, text: bytes) -> str | None:
    """Null when both read the same fields and items, or both refuse; else a sentence with both answers."""
    fast, slow = said(plan.read(text)), said(reference.read(text, plan.kind))
    if fast == slow:
        return None
    why = "" if slow else f" ({reference.refusal(text, plan.kind)})"
    return f"{plan.family}, {plan.kind}, {text!r}:\n  fast: {fast}\n  lark: {slow}{why}"


def said(reading: Reading | None) -> Said | None:
    """A reading without what is absent: the fast reader gives null there, lark leaves it out."""
    if reading is None:
        return None
    fields = {name: value for name, value in reading.fields.items() if value is not None}
    items = {
        name: [{key: value for key, value in part.items() if value is not None} for part in parts]
        for name, parts in reading.items.items()
        if parts
    }
    return fields, items
