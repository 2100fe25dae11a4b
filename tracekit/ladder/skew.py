"""How far the clocks of servers are apart, told by signals and by messages that both logged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tracekit.ladder.clock import milliseconds
from tracekit.ladder.hops import Hop, Server, Servers
from tracekit.ladder.source import Record

WAY_MS = 5
"""Signals between nodes of real collections took 0 to 3 ms, seldom more."""


def clock_leads(hops: Sequence[Hop], servers: Servers) -> Mapping[Server, int]:
    """Milliseconds that each server's clock runs ahead of the first one's; empty where nothing shows it.

    A message that arrives before it was sent shows that clocks differ. Then half the difference of the
    shortest trips there and back is the lead (as in RFC 5905 section 8, with the shortest trips as samples).
    What signals between the nodes tell (``clock_ahead_ms`` of the messages) counts before that; clocks that
    they do not name and that contradict no message are left alone.
    """
    if not hops:
        return {}
    reference = servers.of(hops[0].message)
    told = _told_by_signals(hops, servers, reference)
    trips = {
        (start, end): trip + told.get(start, 0) - told.get(end, 0)
        for (start, end), trip in _shortest_trips(hops, servers).items()
    }
    left = _told_by_messages(trips, reference) if any(trip < 0 for trip in trips.values()) else {}
    leads = {server: told.get(server, 0) + left.get(server, 0) for server in {**told, **left}}
    return {server: lead for server, lead in leads.items() if lead}


def _told_by_signals(hops: Sequence[Hop], servers: Servers, reference: Server) -> dict[Server, int]:
    """Leads over the reference; within the way of a signal no clock is known to be wrong."""
    ahead: dict[Server, int] = {}
    for message in (message for hop in hops for message in (hop.message, hop.other) if message is not None):
        known = message.number("clock_ahead_ms")
        if known is not None:
            ahead.setdefault(servers.of(message), known)
    first = ahead.get(reference, 0)
    return {server: lead - first for server, lead in ahead.items() if abs(lead - first) > WAY_MS}


def _told_by_messages(trips: Mapping[tuple[Server, Server], int], reference: Server) -> dict[Server, int]:
    leads = {reference: 0}
    waiting = [reference]
    while waiting:
        near = waiting.pop(0)
        for start, end in sorted(trips, key=str):
            if start == near and end not in leads:
                there = trips[start, end]
                back = trips.get((end, start), there)
                leads[end] = leads[near] + _lead(there, back, (end, start) in trips)
                waiting.append(end)
    return leads


def _lead(there: int, back: int, both_ways: bool) -> int:
    """Of one way alone no more is known than that the trip took no negative time."""
    return (there - back) // 2 if both_ways else min(there, 0)


def _shortest_trips(hops: Sequence[Hop], servers: Servers) -> dict[tuple[Server, Server], int]:
    trips: dict[tuple[Server, Server], list[int]] = defaultdict(list)
    for hop in hops:
        if hop.other is None:
            continue
        out, into = hop.message, hop.other
        if out.text("direction") == "in":
            out, into = into, out
        trip = _trip(out, into)
        if trip is not None:
            trips[servers.of(out), servers.of(into)].append(trip)
    return {ends: min(found) for ends, found in trips.items()}


def _trip(out: Record, into: Record) -> int | None:
    sent, received = milliseconds(out.moment), milliseconds(into.moment)
    if sent is None or received is None or sent[0] or received[0]:
        return None
    return received[1] - sent[1]
