"""Every record that holds a text, whole: brute force over the members, without tables.

Reads as little as it can: a member is searched as bytes, and only around a hit it is asked where the record
begins and ends. Imports neither numpy nor lark nor pandas, so that it starts at once.
"""

from tracekit.search.members import Searched, search
from tracekit.search.records import Hit, search_text

__all__ = ["Hit", "Searched", "search", "search_text"]
