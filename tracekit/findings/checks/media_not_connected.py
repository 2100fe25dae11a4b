"""The media of two legs could not be connected, and CUCM released the call for it.

`MediaConnectErrorInd` (SDL 11.5), then `CcDisconnReq` on behalf of Media with cause 47. The usual reason: the
bit rate between two regions leaves no common codec, and no transcoder or media termination point is free.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.media_facts import media_facts
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, listed

SLUG = "media-not-connected"
SEVERITY = "bad"
TITLE = "Media not connected: no codec in common and no transcoder"
WHY = "both sides signal well, the called party even answers, and the call drops at once"
FIX = (
    "allow a common codec (bit rate between the two regions, codecs of the trunk or dial-peer), or put a "
    "registered transcoder into the media resource group list of the device"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each pair of legs."""
    failed = events["media_failure"].dropna(subset=["ci_a"])
    releases = events["call_release"]
    for (_, ci_a, ci_b), rows in groups(failed, "node", "ci_a", "ci_b"):
        call = first(rows["call"])
        media = releases[releases["ci"].isin([ci_a, ci_b]) & (releases["on_behalf_of"] == "Media")]
        legs = tables["legs"][tables["legs"]["ci"].isin([ci_a, ci_b]) & (tables["legs"]["call"] == call)]
        facts = media_facts(first_time(rows), str(rows["member"].iloc[0]), events)
        told = [
            f"the media of {_party(legs, ci_a)} and {_party(legs, ci_b)} cannot be connected",
            *facts.told,
        ]
        if len(media):
            told.append(f"CUCM released both on behalf of Media with cause {first(media['cause'])}")
        yield Finding(
            "; ".join(told),
            lines(
                facts.compared,
                facts.refused,
                rows.drop_duplicates("ci_a"),
                media.drop_duplicates("ci"),
                _byes(tables, call),
            ),
            about=listed(legs["device"]) or None,
            time=first_time(rows),
            seen=bool(facts.told),
            call=call,
        )


def _party(legs: pd.DataFrame, ci: object) -> str:
    return first(legs.loc[legs["ci"] == ci, "device"]) or f"leg {ci}"


def _byes(tables: Frames, call: str | None) -> pd.DataFrame:
    messages = tables["messages"]
    mine = messages[(messages["call"] == call) & (messages["direction"] == "out")]
    return mine[
        (mine["method"] == "BYE") | (mine["cseq_method"].eq("INVITE") & (mine["status"] >= 400).fillna(False))
    ]
