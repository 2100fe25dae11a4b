import pandas as pd

from tests.ladder.scenario import (
    CALL,
    LEG_B,
    MEMBER,
    PEER_MEMBER,
    PHONE,
    TRUNK,
    World,
    changed,
    far_node,
    world,
)
from tracekit.ladder import Arrow, Ladder, Note, build_ladder


def arrow(ladder: Ladder, label: str, sender: int) -> Arrow:
    return next(row for row in ladder.arrows if row.label == label and row.sender == sender)


def note(ladder: Ladder, title: str) -> Note:
    return next(row for row in ladder.notes if row.title == title)


def test_caller_is_leftmost_then_node_then_trunk() -> None:
    phone, node, trunk = build_ladder(CALL, world()).participants
    assert (phone.kind, phone.name, phone.number, phone.ip, phone.port) == (
        "phone",
        PHONE,
        "1018",
        "10.106.95.50",
        None,
    )
    assert (node.kind, node.node, node.host) == ("node", 1, "cucm9-pub")
    assert (trunk.kind, trunk.name, trunk.address) == ("trunk", TRUNK, "10.106.95.200:5061")


def test_every_message_is_one_arrow_in_order_of_time() -> None:
    ladder = build_ladder(CALL, world())
    assert [row.label for row in ladder.arrows] == [
        *("INVITE", "100 Trying", "INVITE", "100 Trying", "180 Ringing", "180 Ringing"),
        *("200 OK", "ACK", "200 OK", "ACK", "BYE", "200 OK", "BYE", "200 OK"),
    ]
    assert [(row.sender, row.receiver) for row in ladder.arrows[:4]] == [(0, 1), (1, 0), (1, 2), (2, 1)]
    assert ladder.arrows[0].delta_ms is None
    assert ladder.arrows[1].delta_ms == 2


def test_tls_arrow_carries_port_cipher_and_remote_cn() -> None:
    invite = arrow(build_ladder(CALL, world()), "INVITE", sender=1)
    assert (invite.mark, invite.secure, invite.cipher, invite.remote_cn) == (
        "TLS 5061",
        True,
        "AES128-SHA",
        "CUCM10",
    )
    assert (invite.call_id, invite.conn_idx, invite.ci) == (LEG_B, 12, 19024196)
    assert (invite.has_sdp, invite.kind) == (True, "request")
    assert [proof.place for proof in invite.proofs] == [f"{MEMBER}:1220"]


def test_plain_arrow_shows_the_service_port_and_no_security() -> None:
    invite = arrow(build_ladder(CALL, world()), "INVITE", sender=0)
    assert (invite.mark, invite.secure, invite.security, invite.remote_port) == (
        "TCP 5060",
        False,
        None,
        50412,
    )


def test_response_classes() -> None:
    kinds = {row.label: row.kind for row in build_ladder(CALL, world()).arrows}
    assert kinds == {
        **{"INVITE": "request", "ACK": "request", "BYE": "request"},
        **{"100 Trying": "provisional", "180 Ringing": "provisional", "200 OK": "success"},
    }


def test_notes_stand_between_the_arrows_they_happened_between() -> None:
    rows = build_ladder(CALL, world()).rows
    told = [row.label if isinstance(row, Arrow) else row.title for row in rows[:8]]
    assert told == [
        *("INVITE", "100 Trying", "Digit analysis", "Connection asked for", "Connection created"),
        *("INVITE", "Certificate of the peer", "100 Trying"),
    ]


def test_digit_analysis_tells_number_pattern_and_device() -> None:
    assert note(build_ladder(CALL, world()), "Digit analysis").text == (
        "1018 dialled 9898: matched pattern 9898 to TRUNK_TO_CUCM10"
    )


def test_certificate_told_to_two_processes_is_one_note_with_both_proofs() -> None:
    ladder = build_ladder(CALL, world())
    certificates = [row for row in ladder.notes if row.kind == "certificate"]
    assert len(certificates) == 1
    assert [proof.place for proof in certificates[0].proofs] == [f"{MEMBER}:1225", f"{MEMBER}:1226"]
    assert "CN CUCM10, cipher AES128-SHA" in certificates[0].text


