"""CUCM asks for a connection."""

from reading import Claimer, Reader

BODY = "//SIP/SIPHandler/ccbId=35/scbId=0/SIP_PROCESS_ENQUEUE: createConnMsg tls_security=3"


def test_a_request_names_its_dialog_and_its_security(read: Reader) -> None:
    found = read("connection_request", "app_info", BODY)
    assert found.fields == {"ccb_id": 35, "scb_id": 0, "tls_security": 3}
    assert found.derived == {"ccb_id": 35, "scb_id": None}


def test_no_dialog_yet_is_null(read: Reader) -> None:
    assert read("connection_request", "app_info", BODY.replace("=35", "=0")).derived["ccb_id"] is None


def test_a_page_breaks_the_line(read: Reader) -> None:
    body = BODY.replace(" createConnMsg", "\ncreateConnMsg") + "\n```"
    assert read("connection_request", "app_info", body).fields["tls_security"] == 3


def test_a_dns_query_is_none(claims: Claimer) -> None:
    other = (
        "//SIP/SIPHandler/ccbId=35/scbId=0/SIP_PROCESS_ENQUEUE: Launching DNS query for "
        "gcb(0xe65b3150) with context_id 9"
    )
    assert claims("connection_request", "app_info", BODY)
    assert not claims("connection_request", "app_info", other)
