"""How far the clocks of two servers are apart, told by messages that both logged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tracekit.ladder.clock import milliseconds
from tracekit.ladder.hops import Hop, Server, Servers
from tracekit.ladder.source import Record


def clock_leads(hops: Sequence[Hop], servers: Servers) -> Mapping[Server, int]:
    """Milliseconds that each server's clock runs ahead of the first one's; empty where nothing shows it.

    A message that arrives before it was sent shows that clocks differ. Then half the difference of the
    shortest trips there and back is the lead (as in RFC 5905 section 8, with the shortest trips as samples).
    Clocks that contradict no message are left alone.
    """
    trips = _shortest_trips(hops, servers)
    if not any(trip < 0 for trip in trips.values()):
        return {}
    reference = servers.of(hops[0].message)
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
    return {server: lead for server, lead in leads.items() if lead}


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
