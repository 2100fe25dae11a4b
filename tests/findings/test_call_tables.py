"""Checks over calls: a failure with its proof, and what is no failure."""

from typing import Any

import pytest

from tests.findings.written import MEMBER, Rows, judge, moment, place

NODE = {"node": 1, "epoch": "2026-03-01 22:15:09"}


def call(**facts: Any) -> dict[str, Any]:
    base = {
        "call": "17", "started": moment(0), "ended": moment(5), "calling": "1018", "called": "9898",
        "dialed": "9898", "outcome": "failed", "cause": 41, "cause_text": "temporary failure",
        "devices": ["SEP1", "TRUNK_A"], "nodes": ["1"], **place(1),
    }  # fmt: skip
    return {**base, **facts}


def invite(**facts: Any) -> dict[str, Any]:
    base = {
        **NODE, "time": moment(1), "direction": "out", "transport": "TCP", "remote_ip": "10.10.9.1",
        "remote_port": 5060, "connection": "1-1-12", "label": "INVITE", "method": "INVITE", "call_id": "a@b",
        "cseq": 101, "cseq_method": "INVITE", "device": "TRUNK_A", "call": "17", "ccb_id": 9411, **place(2),
    }  # fmt: skip
    return {**base, **facts}


def answer(status: int, **facts: Any) -> dict[str, Any]:
    label = f"{status} {facts.pop('reason', 'Service Unavailable')}"
    return invite(
        method=None, status=status, label=label, direction="in", time=moment(2), **{**place(3), **facts}
    )


def analysis(result: str, **facts: Any) -> dict[str, Any]:
    base = {**NODE, "time": moment(1), "seq": 9, "ci": 17, "call": "17", "calling": "1018", "dialed": "9898",
            "pss": "INTERNAL_PT:LD_PT", "result": result, **place(4)}  # fmt: skip
    return {**base, **facts}


def release(**facts: Any) -> dict[str, Any]:
    return {
        "time": moment(3),
        "signal": "CcDisconnReq",
        "ci": 17,
        "cause": 41,
        "call": "17",
        **place(5),
        **facts,
    }


def test_a_refusal_is_the_proof_and_names_who() -> None:
    tables: dict[str, Rows] = {"calls": [call()], "messages": [invite(), answer(503)]}
    (one,) = judge("call-failed", tables)
    assert one.what == "cause 41 temporary failure; 503 Service Unavailable from TRUNK_A; released by TRUNK_A"
    assert (one.call, one.about, one.evidence) == ("17", "1018 → 9898", (f"{MEMBER}:3",))


def test_cucm_and_its_part_that_released() -> None:
    row = release(on_behalf_of="Media", cause=47)
    (one,) = judge("call-failed", {"calls": [call(cause=47)]}, {"call_release": [row]})
    assert one.what.endswith("released by CUCM (on behalf of Media)")
    assert one.evidence == (f"{MEMBER}:5",)


def test_calllogs_alone() -> None:
    row = {"event": "RELEASE", "call": "17", "time": moment(4), "cause": 41, **place(6)}
    (one,) = judge("call-failed", {"calls": [call()]}, {"call_log": [row]})
    assert "known from calllogs alone; who released it is not told" in one.what
    assert one.evidence == (f"{MEMBER}:6",)


@pytest.mark.parametrize(
    "outcome", ["answered", "busy", "no answer", "cancelled", "rejected", "in progress", None]
)
def test_no_failure(outcome: str | None) -> None:
    """A consult leg's 500, a busy party and a call that nobody took are no failures of CUCM."""
    tables: dict[str, Rows] = {"calls": [call(outcome=outcome)], "messages": [invite(), answer(500)]}
    assert judge("call-failed", tables) == []


def test_a_challenge_is_not_the_proof() -> None:
    challenged = answer(401, reason="Unauthorized", **place(9))
    tables: dict[str, Rows] = {"calls": [call()], "messages": [invite(), challenged, answer(503)]}
    (one,) = judge("call-failed", tables)
    assert one.evidence == (f"{MEMBER}:3",)


def test_a_refused_hold_is_not_the_proof() -> None:
    again = invite(cseq=102, to_tag="t", **place(7))
    tables: dict[str, Rows] = {
        "calls": [call()],
        "messages": [invite(), again, answer(491, cseq=102, **place(8))],
    }
    (one,) = judge("call-failed", tables)
    assert "491" not in one.what


