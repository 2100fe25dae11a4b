"""Collections built to lack something: files of nodes with a record every few seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import tracekit

STEP_S = 6
"""CallManager writes SdlStat that often."""

EPOCH = "2026/03/01 22:15:09"

INVITE = (
    "SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 10.10.98.1 on port 50711 index 4 "
    "with 108 bytes:\n[77,NET]\nINVITE sip:2002@10.10.97.1:5060 SIP/2.0\r\n"
    "Call-ID: 1-a@10.10.98.1\r\nCSeq: 101 INVITE\r\nContent-Length: 0\r\n\r\n"
)
LOG = (
    "2026/03/02 10:0{minute}:10.100|SIPL|16777299|TCP|IN|10.10.97.1|5060|SEP0011AABB0001|10.10.98.1|50711|"
    "1,100,14,7.9^10.10.98.1^SEP0011AABB0001|77|1-a@10.10.98.1|INVITE\n"
)


@dataclass(frozen=True)
class Built:
    """One SDL file: ``start`` to ``end`` in seconds of the day; further records as (second, type, text)."""

    node: int = 1
    number: int = 5
    start: float = 36_000
    end: float = 36_300
    epoch: str = EPOCH
    app: str = "CCM"
    app_id: int = 100
    host: str = "cucm"
    date: str = "2026/03/02"
    zone: str = "+00:00"
    records: Sequence[tuple[float, str, str]] = ()
    silent: Sequence[tuple[float, float]] = ()
    statistics: bool = True
    signals: bool = True
    head: bool = True
    tail: bytes = b""

    @property
    def name(self) -> str:
        return f"SDL{self.node:03}_{self.app_id}_{self.number:06}.txt"

    def text(self) -> bytes:
        told = list(self.records)
        second = self.start
        while second <= self.end:
            if not any(first < second < last for first, last in self.silent):
                told.append((second, *self._beat()))
            second += STEP_S
        told.append((self.end, *self._beat()))
        if self.signals:
            told.append((self.start, "SdlSig", signal("TimerInd", "Cc(1,100,220,1)", "Timer(1,100,3,1)")))
        lines = [line(self.start - 0.001, "FileHead", self._head())] if self.head else []
        lines += [line(*one) for one in sorted(told, key=lambda one: one[0])]
        return "".join(lines).encode() + self.tail

    def _beat(self) -> tuple[str, str]:
        if self.statistics:
            return "SdlStat", "Period: 6s #Lines: 42 #Bytes: 6100 Total Number of Buffers: 10000"
        return "AppInfo", "SomeTimer - wait: nothing to do"

    def _head(self) -> str:
        return (
            f"UTC:{self.zone},Date: {self.date}, AppName: {self.app}, AppId: {self.app_id}, "
            f"AppNodeId: {self.node}, AppVersion: CUCM Install=11.5.1.10000-6, "
            f"HostName: {self.host}-{self.node}, HostIPAddress: 10.10.97.{self.node}, "
            f"AppStartTime: {self.epoch}, FileNumber: {self.number}, TraceVer: 3.0"
        )


def line(second: float, type_: str, text: str) -> str:
    """One record; a hundred sequence numbers pass in a second."""
    ms = round(second * 1000)
    clock = f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
    return f"{ms // 10:08}.001 |{clock} |{type_:<9}|{text}\n"


def signal(name: str, destination: str, source: str, rest: str = "", state: str = "wait") -> str:
    """The columns of a signal as CallManager pads them."""
    tag = "1,100,14,7.9^10.10.98.1^SEP0011AABB0001"
    columns = f"{name:<39}|{state:<31}|{destination:<33}|{source:<33}|{tag:<41}|"
    return f"{columns}[R:N-H:0,N:1,L:0,V:0,Z:0,D:0] {rest}"


def put(folder: Path, files: Sequence[Built], more: Mapping[str, bytes] | None = None) -> "tracekit.TraceSet":
    """The files in one folder, read."""
    for at, file in enumerate(files):
        place = folder / f"{at:02}"
        place.mkdir(parents=True)
        (place / file.name).write_bytes(file.text())
    for name, text in (more or {}).items():
        (folder / name).write_bytes(text)
    return tracekit.open(folder)


def findings(table: pd.DataFrame) -> list[tuple[object, ...]]:
    """What is said beside the plain coverage: what, node, count, and the times of day it is about."""
    rows = table[~table["what"].isin(["covered", "uneven"])]
    return [
        (what, node, None if pd.isna(count) else count, _clock(start), _clock(end))
        for what, node, count, start, end in rows[["what", "node", "count", "from", "to"]].itertuples(
            index=False, name=None
        )
    ]


def _clock(text: object) -> str | None:
    return text[11:19] if isinstance(text, str) else None
