"""The headers that open a record, as the grammar has them."""

from collections.abc import Mapping
from functools import cache

from tracekit.grammar import Plan, load_plans
from tracekit.resources import grammars_folder

KINDS = ("", "app_info", "sdl_sig", "file_head", "call_log", "alarm_err")
"""Record kinds that families read, by code; code 0 is a type that no family reads."""

_BY_TYPE = {"AppInfo": "app_info", "FileHead": "file_head", "AlarmErr": "alarm_err"}


@cache
def headers() -> Mapping[str, Plan]:
    """The patterns of ``grammars/record.lark``: sdl_fixed, sdl, sdl_dated, sdi, call_log."""
    return {plan.kind: plan for plan in load_plans(grammars_folder() / "record.lark")}


def kind_code(record_type: str) -> int:
    """The code of the record kind that a type column announces (`SdlSig-O` is a signal like `SdlSig`)."""
    if record_type.startswith("SdlSig"):
        return KINDS.index("sdl_sig")
    return KINDS.index(_BY_TYPE.get(record_type, ""))
