"""What a report is made from."""

from typing import Protocol

import pandas as pd

from tracekit.ladder import Tables


class ReportTables(Tables, Protocol):
    """The tables of a ladder, and the inventory of trunks."""

    @property
    def trunks(self) -> pd.DataFrame: ...
    @property
    def trunk_checks(self) -> pd.DataFrame: ...