def test_a_number_that_no_pattern_has() -> None:
    tables: dict[str, Rows] = {"calls": [call(cause=1)], "digit_analyses": [analysis("no match")]}
    (one,) = judge("number-unknown", tables)
    assert (
        one.what
        == "dialled 9898: no pattern matches in the partitions INTERNAL_PT:LD_PT; cause 1 unallocated number"
    )
    assert one.evidence[0] == f"{MEMBER}:4"
    assert judge("call-failed", tables) == [], "told once"


def test_a_pattern_that_blocks() -> None:
    blocked = analysis("blocked", pattern="9.011!", partition="LD_PT")
    (one,) = judge(
        "number-unknown", {"calls": [call(cause=21, outcome="rejected")], "digit_analyses": [blocked]}
    )
    assert "blocked by pattern 9.011! in partition LD_PT" in one.what


@pytest.mark.parametrize(
    "tables",
    [
        {
            "calls": [call(outcome="answered", cause=16, answered=moment(2))],
            "digit_analyses": [analysis("no match")],
        },
        {"calls": [call(cause=41)], "digit_analyses": [analysis("no match"), analysis("matched", seq=12)]},
        {"calls": [call(cause=41)]},
    ],
    ids=["answered all the same", "matched at last", "another cause"],
)
def test_a_number_that_leads_somewhere(tables: dict[str, Rows]) -> None:
    assert judge("number-unknown", tables) == []


def test_an_invite_sent_again() -> None:
    again = invite(time=moment(1.5), **place(12))
    (one,) = judge("invite-unanswered", {"messages": [invite(), again]})
    assert one.what == "INVITE to 10.10.9.1:5060 sent 2 times, no answer is in the trace"
    assert (one.call, one.seen) == ("17", True)


def test_an_invite_and_its_timer() -> None:
    timer = {"timer": "SIP_TIMER_TRYING", "ccb_id": 9411, "time": moment(2), **place(13)}
    (one,) = judge("invite-unanswered", {"messages": [invite()]}, {"timer_expired": [timer]})
    assert one.evidence == (f"{MEMBER}:2", f"{MEMBER}:13")
    assert (
        judge("invite-unanswered", {"messages": [invite()]}, {"timer_expired": [{**timer, "ccb_id": 1}]})
        == []
    )


def test_an_invite_that_waits_while_the_trace_goes_on() -> None:
    later = invite(
        method="OPTIONS", cseq_method="OPTIONS", call_id="x@y", label="OPTIONS", time=moment(34), **place(14)
    )
    (one,) = judge("invite-unanswered", {"messages": [invite(), later]})
    assert not one.seen
    assert judge("invite-unanswered", {"messages": [invite(), {**later, "time": moment(20)}]}) == []


def test_an_invite_with_any_answer() -> None:
    again = invite(time=moment(1.5), **place(12))
    assert judge("invite-unanswered", {"messages": [invite(), again, answer(100, reason="Trying")]}) == []


MISMATCH = {
    "instance": 15,
    "mismatch": "caps mismatch!",
    "kbps": 8,
    "codecs_a": "(11,20)",
    "time": moment(2.9),
}
OFFERED = {
    "instance": 15,
    "region_a": "BRANCH",
    "region_b": "TRUNK",
    "codecs_a": "(4,20) (11,20)",
    "codecs_b": "(4,20)",
}
NO_MEDIA = {**NODE, "ci_a": 17, "ci_b": 18, "call": "17", "time": moment(3)}


def test_media_with_its_five_facts() -> None:
    events: dict[str, Rows] = {
        "media_failure": [{**NO_MEDIA, **place(20)}, {**NO_MEDIA, **place(21)}],
        "codec_mismatch": [{**OFFERED, "time": moment(2.9), **place(22)}, {**MISMATCH, **place(23)}],
        "media_resource_refused": [
            {"reason": "no transcoder device configured", "time": moment(2.95), **place(24)},
        ],
        "call_release": [release(on_behalf_of="Media", cause=47)],
    }
    legs = [
        {"ci": ci, "call": "17", "device": device, **place(30)}
        for ci, device in ((17, "SEP1"), (18, "TRUNK_A"))
    ]
    (one,) = judge("media-not-connected", {"calls": [call()], "legs": legs}, events)
    assert one.what == (
        "the media of SEP1 and TRUNK_A cannot be connected; regions BRANCH and TRUNK; codecs G.711 "
        "µ-law, G.729 on "
        "one side, G.711 µ-law on the other; within 8 kbit/s G.729 and none are left: a transcoder "
        "is needed; "
        "transcoder refused: no transcoder device configured; CUCM released both on behalf of Media "
        "with cause 47"
    )
    assert one.seen and one.evidence[:2] == (f"{MEMBER}:22", f"{MEMBER}:23")


