"""Collections that invite a wrong join: two clusters alike, copies, wrapped names, refusals in mid-call."""

import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

import tracekit
from tests.accounting.built import Built, signal
from tracekit.api import TraceSet

GUID_A, GUID_B = "11111111-2222-4333-8444-555555555555", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
CI = 16777299
OTHER_EPOCH = "2026/03/01 23:00:00"
Record = tuple[float, str, str]


def sip(
    second: float,
    start: str,
    cseq: str = "101 INVITE",
    *,
    out: bool = False,
    call_id: str = "c1@10.10.98.1",
    tag: str | None = None,
    net: int,
    number: str = "2001",
) -> Record:
    """A message of a phone's call: what it sends comes in, what CUCM answers goes out."""
    to = f"<sip:2002@10.10.97.1>;tag={tag}" if tag else "<sip:2002@10.10.97.1>"
    text = (
        f"{start}\r\nVia: SIP/2.0/TCP 10.10.98.1:5060;branch=z9hG4bK{net}\r\n"
        f"From: <sip:{number}@10.10.98.1>;tag=ft1\r\nTo: {to}\r\nCall-ID: {call_id}\r\nCSeq: {cseq}\r\n"
        "Content-Length: 0\r\n\r\n"
    )
    way = (
        "wait_SdlSPISignal: Outgoing SIP TCP message to"
        if out
        else "wait_SdlReadRsp: Incoming SIP TCP message from"
    )
    size = "" if out else f" with {len(text)} bytes:"
    return (second, "AppInfo", f"SIPTcp - {way} 10.10.98.1 on port 50711 index 4{size}\n[{net},NET]\n{text}")


def whole_call(guid: str = GUID_A, ci: int = CI, base: float = 36_010, **message: Any) -> list[Record]:
    tag = f"1~{guid}-{ci}"
    ask = "sip:2002@10.10.97.1:5060 SIP/2.0"
    return [
        sip(base, f"INVITE {ask}", net=1, **message),
        sip(base + 1, "SIP/2.0 200 OK", out=True, tag=tag, net=2, **message),
        sip(base + 2, f"ACK {ask}", "101 ACK", tag=tag, net=3, **message),
        sip(base + 60, f"BYE {ask}", "102 BYE", tag=tag, net=4, **message),
        sip(base + 61, "SIP/2.0 200 OK", "102 BYE", out=True, tag=tag, net=5, **message),
    ]


