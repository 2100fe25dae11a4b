"""CUCM's half of a call: one row for each call identifier, from SIP, call-control signals and calllogs.

A leg's key is cluster and CI; a SIP dialog whose CI no line tells is a leg of its own, by Call-ID.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.devices import device_of_process, process_key
from tracekit.correlate.events import PLACE, Frames
from tracekit.correlate.join import INSTANT, Frame, lists_of, look_up, shaped
from tracekit.correlate.leg_keys import ALLOCATIONS_PER_NODE, LegKeys
from tracekit.correlate.messages import IN_CALL, asks

FACTS = {
    **dict.fromkeys(["leg", "device", "number", "role", "connection", "transport", "member"], "str"),
    **dict.fromkeys(["ci", "node", "line", "offset", "length", "cause"], "Int64"),
    **dict.fromkeys(["started", "logged_end"], INSTANT),
}
"""What any source can tell of a leg; what comes first in order of trust, and is known, counts."""
FINAL = 200
"""RFC 3261 section 8.1.3.3: responses from 200 on are final."""


def add_message_legs(messages: Frame, keys: LegKeys) -> Frame:
    """``leg`` of every message of a call: the CI's, else the dialog's own."""
    table = keys.add(messages)
    calling = set(table.loc[asks(table).isin(IN_CALL), "call_id"].dropna())
    in_call = table["call_id"].isin(calling)
    own = (table["life"] + "/" + table["call_id"]).astype("str")
    return table.assign(leg=table["leg"].fillna(own).where(in_call))


def legs(messages: Frame, events: Frames, pairs: Frame, keys: LegKeys) -> Frame:
    """The legs table but for ``call``; ``leg``, ``cluster`` and ``final_status`` beside it."""
    sources = [
        _from_messages(messages),
        _from_setups(events, keys),
        _logged(events["call_log"], keys),
        _from_releases(events["call_release"], keys),
        _from_pairs(pairs),
        _from_resources(events, keys),
    ]
    facts = pd.concat(sources, ignore_index=True).dropna(subset=["leg"])
    first = facts.groupby("leg", sort=True).first()
    table = first.assign(started=facts.groupby("leg")["started"].min()).reset_index()
    table["call_ids"] = _call_ids(messages, table)
    table["secure"] = (table["transport"] == "TLS").astype("boolean").mask(table["transport"].isna())
    table = table.assign(**_course(messages, table))
    table["node"] = table["node"].astype("Int64").fillna(table["ci"].astype("Int64") // ALLOCATIONS_PER_NODE)
    return table


def _from_messages(messages: Frame) -> Frame:
    """The opening INVITE of each leg tells who it is; every later message may add what that lacks.

    Of several tries with one call identifier (`CI.branch`), the one that was answered counts.
    """
    held = messages.dropna(subset=["leg"])
    taken = (asks(held) == "INVITE") & held["status"].between(FINAL, 299)
    won = held["call_id"].isin(held.loc[taken.fillna(False).astype(bool), "call_id"])
    held = pd.concat([held[won], held[~won]])
    opening = held["method"].eq("INVITE").fillna(False).astype(bool) & held["to_tag"].isna()
    incoming = held["direction"] == "in"
    role = pd.Series("called", index=held.index, dtype="str").mask(incoming, "calling").where(opening)
    number = held["to_number"].mask(incoming, held["from_number"]).where(opening)
    return shaped(
        held.assign(role=role, number=number, started=held["time"], cause=held["reason_cause"]), FACTS
    )


def _from_setups(events: Frames, keys: LegKeys) -> Frame:
    """CcSetupInd opens a calling leg, CcSetupReq asks for a called one; all protocols have them.

    The process that a CcSetupReq goes to is the trunk (`SIPD(…)`), so its device is the leg's; a route
    list is only on the way there.
    """
    table = keys.add(events["call_setup"])
    calling = table["signal"] == "CcSetupInd"
    role = pd.Series("called", index=table.index, dtype="str").mask(calling, "calling")
    number = table["called"].mask(calling, table["calling"])
    asked = pd.DataFrame({"life": table["life"], "process": process_key(table["destination"])})
    trunk = look_up(asked, ["life", "process"], device_of_process(events)).astype("str")
    trunk = trunk.mask(table["destination"].astype("str").str.startswith("RouteList").fillna(False))
    device = _tag_device(table["tag"]).where(calling, trunk)
    return shaped(table.assign(role=role, number=number, device=device, started=table["time"]), FACTS)


def _tag_device(tag: pd.Series[Any]) -> pd.Series[Any]:
    """The device of an SDL tag `2,100,14,268470.1393^192.168.38.35^SEPE0D173E52652`."""
    return tag.astype("str").str.extract(r"\^[^^]*\^(SEP[0-9A-Fa-f]{12})", expand=False).astype("str")


def _logged(rows: Frame, keys: LegKeys) -> Frame:
    """Both sides of every call-control row of calllogs; SIP rows name the device of their leg."""
    sides = []
    ends = rows["event"].isin(["RELEASE", "REJECT"])
    for side, role, number in (("a", "calling", "calling"), ("b", "called", "called")):
        table = keys.add(rows, f"ci_{side}")
        told = rows["event"].isin(["SETUP", "OFFERED", "REJECT"])
        facts = table.assign(
            ci=rows[f"ci_{side}"],
            device=rows[f"device_{side}"],
            number=rows[number].where(told & ~_host_only(rows[number])),
            role=pd.Series(role, index=rows.index, dtype="str").where(told),
            started=rows["time"],
            logged_end=rows["time"].where(ends),
            cause=rows["cause"].where(ends),
            transport=pd.Series(index=rows.index, dtype="str"),
        )
        sides.append(shaped(facts, FACTS))
    sip = keys.add(rows[rows["side"].notna()])
    sip = sip.assign(started=sip["time"])[["leg", "ci", "node", "device", "started", *PLACE]]
    return pd.concat([*sides, shaped(sip, FACTS)], ignore_index=True)


def _host_only(number: pd.Series[Any]) -> pd.Series[Any]:
    """`@host`: CUCM prints this for a calling number it does not know yet."""
    return number.astype("str").str.startswith("@").fillna(False).astype(bool)


def _from_pairs(pairs: Frame) -> Frame:
    sides = []
    for side, role in (("a", "calling"), ("b", "called")):
        ci = pairs[f"ci_{side}"]
        known = pairs["kind"] == "set-up"
        facts = pairs.assign(
            leg=pairs[f"leg_{side}"],
            ci=ci,
            role=pd.Series(role, index=pairs.index, dtype="str").where(known),
            started=pairs["time"],
        )
        sides.append(shaped(facts, FACTS))
    return pd.concat(sides, ignore_index=True)


def _from_releases(events: Frame, keys: LegKeys) -> Frame:
    """CcDisconnReq, CcDisconnInd and CcRelInd tell the cause; 0 tells nothing."""
    table = keys.add(events)
    told = table.assign(cause=table["cause"].mask(table["cause"] == 0))
    return shaped(told.drop(columns="node"), FACTS)


def _from_resources(events: Frames, keys: LegKeys) -> Frame:
    """Music on hold has a call identifier, but neither messages nor a set-up."""
    table = keys.add(events["music_given"])
    return shaped(table.assign(role="held music", started=table["time"]), FACTS)


def _call_ids(messages: Frame, table: Frame) -> pd.Series[Any]:
    found = lists_of(messages, "leg", "call_id")
    return pd.Series([found.get(leg) for leg in table["leg"]], index=table.index, dtype="object")


def _course(messages: Frame, table: Frame) -> dict[str, Any]:
    """When a leg was answered and ended, and the last final answer to its INVITE.

    CUCM's own RELEASE tells the end; without calllogs it is the BYE or the refusal.
    """
    held = messages.dropna(subset=["leg"])
    final = _final_answers(held)
    good = final[final["status"] < 300]
    told = pd.concat([final[final["status"] >= 300], good])  # a 2xx decides, wherever it stands
    unanswered = final[~final["leg"].isin(good["leg"])]
    ends = pd.concat([held[held["method"] == "BYE"], unanswered]).sort_values("time", kind="stable")
    at = look_up(table, ["leg"], ends.groupby("leg")["time"].first())
    return {
        "answered": look_up(table, ["leg"], good.groupby("leg")["time"].min()),
        "ended": table["logged_end"].fillna(at),
        "final_status": look_up(table, ["leg"], told.groupby("leg")["status"].last()).astype("Int64"),
    }


def _final_answers(messages: Frame) -> Frame:
    """Final answers to the INVITEs that open dialogs, in order of time.

    A re-INVITE that is refused ends nothing (RFC 3261 section 14.1); 401 and 407 ask for the same INVITE
    again with credentials (section 22).
    """
    opening = messages[(messages["method"] == "INVITE") & messages["to_tag"].isna()]
    wanted = set(zip(opening["leg"], opening["call_id"], opening["cseq"].fillna(-1), strict=True))
    answers = messages[(asks(messages) == "INVITE") & (messages["status"] >= FINAL).fillna(False)]
    answers = answers[~answers["status"].isin([401, 407])]
    keys = zip(answers["leg"], answers["call_id"], answers["cseq"].fillna(-1), strict=True)
    return answers[pd.Series([key in wanted for key in keys], index=answers.index, dtype=bool)]
