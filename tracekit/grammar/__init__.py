"""From a `.lark` file to two readers of the same line.

``reference`` is lark itself (LALR, contextual lexer), imported only where it is asked; ``plan`` holds what
the fast path needs, compiled from the same file by ``compiler``. Nothing about a line is written down
anywhere else.
"""

from tracekit.grammar.errors import GrammarError
from tracekit.grammar.loader import load_plans
from tracekit.grammar.plan import Item, Plan, Reading

__all__ = ["GrammarError", "Item", "Plan", "Reading", "load_plans"]
