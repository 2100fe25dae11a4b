"""Trace records as an SDL file holds them: columns, padding, sequence numbers, files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

_NAME, _STATE, _PROCESS, _TAG = 38, 30, 32, 40
"""Widths to which the columns of a signal are padded; a blank and a bar follow each."""


class Detail(Enum):
    """How much a node traces."""

    FULL = "all that is simulated"
    CALLS = "without what the SIP stack, media and process lists tell of themselves"
    SIP = "SIP messages alone"


_CHATTER = (
    "//SIP/Stack/Info", "//SIP/Stack/Transport/0x0/sipConnectionManagerProcessNew", "//SIP/SIPHandler/ccbId",
    "//SIP/Stack/Transport/0x0/sipTransport", "DET-SDPMsg", "SIPTcp - S", "ARBTRY-ConnectionManager- ",
    "Digit Analysis: ", "SMDMSharedData::findAlias", "ReservationMgr::", "LBMIF: \t",
    "SIPStationInit: forward",
)  # fmt: skip


def _kept(detail: Detail, kind: str, text: str) -> bool:
    if detail is Detail.FULL or kind == "FileHead":
        return True
    if detail is Detail.SIP:
        return "SIP TCP message" in text
    if kind in ("Created", "Stopping"):
        return False
    if text.startswith("SIPSPISignal"):
        return text.split("|", 3)[2].startswith("SIPTcp(")
    return not text.startswith(_CHATTER)


@dataclass(frozen=True)
class Head:
    """What the FileHead says of the process that writes the file."""

    node: int
    host: str
    ip: str
    build: str
    started: datetime
    """Start of the process, on the node's own clock."""
    utc_offset_minutes: int

    def text(self, now: datetime, file_number: int) -> str:
        sign = "-" if self.utc_offset_minutes < 0 else "+"
        hours, minutes = divmod(abs(self.utc_offset_minutes), 60)
        return (
            f"UTC:{sign}{hours:02d}:{minutes:02d},Date: {now:%Y/%m/%d}, AppName: CCM, AppId: 100, "
            f"AppNodeId: {self.node}, AppVersion: CUCM Install={self.build} "
            f"Build={self.build} (d3f126) memlog=20, "
            f"HostName: {self.host}, HostIPAddress: {self.ip}, AppStartTime: "
            f"{self.started:%Y/%m/%d %H:%M:%S}, "
            f"FileNumber: {file_number}, TraceVer: 3.0"
        )


class Trace:
    """The SDL files of one node, in the order in which its threads write."""

    def __init__(
        self,
        head: Head,
        clock: Callable[[], datetime],
        first_seq: int,
        first_file: int,
        detail: Detail = Detail.FULL,
    ) -> None:
        self.head = head
        self.detail = detail
        self.files: list[list[str]] = []
        self.lines = 0
        self.characters = 0
        self._clock = clock
        self._seq = first_seq
        self._file_number = first_file
        self.roll()

    def roll(self) -> None:
        """Begin a new file, as CUCM does by size and at midnight."""
        self.files.append([])
        self.row(self.next_seq(), 0, "FileHead", self.head.text(self._clock(), self._file_number))
        self._file_number += 1

    def next_seq(self) -> int:
        self._seq += 1
        return self._seq

    def row(self, seq: int, sub: int, kind: str, text: str) -> None:
        """One record; ``text`` may go on over several lines."""
        if not _kept(self.detail, kind, text):
            return
        now = self._clock()
        stamp = f"{now:%H:%M:%S}.{now.microsecond // 1000:03d}"
        record = f"{seq:08d}.{sub:03d} |{stamp} |{kind:<9}|{text}\n"
        self.files[-1].append(record)
        self.lines += 1
        self.characters += len(record)

    def alone(self, kind: str, text: str) -> None:
        """A record that is no signal and has none: SdlStat, a write completion."""
        self.row(self.next_seq(), 0, kind, text)

    def signal(self, columns: "Columns", kind: str = "SdlSig") -> "Group":
        group = Group(self)
        self.row(group.seq, 0, kind, columns.text())
        return group


@dataclass(frozen=True)
class Columns:
    """The columns of a signal record; the receiver stands before the sender."""

    name: str
    state: str
    to: str
    sender: str
    tag: str
    rest: str

    def text(self) -> str:
        return (
            f"{self.name:<{_NAME}} |{self.state:<{_STATE}} "
            f"|{self.to:<{_PROCESS}} |{self.sender:<{_PROCESS}} |"
            f"{self.tag:<{_TAG}} |{self.rest}"
        )


class Group:
    """The records written while one signal is handled: one sequence number, its text lines counted from 1.

    Groups of two threads may be open at once; their lines then alternate in the file.
    """

    def __init__(self, trace: Trace) -> None:
        self.seq = trace.next_seq()
        self._trace = trace
        self._sub = 0

    def info(self, text: str) -> None:
        self.row("AppInfo", text)

    def row(self, kind: str, text: str) -> None:
        self._sub += 1
        self._trace.row(self.seq, self._sub, kind, text)
