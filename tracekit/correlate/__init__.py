"""Events to tables: one key a module, table to table, in pandas.

`correlate` is the door: it gets what scanning found in all members and gives every table of the schema.
"""

from tracekit.correlate.pipeline import Correlated, correlate
from tracekit.correlate.tls_tables import Expectations

__all__ = ["Correlated", "Expectations", "correlate"]
