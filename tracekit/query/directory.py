"""Who stands in which call: every name and number of every table, once for each call.

Built from columns, one kind at a time and kept: a question then looks at distinct values alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol

import pandas as pd

from tracekit.query.kinds import Kind
from tracekit.query.number import user_part

_SETTLED = ("matched", "blocked", "no match")
_CALLERS = (
    "calling", "fqcn", "pretransform_calling", "calling_transformed",
)  # fmt: skip
_NUMBERS = (
    *_CALLERS, "dialed", "called", "original_called", "number", "from_number", "to_number",
)  # fmt: skip
_DEVICES = ("device", "device_a", "device_b", "calling_device", "contact_device")
_CIS = ("ci", "ci_a", "ci_b")


_IN_MESSAGES = "sip_message"
"""The family that the messages table is made of."""


class Tables(Protocol):
    """What is searched: tables of the schema, and the families' events with their call."""

    @property
    def calls(self) -> pd.DataFrame: ...
    @property
    def legs(self) -> pd.DataFrame: ...
    @property
    def messages(self) -> pd.DataFrame: ...
    @property
    def digit_analyses(self) -> pd.DataFrame: ...
    @property
    def events(self) -> Mapping[str, pd.DataFrame]: ...


class Directory:
    """``of(kind)``: columns value, call; each pair once, nulls left out."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.calls = tables.calls["call"].tolist()
        self._kept: dict[str, pd.DataFrame] = {}

    def of(self, kind: Kind) -> pd.DataFrame:
        """All values of a kind; numbers and users are written in the same places."""
        source = "number" if kind == "user" else kind
        if source not in self._kept:
            build = {
                "number": self._numbers, "device": self._devices, "ip": self._addresses, "ci": self._cis,
                "call-id": self._call_ids, "session-id": self._session_ids,
            }[source]  # fmt: skip
            self._kept[source] = _pairs(build())
        return self._kept[source]

    @cached_property
    def _frames(self) -> list[pd.DataFrame]:
        """Every frame that tells of calls; what is only being collected tells nothing yet."""
        analysed = self._tables.digit_analyses
        settled = analysed[analysed["result"].isin(_SETTLED) | analysed["result"].isna()]
        events = [
            frame
            for name, frame in self._tables.events.items()
            if name != _IN_MESSAGES and "call" in frame and len(frame)
        ]
        return [self._tables.calls, self._tables.legs, self._tables.messages, settled, *events]

    def _numbers(self) -> Iterator[pd.DataFrame]:
        for column in _NUMBERS:
            for pairs in self._columns(column):
                yield pairs if column in _CALLERS else self._without_unfinished(pairs)
        for pairs in self._columns("request_uri"):
            yield self._without_unfinished(_users(pairs))

    def _without_unfinished(self, pairs: pd.DataFrame) -> pd.DataFrame:
        """Without digits on the way to a number: an overlap INVITE goes to `1` when `1014` is dialled."""
        if self._unfinished.empty or pairs.empty:
            return pairs
        asked = pd.MultiIndex.from_arrays([pairs["call"], pairs["value"]])
        return pairs[~asked.isin(self._unfinished)]

    @cached_property
    def _unfinished(self) -> pd.MultiIndex:
        """Calls and the digits that were collected in them and led nowhere yet."""
        told = self._tables.digit_analyses[["call", "dialed", "result"]].dropna(subset=["call", "dialed"])
        keys = pd.MultiIndex.from_arrays([told["call"], told["dialed"]])
        going_on = (told["result"] == "potential").fillna(False).to_numpy(dtype=bool)
        return keys[going_on].unique().difference(keys[~going_on].unique(), sort=False)

    def _devices(self) -> Iterator[pd.DataFrame]:
        yield from (pairs for column in _DEVICES for pairs in self._columns(column))
        yield _listed(self._tables.calls, "devices")

    def _cis(self) -> Iterator[pd.DataFrame]:
        yield from (pairs for column in _CIS for pairs in self._columns(column))
        yield _listed(self._tables.calls, "legs")
        yield self._tables.calls.assign(value=self._tables.calls["call"])[["value", "call"]]

    def _call_ids(self) -> Iterator[pd.DataFrame]:
        yield from self._columns("call_id")
        yield _listed(self._tables.legs, "call_ids")

    def _session_ids(self) -> Iterator[pd.DataFrame]:
        return self._columns("session_id")

    def _addresses(self) -> Iterator[pd.DataFrame]:
        """Address and port with a blank between them; the port is empty where it is unknown."""
        for frame in self._frames:
            if {"remote_ip", "remote_port"} <= set(frame):
                told = frame[["remote_ip", "remote_port", "call"]].dropna(subset=["remote_ip", "call"])
                told = told.drop_duplicates()
                ports = pd.to_numeric(told["remote_port"], errors="coerce").astype("Int64")
                port = ports.astype("str").fillna("")
                yield pd.DataFrame(
                    {"value": told["remote_ip"].astype("str") + " " + port, "call": told["call"]}
                )

    def _columns(self, column: str) -> Iterator[pd.DataFrame]:
        for frame in self._frames:
            if column in frame:
                told = frame[[column, "call"]].dropna().drop_duplicates()
                yield pd.DataFrame({"value": told[column].astype("str"), "call": told["call"].astype("str")})


def _users(uris: pd.DataFrame) -> pd.DataFrame:
    """The user of each URI; a URI without one names nobody."""
    user_of = {uri: user_part(uri) for uri in uris["value"].unique() if "@" in uri}
    return uris.assign(value=uris["value"].map(user_of).astype("str")).dropna().drop_duplicates()


def _listed(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    told = frame[[column, "call"]].explode(column).dropna()
    return pd.DataFrame({"value": told[column].astype("str"), "call": told["call"].astype("str")})


def _pairs(parts: Iterator[pd.DataFrame]) -> pd.DataFrame:
    nothing: Any = pd.DataFrame({"value": [], "call": []}, dtype="str")
    found = [part for part in parts if len(part)]
    return pd.concat(found, ignore_index=True).drop_duplicates() if found else nothing
