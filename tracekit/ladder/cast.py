"""Who takes part in a call, and in which order from left to right."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tracekit.ladder.hops import Hop, Server, Servers
from tracekit.ladder.model import Participant
from tracekit.ladder.narrate import Party
from tracekit.ladder.skew import clock_leads
from tracekit.ladder.source import Record

PHONE = re.compile(r"(SEP|CSF|BOT|TCT|TAB|UPC|ATA|CIPC)[0-9A-Z_.-]+\Z", re.IGNORECASE)
"""Device names of phones and Jabber clients (Cisco, System Configuration Guide: device naming)."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A far end by what tells it from others: its device name and its address."""

    device: str | None
    ip: str | None


Key = Server | Remote


class Cast:
    """Finds the ends of every message and builds the participants from all of them."""

    def __init__(self, hops: Sequence[Hop], legs: Iterable[Record], servers: Servers) -> None:
        self._servers = servers
        self._leads = clock_leads(hops, servers)
        self._devices = _devices_by_ip(hops)
        self._number = {leg.text("device"): leg.text("number") for leg in legs if leg.text("number")}
        self._known: dict[Key, Participant] = {}
        self.caller = _caller(self, hops)
        self._at = self._places(hops)

    def ends(self, hop: Hop) -> tuple[Key, Key]:
        """Sender and receiver of a message."""
        near: Key = self.node(hop.message)
        far = self.node(hop.other) if hop.other is not None else self.remote(hop.message)
        self._learn_address(hop, far)
        return (far, near) if hop.message.text("direction") == "in" else (near, far)

    def node(self, record: Record) -> Server:
        """The server that wrote a record."""
        server = self._servers.of(record)
        number, host = server
        lead = self._leads.get(server)
        self._known.setdefault(server, Participant("node", None, None, number, host, None, None, lead))
        return server

    def party(self, party: Party) -> Key | None:
        """The far end whose leg it is; one that sent no message has a life line of its own."""
        if party.device is None:
            return None
        if party.device in self._at:
            return self._at[party.device]
        kind: Literal["phone", "trunk"] = "phone" if PHONE.match(party.device) else "trunk"
        key: Key = Remote(party.device, None)
        number = party.number if kind == "phone" else None
        self._known[key] = Participant(kind, party.device, number, None, None, None, None)
        self._at[party.device] = key
        return key

    def lead(self, record: Record) -> int:
        """Milliseconds that the clock of the record's server runs ahead."""
        return self._leads.get(self._servers.of(record), 0)

    def remote(self, message: Record) -> Remote:
        """The far end of a message."""
        ip = message.text("remote_ip")
        device = message.text("device") or self._only_device(ip)
        key = Remote(device, ip)
        seen = self._known.get(key)
        self._known[key] = self._described(key, message) if seen is None else self._completed(seen, message)
        return key

    def in_order(
        self, appearance: Sequence[Key], calling: str | None = None
    ) -> list[tuple[Key, Participant]]:
        """The caller, the servers as the call reached them, the rest as they appeared.

        ``calling``: the caller's device, for a call whose caller sent no INVITE.
        """
        keys = list(dict.fromkeys(appearance))
        left = [key for key in keys if key == self.caller or self._has_device(key, calling)]
        servers = [key for key in keys if not isinstance(key, Remote)]
        right = [key for key in keys if isinstance(key, Remote) and key not in left]
        return [(key, self._known[key]) for key in left + servers + right]

    def _places(self, hops: Sequence[Hop]) -> dict[str, Key]:
        """Where a device's messages come from; a trunk is the server at its other end, if that was traced."""
        found: dict[str, Key] = {}
        for hop in hops:
            sender, receiver = self.ends(hop)
            near, far = (receiver, sender) if hop.message.text("direction") == "in" else (sender, receiver)
            for record, key in ((hop.message, far), (hop.other, near)):
                device = None if record is None else record.text("device")
                if device is not None:
                    found.setdefault(device, key)
        return found

    def _has_device(self, key: Key, device: str | None) -> bool:
        known = isinstance(key, Remote) and key.device is not None
        return known and self.caller is None and self._known[key].name == device

    def _described(self, key: Remote, message: Record) -> Participant:
        phone = key.device is not None and PHONE.match(key.device) is not None
        trunk = key.device is not None and not phone
        kind: Participant = Participant(
            "phone" if phone else "trunk" if trunk else "peer", key.device, None, None, None, key.ip, None
        )
        return self._completed(kind, message)

    def _completed(self, seen: Participant, message: Record) -> Participant:
        number, port = seen.number, seen.port
        if seen.kind == "phone" and number is None:
            number = self._number.get(seen.name) or _own_number(message)
        if seen.kind != "phone" and message.text("direction") == "out" and port is None:
            port = message.number("remote_port")
        return replace(seen, number=number, port=port)

    def _only_device(self, ip: str | None) -> str | None:
        devices = self._devices.get(ip, set())
        return next(iter(devices)) if len(devices) == 1 else None

    def _learn_address(self, hop: Hop, far: Key) -> None:
        if hop.other is not None and self._known[far].ip is None:
            self._known[far] = replace(self._known[far], ip=hop.message.text("remote_ip"))


def _devices_by_ip(hops: Iterable[Hop]) -> dict[str | None, set[str]]:
    found: dict[str | None, set[str]] = defaultdict(set)
    for hop in hops:
        device = hop.message.text("device")
        if device is not None:
            found[hop.message.text("remote_ip")].add(device)
    return found


def _own_number(message: Record) -> str | None:
    """The number of the far end, told by the first INVITE from it or to it."""
    if message.text("cseq_method") != "INVITE":
        return None
    asked = message.text("method") is not None
    from_far = (message.text("direction") == "in") == asked
    return message.text("from_number" if from_far else "to_number")


def _caller(cast: Cast, hops: Sequence[Hop]) -> Key | None:
    """The far end that sent the first INVITE of the call."""
    for hop in hops:
        if hop.message.text("method") == "INVITE":
            sender, _ = cast.ends(hop)
            return sender if isinstance(sender, Remote) else None
    return None