def written(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def only_call(traces: TraceSet) -> dict[str, Any]:
    (call,) = traces.calls.to_dict("records")
    return {str(name): value for name, value in call.items()}


def seconds_of(moment: pd.Timestamp) -> float:
    return float((moment - moment.normalize()).total_seconds())


def test_the_same_ci_in_two_clusters_is_two_calls_with_their_own_events(tmp_path: Path) -> None:
    for folder, guid, epoch, number in (
        ("a", GUID_A, "2026/03/01 22:15:09", "2001"),
        ("b", GUID_B, OTHER_EPOCH, "3001"),
    ):
        set_up = signal("DaReq", "Da(1,100,216,1)", "Cdcc(1,100,222,1)", rest=f"CI={CI} ")
        records = [
            *whole_call(guid, number=number, call_id=f"{folder}@10.10.98.1"),
            (36_010.2, "SdlSig", set_up),
        ]
        written(tmp_path, f"{folder}/SDL001_100_000005.txt", Built(epoch=epoch, records=records).text())
    traces = tracekit.open(tmp_path)
    assert sorted(traces.calls["calling"]) == ["2001", "3001"]
    asked = traces.events["da_request"]
    assert asked["call"].nunique() == 2
    for call in traces.calls["call"]:
        raw = traces.call(call).raw()
        assert raw.count("DaReq") == 1
        assert len({"a@10.10.98.1", "b@10.10.98.1"} & set(raw.split())) == 1


def test_an_open_beginning_yields_to_the_whole_file_in_an_archive(tmp_path: Path) -> None:
    whole = Built(records=whole_call()).text()
    cut = whole[: whole.rfind(b"\n", 0, len(whole) * 2 // 3) + 1]
    written(tmp_path, "SDL001_100_000005.txt", cut)
    with zipfile.ZipFile(tmp_path / "late.zip", "w") as archive:
        archive.writestr("SDL001_100_000005.txt", whole)
    traces = tracekit.open(tmp_path)
    assert sorted(traces.members["state"].tolist()) == ["read", "skipped"]
    assert len(traces.messages) == 5


def test_of_three_files_with_one_identity_two_may_be_copies(tmp_path: Path) -> None:
    one = Built(records=whole_call()).text()
    other = Built(
        start=36_400, end=36_600, records=whole_call(ci=CI + 1, base=36_410, call_id="c2@10.10.98.1")
    ).text()
    for folder, data in (("x", one), ("y", other), ("z", other)):
        written(tmp_path, f"{folder}/SDL001_100_000005.txt", data)
    traces = tracekit.open(tmp_path)
    assert traces.members["state"].tolist().count("skipped") == 1
    assert len(traces.messages) == 10


def test_calllogs_belong_to_the_node_of_their_own_folder(tmp_path: Path) -> None:
    row = b"2026/03/02 10:01:10.100|CC|SETUP|33554441|33554442|2001|2002|2002\n"
    for node in (1, 2):
        written(
            tmp_path, f"case/node{node}/SDL{node:03}_100_000005.txt", Built(node=node, host=f"h{node}").text()
        )
    written(tmp_path, "case/node2/calllogs_00000001.txt", row)
    assert tracekit.open(tmp_path).call_events["node"].tolist() == [2]


def test_calllogs_between_two_nodes_are_nobodys(tmp_path: Path) -> None:
    row = b"2026/03/02 10:01:10.100|CC|SETUP|33554441|33554442|2001|2002|2002\n"
    for node in (1, 2):
        written(tmp_path, f"case/all/SDL{node:03}_100_000005.txt", Built(node=node, host=f"h{node}").text())
    written(tmp_path, "case/all/calllogs_00000001.txt", row)
    assert tracekit.open(tmp_path).call_events["node"].isna().all()


def test_file_names_that_wrapped_do_not_turn_time_round(tmp_path: Path) -> None:
    records = whole_call()
    written(tmp_path, "SDL001_100_000250.txt", Built(number=250, end=36_040, records=records[:3]).text())
    written(tmp_path, "SDL001_100_000001.txt", Built(number=251, start=36_040, records=records[3:]).text())
    traces = tracekit.open(tmp_path)
    call = only_call(traces)
    assert seconds_of(call["started"]) < seconds_of(call["answered"]) < seconds_of(call["ended"])
    assert call["member"].endswith("000250.txt")
    assert traces.connections["member"][0].endswith("000250.txt")


def test_a_refused_reinvite_ends_nothing(tmp_path: Path) -> None:
    records, tag = whole_call(), f"1~{GUID_A}-{CI}"
    records[3:3] = [
        sip(36_030, "INVITE sip:2002@10.10.97.1 SIP/2.0", "102 INVITE", tag=tag, net=11),
        sip(36_030.2, "SIP/2.0 491 Request Pending", "102 INVITE", out=True, tag=tag, net=12),
    ]
    written(tmp_path, "SDL001_100_000005.txt", Built(records=records).text())
    call = only_call(tracekit.open(tmp_path))
    assert (call["outcome"], seconds_of(call["ended"])) == ("answered", 36_070)
    assert pd.isna(call["cause_text"])


def test_a_challenge_is_no_end(tmp_path: Path) -> None:
    challenge = [
        sip(36_005, "INVITE sip:2002@10.10.97.1 SIP/2.0", "100 INVITE", net=21),
        sip(36_005.2, "SIP/2.0 407 Proxy Authentication Required", "100 INVITE", out=True, tag="x9", net=22),
    ]
    written(tmp_path, "SDL001_100_000005.txt", Built(records=[*challenge, *whole_call()[:3]]).text())
    call = only_call(tracekit.open(tmp_path))
    assert call["outcome"] == "answered"
    assert pd.isna(call["ended"]) and pd.isna(call["duration_s"])


def test_a_trace_that_starts_in_mid_call(tmp_path: Path) -> None:
    log = (
        f"2026/03/02 09:59:10.100|CC|SETUP|{CI}|{CI + 1}|2001|7777|2002\n"
        f"2026/03/02 10:01:11.100|CC|RELEASE|{CI}|{CI + 1}|16\n"
    )
    written(tmp_path, "SDL001_100_000005.txt", Built(start=36_060, records=whole_call()[3:]).text())
    written(tmp_path, "calllogs_00000001.txt", log.encode())
    traces = tracekit.open(tmp_path)
    call = only_call(traces)
    assert seconds_of(call["started"]) == 35_950.1
    assert call["released_by"] == "2001"
    assert traces.messages["call"].notna().all()
    assert [found.call for found in traces.calls_of("7777")] == [call["call"]]


def test_two_kinds_of_one_family_keep_their_types_and_order(tmp_path: Path) -> None:
    where = "//SIP/Stack/Transport/0x0/sipTransportPostCloseConnection: Posting TCP conn close for"
    gone = signal(
        "SIPConnControlInd",
        "SIPHandler(1,100,72,1)",
        "SIPTcp(1,100,64,1)",
        rest=" controlOperation=1 IP=10.10.1.18 connIndex=12",
    )
    records = [
        (36_000.5, "SdlSig", gone),
        (36_001, "AppInfo", f"{where} addr=10.10.1.18, port=51618, connid=11"),
    ]
    written(tmp_path, "SDL001_100_000005.txt", Built(records=records).text())
    closed = tracekit.open(tmp_path).events["connection_closed"]
    assert closed["conn_idx"].tolist() == [12, 11]
    assert all(
        pd.api.types.is_integer_dtype(closed[name]) for name in ("seq", "sub", "line", "offset", "length")
    )


def test_a_stated_ci_is_never_replaced_by_a_guess(tmp_path: Path) -> None:
    """Its numbers and time fit the call, but its own signal names a leg that is not in the call."""
    asked = signal("DaReq", "Da(1,100,216,1)", "Cdcc(1,100,222,1)", rest="CI=16777999 ")
    match = (
        'Digit analysis: match(pi="2", fqcn="2001", cn="2001",plv="5", pss="", '
        'TodFilteredPss="", dd="2002",dac="0")'
    )
    tag = f"1~{GUID_A}-{CI}"
    invite = "INVITE sip:2002@10.10.97.1:5060 SIP/2.0"
    text = sip(36_010, invite, out=True, net=1)[2].replace("tag=ft1", f"tag={tag}")
    records = [(36_009.9, "SdlSig", asked), (36_009.9, "AppInfo", match), (36_010, "AppInfo", text)]
    written(tmp_path, "SDL001_100_000005.txt", Built(records=records).text())
    traces = tracekit.open(tmp_path)
    (analysis,) = traces.digit_analyses.to_dict("records")
    assert analysis["tie"] != "inferred"
    assert len(traces.legs) == 1 and analysis["call"] != traces.legs["call"][0]


def test_an_unnamed_node_with_a_number_that_is_taken_is_of_another_cluster(tmp_path: Path) -> None:
    """One cluster is named by its tags; a host with the same node number cannot be in it."""
    written(tmp_path, "a/SDL001_100_000005.txt", Built(host="h1", records=whole_call()).text())
    incoming = [sip(36_020, "INVITE sip:2002@10.10.97.1:5060 SIP/2.0", net=1, call_id="c9@10.10.98.1")]
    other = signal("CcSetupInd", "Cc(1,100,220,1)", "SIPCdpc(1,100,74,3)", rest=f" CI={CI} CI.branch=0 ")
    records = [*incoming, (36_020.1, "SdlSig", other)]
    written(tmp_path, "b/SDL001_100_000005.txt", Built(host="h9", epoch=OTHER_EPOCH, records=records).text())
    traces = tracekit.open(tmp_path)
    assert len(traces.legs[traces.legs["ci"] == CI]) == 2
