"""The two fixtures that every family's test uses."""

import pytest
from reading import Claimer, Reader, claims_line, read_line


@pytest.fixture
def read() -> Reader:
    """``read(family, kind, body)``: fields, items and derived columns of one record."""
    return read_line


@pytest.fixture
def claims() -> Claimer:
    """``claims(family, kind, body)``: whether a record would be taken for one of the family."""
    return claims_line
