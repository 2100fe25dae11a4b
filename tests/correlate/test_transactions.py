"""Messages said again, and requests that several parties answer."""

import pandas as pd

from tracekit.correlate.dialogs import dialogs
from tracekit.correlate.transactions import with_transactions

Row = tuple[str, str, int | None, dict[str, object]]

TEXTS = {
    **dict.fromkeys(["direction", "label", "method", "cseq_method", "branch", "from_tag", "to_tag"], "str"),
    **dict.fromkeys(["life", "dialog", "call_id", "time_local", "call", "member"], "str"),
    **dict.fromkeys(["status", "cseq", "raw_length", "net_no", "node", "ci"], "Int64"),
    **dict.fromkeys(["line", "offset", "length"], "Int64"),
}


def messages(*rows: Row) -> pd.DataFrame:
    """Messages of one Call-ID: direction, label, number of the network message, and what differs."""
    cells = []
    for place, (direction, label, net_no, other) in enumerate(rows):
        status = int(label[:3]) if label[0].isdigit() else None
        cells.append({
            "direction": direction, "label": label, "net_no": net_no, "status": status, "cseq": 101,
            "method": None if status else label, "cseq_method": "INVITE", "branch": "z9hG4bK7",
            "from_tag": "caller", "to_tag": None, "raw_length": len(label), "life": "1-2026", "node": 1,
            "dialog": "1-2026/c1", "call_id": "c1", "time_local": f"10:00:00.{place:03}", "offset": place,
            **other,
        })  # fmt: skip
    table = pd.DataFrame(cells).reindex(columns=list(TEXTS)).astype(TEXTS)
    return table.assign(time=pd.to_datetime(table["offset"].astype("int64"), unit="ms", utc=True))


def repeats(*rows: Row) -> list[str | None]:
    told = with_transactions(messages(*rows))["repeats"]
    return [None if pd.isna(value) else value for value in told]


def test_a_request_that_cucm_counts_again_was_sent_again() -> None:
    rows: list[Row] = [("out", "INVITE", 7, {}), ("out", "INVITE", 8, {}), ("in", "100 Trying", 9, {})]
    assert repeats(*rows) == [None, "retransmission", None]


def test_one_number_of_the_network_message_is_one_message() -> None:
    rows: list[Row] = [("out", "INVITE", 7, {}), ("out", "INVITE", 7, {}), ("out", "INVITE", 8, {})]
    assert repeats(*rows) == [None, "logged twice", "retransmission"]


def test_without_numbers_the_time_tells() -> None:
    noon: dict[str, object] = {"time_local": "12:00:00.000"}
    first: Row = ("out", "INVITE", None, noon)
    assert repeats(first, first, ("out", "INVITE", None, {})) == [None, "logged twice", "retransmission"]


def test_a_second_ringing_is_a_message_of_its_own_unless_the_request_came_again() -> None:
    rings: list[Row] = [("out", "180 Ringing", number, {"to_tag": "a"}) for number in (2, 4)]
    assert repeats(("in", "INVITE", 1, {}), *rings) == [None, None, None]
    assert repeats(("in", "INVITE", 1, {}), rings[0], ("in", "INVITE", 3, {}), rings[1]) == [
        None, None, "retransmission", "retransmission",
    ]  # fmt: skip


def test_answers_of_two_forks_are_no_repetition() -> None:
    rows: list[Row] = [("in", "200 OK", 3, {"to_tag": "a"}), ("in", "200 OK", 4, {"to_tag": "b"})]
    assert repeats(("out", "INVITE", 1, {}), *rows) == [None, None, None]


def test_ack_of_a_refusal_belongs_to_the_invite_and_cancel_does_not() -> None:
    table = with_transactions(messages(
        ("out", "INVITE", 1, {}), ("out", "CANCEL", 2, {"cseq_method": "CANCEL"}),
        ("in", "487 Request Terminated", 3, {"to_tag": "a"}),
        ("out", "ACK", 4, {"cseq_method": "ACK", "to_tag": "a"}),
    ))  # fmt: skip
    invite, cancel, refusal, ack = table["transaction"]
    assert invite == refusal == ack != cancel


def test_a_message_that_a_node_sends_to_itself_is_no_repetition() -> None:
    table = with_transactions(messages(("out", "INVITE", 1, {}), ("in", "INVITE", 2, {})))
    assert table["transaction"].nunique() == 2
    assert table["repeats"].isna().all()


def test_forks_stand_in_the_order_in_which_they_answered() -> None:
    table = dialogs(messages(
        ("out", "INVITE", 1, {}), ("in", "100 Trying", 2, {}), ("in", "180 Ringing", 3, {"to_tag": "a"}),
        ("in", "180 Ringing", 4, {"to_tag": "b"}), ("in", "200 OK", 5, {"to_tag": "b"}),
        ("in", "BYE", 6, {"from_tag": "b", "to_tag": "caller", "cseq_method": "BYE"}),
    ))  # fmt: skip
    assert table[["fork", "from_tag", "to_tag", "messages"]].values.tolist() == [
        [1, "caller", "a", 3], [2, "caller", "b", 3],
    ]  # fmt: skip


def test_a_challenge_or_a_refusal_makes_no_fork() -> None:
    again = {"cseq": 102, "branch": "z9hG4bK8"}
    table = dialogs(messages(
        ("out", "INVITE", 1, {}), ("in", "407 Proxy Authentication Required", 2, {"to_tag": "proxy"}),
        ("out", "ACK", 3, {"to_tag": "proxy", "cseq_method": "ACK"}), ("out", "INVITE", 4, again),
        ("in", "200 OK", 5, {**again, "to_tag": "far"}),
    ))  # fmt: skip
    assert table["fork"].tolist() == [1]
    assert table["to_tag"].tolist() == ["far"]


def test_a_dialog_whose_beginning_is_not_in_the_trace() -> None:
    table = dialogs(messages(
        ("in", "BYE", 6, {"from_tag": "b", "to_tag": "a", "cseq_method": "BYE"}),
        ("out", "200 OK", 7, {"from_tag": "b", "to_tag": "a", "cseq_method": "BYE"}),
    ))  # fmt: skip
    assert table[["fork", "from_tag", "to_tag", "messages"]].values.tolist() == [[1, "b", "a", 2]]
