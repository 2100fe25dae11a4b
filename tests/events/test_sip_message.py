"""A SIP message with the line that announces it."""

import pytest
from reading import Claimer, Reader

TEXT = (
    "OPTIONS sip:10.106.95.200:5061 SIP/2.0\r\nCall-ID: 5f3a1c00-1@10.106.95.203\r\nContent-Length: 0\r\n\r\n"
)
OUT = "SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to 10.106.95.200 on port 5061 index 12 "
IN = (
    "SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 10.106.95.200 on port 5061 index 12 "
    "with 90 bytes:"
)


def test_outgoing(read: Reader) -> None:
    assert read("sip_message", "app_info", OUT + "\n[131,NET]\n" + TEXT).fields == {
        "direction": "Outgoing",
        "transport": "TCP",
        "remote_ip": "10.106.95.200",
        "remote_port": 5061,
        "conn_idx": 12,
        "size": None,
        "net_no": 131,
        "raw": TEXT,
    }


def test_incoming_with_windows_line_ends(read: Reader) -> None:
    fields = read("sip_message", "app_info", IN + "\r\n[132,NET]\r\n" + TEXT).fields
    assert (fields["direction"], fields["size"], fields["net_no"], fields["raw"]) == (
        "Incoming",
        90,
        132,
        TEXT,
    )


def test_the_longer_prefix(read: Reader) -> None:
    for body in (IN, OUT):
        fields = read(
            "sip_message", "app_info", body.replace("SIPTcp - ", "//SIP/SIPTcp/") + "\n[7,NET]\n" + TEXT
        ).fields
        assert (fields["conn_idx"], fields["net_no"]) == (12, 7)


def test_udp_has_no_index(read: Reader) -> None:
    sent = "//SIP/SIPUdp/wait_SdlSPISignal: Outgoing SIP UDP message to 10.10.96.9:[5060]:\n[8,NET]\n"
    came = (
        "//SIP/SIPUdp/wait_SdlDataInd: Incoming SIP UDP message size 90 from 10.10.96.9:[49193]:\n[9,NET]\n"
    )
    out, into = (read("sip_message", "app_info", body + TEXT).fields for body in (sent, came))
    assert (out["transport"], out["remote_ip"], out["remote_port"]) == ("UDP", "10.10.96.9", 5060)
    assert (into["direction"], into["size"], into["remote_port"]) == ("Incoming", 90, 49193)
    assert out["conn_idx"] is None and into["conn_idx"] is None and into["raw"] == TEXT


@pytest.mark.parametrize("cut", ["", " ", "\n", "\r\n"])
def test_cut_before_the_network_number(read: Reader, cut: str) -> None:
    fields = read("sip_message", "app_info", OUT.rstrip() + cut).fields
    assert (fields["conn_idx"], fields["net_no"], fields["raw"]) == (12, None, None)


def test_cut_behind_the_network_number(read: Reader) -> None:
    fields = read("sip_message", "app_info", OUT + "\n[131,NET]").fields
    assert (fields["net_no"], fields["raw"]) == (131, None)


def test_the_network_number_is_lost(read: Reader) -> None:
    fields = read("sip_message", "app_info", OUT + "\n" + TEXT).fields
    assert (fields["net_no"], fields["raw"]) == (None, TEXT)


def test_a_page_breaks_the_line_and_writes_the_name_otherwise(read: Reader) -> None:
    body = OUT.replace("SIPTcp", "SIPtcp").replace("to 10", "to\n10").replace(" index", "\nindex")
    fields = read("sip_message", "app_info", body + "\n[131,NET]\n" + TEXT + "```\nwords").fields
    assert (fields["remote_ip"], fields["conn_idx"], fields["raw"]) == (
        "10.106.95.200",
        12,
        TEXT + "```\nwords",
    )


def test_all_in_one_line(read: Reader) -> None:
    fields = read("sip_message", "app_info", OUT + "[131,NET] OPTIONS sip:x SIP/2.0 Via: y").fields
    assert (fields["net_no"], fields["raw"]) == (131, "OPTIONS sip:x SIP/2.0 Via: y")


@pytest.mark.parametrize("front", [OUT, OUT.rstrip(), IN])
def test_the_trailer_of_old_traces_on_the_line(read: Reader, front: str) -> None:
    trailer = "|<CLID::StandAloneCluster><NID::10.10.5.5><CT::1,100,117,1.4><IP::><DEV::>"
    fields = read("sip_message", "app_info", f"{front}{trailer}\n{TEXT}").fields
    assert (fields["conn_idx"], fields["net_no"], fields["raw"]) == (12, None, TEXT)
    cut = read("sip_message", "app_info", front + trailer).fields
    assert (cut["conn_idx"], cut["raw"]) == (12, None)


@pytest.mark.parametrize("mark", ["> ", ">> ", "Line 2364: ", "\tLine 2364: ", "    "])
def test_a_mark_before_the_network_number(read: Reader, mark: str) -> None:
    fields = read("sip_message", "app_info", f"{OUT}\n{mark}[131,NET]\n{mark}{TEXT}").fields
    assert (fields["net_no"], fields["raw"]) == (131, mark + TEXT)


def test_bars_and_brackets_in_the_message_stay(read: Reader) -> None:
    text = "[1,NET]|a\n\n|b=c\n"
    assert read("sip_message", "app_info", IN + "\n[5,NET]\n" + text).fields["raw"] == text


def test_masked_addresses(read: Reader) -> None:
    fields = read("sip_message", "app_info", OUT.replace("10.106.95.200", "10.x.x.x")).fields
    assert fields["remote_ip"] == "10.x.x.x"


def test_other_lines_of_the_transport_are_left_alone(claims: Claimer) -> None:
    for body in (
        "SIPTcp - SdlRead bufferLen=1448",
        "SIPTcp - New Connection - Index = 11, Listen Port = 5061, Peer Port = 51618",
        (
            "SIPTcp - Ignoring large message from 10.10.1.18:[27469]. Only allow up to 5000 bytes. "
            "Resetting connection."
        ),
        (
            "//SIP/SIPTcp/wait_SdlReadRsp: Ignoring large message. Only allow up to 5000 bytes. "
            "Resetting connection."
        ),
    ):
        assert not claims("sip_message", "app_info", body)
