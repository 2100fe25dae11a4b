"""What differs between CUCM releases: process numbers, names, headers."""

from collections.abc import Mapping
from dataclasses import dataclass

_FIXED = {
    "SdlTimerService": 3,
    "SdlLinkService": 4,
    "SdlTCPListener": 12,
    "SdlTCPConnection": 14,
    "SdlSSLTCPConnection": 17,
}
"""SDL's own classes keep their numbers (10.5, 11.5); 17: tags of the 9.1 TLS example, and app 600."""

_10_5 = {
    "ViPRManager": 48, "Subscriber": 61, "StationInit": 62, "SIPTcp": 71, "SIPStationInit": 72,
    "SIPStationD": 73, "SIPStationCdfc": 74, "SIPInterface": 76, "SIPHandler": 79, "SIPD": 81,
    "SIPCdpc": 82, "RSVPSession": 107, "ReservationMgr": 110,
    "MediaManager": 140, "MediaCoordinator": 141,
    "MatrixControl": 142, "MediaExchange": 145, "TimerTag": 146, "LineManager": 173, "LineControl": 174,
    "LineCdpc": 175, "LBMInterface": 176, "H225D": 194, "DeviceManager": 205, "Db": 208, "Da": 211,
    "ConnectionManager": 214, "Cdcc": 219, "Cc": 220, "EnvProcessCdr": 249,
}  # fmt: skip
_11_5 = {
    "ViPRManager": 51, "Subscriber": 64, "StationInit": 65, "SIPTcp": 74, "SIPStationInit": 75,
    "SIPStationD": 76, "SIPStationCdfc": 77, "SIPInterface": 79, "SIPHandler": 82, "SIPD": 84,
    "SIPCdpc": 85, "RSVPSession": 110, "ReservationMgr": 113,
    "MediaManager": 144, "MediaCoordinator": 145,
    "MatrixControl": 146, "MediaExchange": 149, "TimerTag": 150, "LineManager": 177, "LineControl": 178,
    "LineCdpc": 179, "LBMInterface": 180, "H225D": 198, "DeviceManager": 210, "Db": 213, "Da": 216,
    "ConnectionManager": 219, "Cdcc": 224, "Cc": 225, "EnvProcessCdr": 257,
}  # fmt: skip
_9_1 = {name: number - 7 for name, number in _10_5.items()}
"""Known of 9.1 are SIPTcp 64, SIPHandler 72 and SIPD 74, each 7 below 10.5; the rest is assumed to be too."""


@dataclass(frozen=True)
class Release:
    """One CUCM release as far as its traces show it."""

    name: str
    build: str
    process_types: Mapping[str, int]
    session_id: bool
    """Prints Session-ID headers (seen in 11.5, not in 10.5)."""
    sessions_meet: bool = False
    """Called phones answer with a Session-ID of their own, which goes to the caller (seen in 11.5)."""

    @property
    def agent(self) -> str:
        return f"Cisco-CUCM{self.name}"

    def process_type(self, process: str) -> int:
        return self.process_types.get(process) or _FIXED[process]


_12_5 = {name: number + 96 for name, number in _11_5.items()} | {
    "SIPD": 181,
    "SIPCdpc": 180,
    "SdlTCPConnection": 251,
}
"""Known of 12.x are these three; the rest is assumed."""
_FEATURES = {
    "TransferManager": 57, "Transferring": 56, "Forwarding": 60, "CallPark": 66, "Conferencing": 68,
    "Recording": 70,
    "MediaResourceManager": 138, "MediaResourceCdpc": 139, "MohDControl": 130, "UnicastBridgeControl": 133,
    "RouteListControl": 271, "RouteListCdrc": 272, "SIPBuiltInBridgeControl": 283, "SIPvBIB": 269,
}  # fmt: skip
"""TransferManager, Transferring, MediaResourceManager, MediaResourceCdpc and MohDControl as in 10.5."""

RELEASE_9_1 = Release("9.1", "9.1.2.10000-28", _9_1, session_id=False)
RELEASE_10_5 = Release("10.5", "10.5.2.10000-5", _10_5, session_id=False)
RELEASE_11_5 = Release("11.5", "11.5.1.15900-18", _11_5, session_id=True)
RELEASE_12_5 = Release("12.5", "12.5.1.11900-146", _12_5 | _FEATURES, session_id=True, sessions_meet=True)