def test_opening_is_dated_by_the_clock_of_the_node() -> None:
    opened = note(build_ladder(CALL, world()), "Connection created")
    assert opened.moment.local == "2015-03-14T19:59:21.222+05:30"
    assert opened.text == "TLS to 10.106.95.200:5061, tls_security 3 (encrypted), connection 12"


def test_connection_that_was_there_before_the_call_has_no_note() -> None:
    ladder = build_ladder(CALL, world())
    assert not [row for row in ladder.notes if row.title == "Connection accepted"]


def test_undated_trace_keeps_its_order() -> None:
    dated, undated = build_ladder(CALL, world()), build_ladder(CALL, world(dated=False))
    assert [_said(row) for row in undated.rows] == [_said(row) for row in dated.rows]
    assert {row.moment.utc for row in undated.rows} == {None}
    assert [row.delta_ms for row in undated.rows] == [row.delta_ms for row in dated.rows]


def test_order_does_not_depend_on_table_order() -> None:
    made = world()
    made.messages = made.messages.iloc[::-1].reset_index(drop=True)
    assert build_ladder(CALL, made) == build_ladder(CALL, world())


def test_hop_that_both_ends_logged_is_one_arrow_with_both_proofs() -> None:
    ladder = build_ladder(CALL, far_node(world()))
    assert [(p.title, p.host) for p in ladder.participants[1:]] == [
        ("CUCM node 1", "cucm9-pub"),
        ("CUCM node 1", "cucm10-pub"),
    ]
    assert len(ladder.arrows) == 14
    invite = arrow(ladder, "INVITE", sender=1)
    assert [proof.member for proof in invite.proofs] == [MEMBER, PEER_MEMBER]
    assert (invite.receiver, invite.mark, invite.remote_cn) == (2, "TLS 5061", "CUCM10")


def test_hop_within_one_call_is_drawn_from_its_sender() -> None:
    both = far_node(world())
    both.messages = changed(both.messages, "call", lambda call: CALL if isinstance(call, str) else call)
    ladder = build_ladder(CALL, both)
    assert len(ladder.arrows) == 14
    answer = arrow(ladder, "180 Ringing", sender=2)
    assert [proof.member for proof in answer.proofs] == [PEER_MEMBER, MEMBER]


def test_another_branch_is_another_message() -> None:
    made = far_node(world())
    far = made.messages["member"] == PEER_MEMBER
    made.messages = made.messages.assign(branch=made.messages["branch"].mask(far, "z9hG4bKother"))
    assert all(len(row.proofs) == 1 for row in build_ladder(CALL, made).arrows)


def test_records_of_one_analysis_do_not_repeat_it() -> None:
    made = world()
    record = {
        "node": 1,
        "seq": 4530161,
        "call": CALL,
        "member": MEMBER,
        "line": 1211,
        "offset": 121100,
        "length": 9,
    }
    made.events = {**made.events, "digit_analysis_match": pd.DataFrame([record])}
    made.notes = {**made.notes, "digit_analysis_match": ("Digits", "{seq}")}
    assert build_ladder(CALL, made) == build_ladder(CALL, world())


def test_note_with_a_missing_column_keeps_its_title() -> None:
    made = world()
    made.notes = {"sip_process_enqueue": ("Connection asked for", "{no_such_column:d}")}
    assert note(build_ladder(CALL, made), "Connection asked for").text == "Connection asked for"


def test_unknown_call_has_no_rows() -> None:
    assert build_ladder("no such call", world()) == Ladder("no such call", (), ())


def test_pasted_invite_alone_has_node_and_peer() -> None:
    made: World = world(dated=False)
    only = (made.messages["label"] == "INVITE") & (made.messages["conn_idx"] == 12)
    made.messages = made.messages[only].assign(device=None)
    made.members = made.members.iloc[:0]
    ladder = build_ladder(CALL, made)
    assert [(p.kind, p.title) for p in ladder.participants] == [
        ("node", "CUCM node 1"),
        ("peer", "10.106.95.200:5061"),
    ]
    assert [_said(row) for row in ladder.rows][-2:] == ["INVITE", ladder.notes[-1].text]


def _said(row: Arrow | Note) -> str:
    return row.label if isinstance(row, Arrow) else row.text
