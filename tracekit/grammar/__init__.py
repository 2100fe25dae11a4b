"""From a `.lark` file to two readers of the same line.

``reference`` is lark itself (LALR, contextual lexer); ``plan`` holds what the fast path needs, compiled
from the same file by ``compiler``. Nothing about a line is written down anywhere else.
"""

from tracekit.grammar.errors import GrammarError
from tracekit.grammar.loader import load_plans
from tracekit.grammar.plan import Item, Plan, Reading
from tracekit.grammar.reference import Reference

__all__ = ["GrammarError", "Item", "Plan", "Reading", "Reference", "load_plans"]