def test_a_transcoder_that_was_found_is_no_failure() -> None:
    events: dict[str, Rows] = {"codec_mismatch": [{**MISMATCH, **place(23)}]}
    assert judge("media-not-connected", {"calls": [call(outcome="answered")]}, events) == []


def test_an_old_mismatch_is_not_the_reason() -> None:
    events: dict[str, Rows] = {
        "media_failure": [{**NO_MEDIA, **place(20)}],
        "codec_mismatch": [{**MISMATCH, "time": moment(-60), **place(23)}],
    }
    (one,) = judge("media-not-connected", {"calls": [call()]}, events)
    assert "kbit/s" not in one.what and not one.seen


def hole(**facts: Any) -> dict[str, Any]:
    base = {"node": 1, "app": "CCM", "what": "covered", "from": "2026-03-02T09:00:00.000+00:00",
            "to": "2026-03-02T11:00:00.000+00:00", "detail": "SDL in 1 file"}  # fmt: skip
    return {**base, **facts}


MISSING = hole(
    what="missing files",
    **{"from": "2026-03-02T11:59:58+02:00", "to": "2026-03-02T12:01:00+02:00"},
    detail="2 files are not here",
)


def test_a_failing_call_in_a_hole() -> None:
    (one,) = judge("call-incomplete", {"calls": [call()], "coverage": [hole(), MISSING]})
    assert one.what == "1 failing call (17): 2 files are not here" and one.call == "17"


def test_failing_calls_without_any_sdl() -> None:
    early = [call(call=str(n), started=moment(-9_000), ended=moment(-8_900)) for n in (1, 2)]
    (one,) = judge("call-incomplete", {"calls": early, "coverage": [hole()]})
    assert one.what.startswith("2 failing calls (1, 2): the SDL of the input does not cover them")
    assert one.call is None


def test_a_node_that_is_not_here() -> None:
    absent = hole(
        node=2, what="absent node", **{"from": None, "to": None}, detail="its SDL is not in the input"
    )
    (one,) = judge("call-incomplete", {"calls": [call(nodes=["1", "2"])], "coverage": [hole(), absent]})
    assert one.about == "absent node, node 2"
    assert judge("call-incomplete", {"calls": [call()], "coverage": [hole(), absent]}) == []


@pytest.mark.parametrize(
    "calls",
    [[call(started=moment(600), ended=moment(660))], [call(outcome="answered")], []],
    ids=["behind the hole", "good", "none"],
)
def test_a_hole_that_no_failing_call_falls_into(calls: Rows) -> None:
    assert judge("call-incomplete", {"calls": calls, "coverage": [hole(), MISSING]}) == []


def test_a_trace_without_signals() -> None:
    coarse = hole(
        what="no signals", detail="no SDL signal among 900 records – calls cannot be tied – set Detailed"
    )
    member = {"member": MEMBER, "node": 1, "app": "CCM"}
    (one,) = judge("trace-level", {"coverage": [coarse], "members": [member]})
    assert (one.what, one.fix, one.evidence) == (
        "no SDL signal among 900 records",
        "set Detailed",
        (f"{MEMBER}:1",),
    )
    assert judge("trace-level", {"coverage": [hole()], "members": [member]}) == []


BROKEN = {
    **NODE,
    "conn_idx": 12,
    "connection": "1-1-12",
    "remote_ip": "10.10.9.1",
    "time": moment(3),
    **place(40),
}


def test_a_reset_with_a_request_open() -> None:
    (one,) = judge("connection-reset", {"messages": [invite()]}, {"connection_exception": [BROKEN, BROKEN]})
    assert one.what == "1 connection with 10.10.9.1 broken with no answer to INVITE" and one.call == "17"


def test_a_reset_behind_a_whole_transaction_is_noise() -> None:
    whole: dict[str, Rows] = {
        "messages": [invite(), answer(200, reason="OK"), invite(method="ACK", **place(9))]
    }
    assert judge("connection-reset", whole, {"connection_exception": [BROKEN]}) == []


def test_a_reset_by_a_device_that_is_not_let_in() -> None:
    refused = {
        "alarm_name": "EndPointTransientConnection",
        "device": "TRUNK_A",
        "time": moment(2),
        **place(41),
    }
    events: dict[str, Rows] = {"connection_exception": [BROKEN], "alarm": [refused]}
    assert judge("connection-reset", {"messages": [invite()]}, events) == []
