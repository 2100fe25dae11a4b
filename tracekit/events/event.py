"""What a family's records mean, beyond the fields its grammar names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Fields = Mapping[str, Sequence[str | int | None]]
"""Columns by name, all of one length: what the grammar read, one entry a record."""

Items = Mapping[str, Sequence[Sequence[Mapping[str, str]]]]
"""Repeated parts by rule name: for each record the list of what each repetition read."""

Derived = dict[str, list[str | int | None]]


def nothing(fields: Fields, items: Items) -> Derived:
    """The grammar's own fields say it all."""
    return {}


@dataclass(frozen=True)
class Event:
    """The meaning of one family.

    ``columns``: a sentence for every column of the family's table, derived ones included.
    ``derive``: adds columns that the grammar cannot name (key=value blocks, merged spellings), or
    replaces a field by a cleaner value; gets and gives whole columns, never one record.
    ``note``: how it reads on the ladder, a ``str.format`` text over the columns; null when it has no place
    there, or stands there already by way of a table (digit analyses, connections, certificates).
    """

    title: str
    columns: dict[str, str]
    derive: Callable[[Fields, Items], Derived] = nothing
    note: str | None = None
