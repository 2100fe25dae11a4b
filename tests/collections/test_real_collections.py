"""The real collections against what their own text and CUCM's own calllogs say, read by other means."""

import re
import zipfile
from collections.abc import Iterator

import pandas as pd
import pytest

from tests.collections.conftest import COLLECTIONS, SHARED, opened

_BLOCK = re.compile(
    rb"^\d{8,10}\.\d{3} \|[^\n]*(Incoming|Outgoing) SIP (?:TCP|UDP) message[^\n]*\n\[(\d+),NET\]\r?\n", re.M
)
_ANY_BLOCK = re.compile(rb"^\[\d+,NET\]", re.M)
_HEADER = re.compile(rb"^\d{8,10}\.\d{3} \|", re.M)
_CALL_ID = re.compile(rb"^(?:Call-ID|i)[ \t]*:[ \t]*(\S+)", re.M | re.I)

pytestmark = pytest.mark.shared
every_collection = pytest.mark.parametrize("name", COLLECTIONS)


def _sdl_texts(name: str) -> Iterator[tuple[str, bytes]]:
    """Every SDL file of the collection's outer zip by the name tracekit gives it."""
    with zipfile.ZipFile(SHARED / "rtmt" / f"{name}.zip") as bundle:
        for entry in bundle.infolist():
            if re.search(r"/SDL\d+_\d+_\d+\.txt$", entry.filename):
                yield f"{name}.zip!{entry.filename}", bundle.read(entry)


def _blocks(text: bytes) -> Iterator[tuple[int, str, str | None]]:
    """Each [n,NET] block of a file: number, direction, Call-ID."""
    for block in _BLOCK.finditer(text):
        end = _HEADER.search(text, block.end())
        body = text[block.end() : end.start() if end else len(text)]
        call_id = _CALL_ID.search(body)
        yield int(block[2]), "in" if block[1] == b"Incoming" else "out", call_id and call_id[1].decode()


@every_collection
def test_messages_are_the_net_blocks_one_to_one(name: str) -> None:
    traces = opened(name)
    read = set(traces.members.loc[traces.members["state"] == "read", "member"])
    messages = traces.messages
    for member, text in _sdl_texts(name):
        mine = messages[messages["member"] == member].sort_values("offset")
        found = list(mine[["net_no", "direction", "call_id"]].itertuples(index=False, name=None))
        expected = list(_blocks(text)) if member in read else []
        assert len(list(_BLOCK.finditer(text))) == len(_ANY_BLOCK.findall(text))
        assert found == expected, member


@every_collection
def test_a_file_given_twice_is_read_once_and_nothing_of_it_is_lost(name: str) -> None:
    """A collection taken while CallManager wrote has the beginning of a file that another has whole."""
    traces = opened(name)
    everywhere = {(member, *block) for member, text in _sdl_texts(name) for block in _blocks(text)}
    numbers = {(number, direction, call_id) for _, number, direction, call_id in everywhere}
    messages = traces.messages
    assert set(messages[["net_no", "direction", "call_id"]].itertuples(index=False, name=None)) == numbers
    assert not messages.duplicated("message").any()


@every_collection
def test_every_byte_of_every_sdl_file_is_accounted_for(name: str) -> None:
    members = opened(name).members.set_index("member")
    for member, text in _sdl_texts(name):
        row = members.loc[member]
        assert row["bytes"] == len(text)
        if row["state"] == "read":
            assert row["bytes_parsed"] + row["bytes_continuation"] + row["bytes_unparsed"] == len(text)
            assert row["bytes_unparsed"] == 0


@every_collection
def test_every_calllogs_row_inside_the_sdl_has_its_message(name: str) -> None:
    traces = opened(name)
    rows = traces.events["call_log"]
    rows = rows[rows["side"].notna()]
    kept = traces.messages.set_index(["node", "net_no"])
    spans = traces.messages.groupby("node")["time"].agg(["min", "max"])
    checked = 0
    for row in rows.itertuples():
        if (
            row.node not in spans.index
            or not spans.loc[row.node, "min"] < row.time < spans.loc[row.node, "max"]
        ):
            continue
        message = kept.loc[(row.node, row.net_no)]
        assert message["direction"] == row.direction.lower()
        assert (message["remote_ip"], message["remote_port"]) == (row.remote_ip, row.remote_port)
        assert message["call_id"] == row.call_id
        assert abs(message["time"] - row.time) <= pd.Timedelta(milliseconds=50)
        checked += 1
    assert checked >= _ROWS_INSIDE[name]


_ROWS_INSIDE = {
    "call_transfer": 35,
    "gateway_transcoder_fail_then_ok": 30,
    "inbound_mgcp": 8,
    "phone_to_phone_same_node": 10,
    "phone_to_phone_two_nodes": 10,
}


@every_collection
def test_every_ci_pair_of_calllogs_lies_in_one_call(name: str) -> None:
    traces = opened(name)
    call_of = traces.legs.set_index("ci")["call"]
    pairs = traces.call_events[traces.call_events["event"].isin(["SETUP", "OFFERED", "JOIN"])]
    apart = [(a, b) for a, b in zip(pairs["ci_a"], pairs["ci_b"], strict=True) if call_of[a] != call_of[b]]
    assert not apart


@every_collection
def test_nothing_is_claimed_and_left_unread(name: str) -> None:
    assert opened(name).problems.empty


def test_the_transfer_is_one_call_with_its_consult_leg() -> None:
    calls = opened("call_transfer").calls_of("1014")
    latest = calls[-1]
    assert list(latest.legs["number"]) == ["1013", "1014", "1014", "1000"]
    assert latest.row["dialed"] == "1014"
    assert latest.row["outcome"] == "answered"
    assert "SEPE0D173E52652" in latest.row["devices"]


def test_two_nodes_make_one_call_with_both_legs() -> None:
    (call,) = opened("phone_to_phone_two_nodes").calls_of("2000")
    assert list(call.legs["number"]) == ["1000", "2000"]
    assert call.row["nodes"] == ["1", "2"]
    assert [invite for invite in call.messages["request_uri"].dropna() if invite.startswith("sip:2@")]


def test_a_collection_without_tls_says_so() -> None:
    connections = opened("call_transfer").connections
    assert set(connections["transport"]) == {"TCP"}
    assert connections["cipher"].isna().all()
