"""The name in a peer's certificate against the expected one."""

from reading import Claimer, Reader

FIRST = (
    "SIPStationD(212) - validTLSConnection:TLS InvalidX509NameInCertificate, Rcvd=edge-c.example.net , "
    "Expected=SEP0011AABB0001. Will check SAN the next"
)
SECOND = (
    "SIPStationD(212) - validTLSConnection:TLS InvalidX509NameInCertificate Error , did not find matching "
    "SAN either, Rcvd=edge-c.example.net, Expected=secure-8845.example.net"
)


def test_the_common_name_differs(read: Reader) -> None:
    found = read("name_check", "app_info", FIRST)
    assert found.fields == {
        "process": "SIPStationD",
        "instance": 212,
        "outcome": "TLS InvalidX509NameInCertificate",
        "received": "edge-c.example.net",
        "expected": "SEP0011AABB0001",
    }
    assert found.derived["failed"] == "common name"


def test_the_alternative_names_differ_too(read: Reader) -> None:
    found = read("name_check", "app_info", SECOND)
    assert found.fields["outcome"] == (
        "TLS InvalidX509NameInCertificate Error , did not find matching SAN either"
    )
    assert found.fields["received"] == "edge-c.example.net"
    assert found.fields["expected"] == "secure-8845.example.net"
    assert found.derived["failed"] == "alternative names"


def test_a_trunk_expects_a_list(read: Reader) -> None:
    body = FIRST.replace("SIPStationD(212)", "SIPD(16)").replace(
        "SEP0011AABB0001", "a.example.net, b.example.net"
    )
    fields = read("name_check", "app_info", body).fields
    assert (fields["process"], fields["instance"]) == ("SIPD", 16)
    assert fields["expected"] == "a.example.net, b.example.net"


def test_a_subject_with_commas_and_blanks(read: Reader) -> None:
    fields = read(
        "name_check", "app_info", FIRST.replace("Rcvd=edge-c", "Rcvd=/O=Example, Ltd/CN=edge-c")
    ).fields
    assert fields["received"] == "/O=Example, Ltd/CN=edge-c.example.net"


def test_words_without_names_are_no_mismatch(read: Reader) -> None:
    found = read("name_check", "app_info", "SIPStationD(9) - validTLSConnection: name matches")
    assert found.fields["outcome"] == "name matches"
    assert (found.fields["received"], found.fields["expected"]) == (None, None)
    assert found.derived["failed"] is None


def test_nothing_received(read: Reader) -> None:
    fields = read("name_check", "app_info", FIRST.replace("Rcvd=edge-c.example.net ", "Rcvd=")).fields
    assert (fields["received"], fields["expected"]) == (None, "SEP0011AABB0001")


def test_broken_by_a_page(read: Reader) -> None:
    body = SECOND.replace("did not find ", "did not\nfind ") + "\n\nnarration"
    found = read("name_check", "app_info", body)
    assert found.derived["outcome"] == (
        "TLS InvalidX509NameInCertificate Error , did not find matching SAN either"
    )
    assert found.fields["expected"] == "secure-8845.example.net"


def test_cut_before_the_expected_name(read: Reader) -> None:
    fields = read("name_check", "app_info", FIRST.partition(" , Expected")[0]).fields
    assert (fields["received"], fields["expected"]) == ("edge-c.example.net", None)


def test_other_lines_of_the_process(claims: Claimer) -> None:
    assert not claims("name_check", "app_info", "SIPStationD(9) - checkDNsReceived: TotalCount=1")
    assert not claims("name_check", "app_info", "SIPD(16) - processTspData: ")
