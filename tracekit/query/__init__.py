"""Which calls a number, device, address or identifier takes part in, in any role and any written form."""

from tracekit.query.directory import Directory, Tables
from tracekit.query.find import find
from tracekit.query.found import Found
from tracekit.query.kinds import KINDS, Kind
from tracekit.query.number import normal_number
from tracekit.query.window import up_between

__all__ = ["KINDS", "Directory", "Found", "Kind", "Tables", "find", "normal_number", "up_between"]
