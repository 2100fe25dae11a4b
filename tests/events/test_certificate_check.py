"""What the intercluster lookup service makes of a certificate."""

import pytest
from reading import Claimer, Reader

VERIFY = "IlsD Ils::VerifyCertificateInfo(): "
REFUSED = VERIFY + (
    "certificate is not in the local store and the FQDN (hub.example.net) is not in the peer info vector, "
    "closing the connection"
)


def test_a_certificate_is_refused(read: Reader) -> None:
    found = read("certificate_check", "app_info", REFUSED)
    assert found.fields == {
        "finding": "certificate is not in the local store and the FQDN",
        "fqdn": "hub.example.net",
        "remainder": "is not in the peer info vector, closing the connection",
    }
    assert found.derived == {
        "finding": "certificate is not in the local store and the FQDN is not in the peer info vector, "
        "closing the connection",
        "result": "refused",
    }


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("CertUtil Ils::isCertInLocalStore X509_STORE_get_by_subject failed.", "not in store"),
        (VERIFY + "peer certificates are in certificate store", "in store"),
        (
            VERIFY
            + "peer certificates are not in certificate store but Root CA signed certs are uploaded locally.",
            "authority known",
        ),
        (VERIFY + "FQDN is in PeerInfoVector", "name known"),
        (VERIFY + "something else", None),
    ],
)
def test_only_the_sentence_that_closes_is_a_failure(read: Reader, body: str, result: str | None) -> None:
    found = read("certificate_check", "app_info", body + "\n ")
    assert found.derived["result"] == result
    assert found.fields["finding"] == body.removeprefix(VERIFY).removeprefix(
        "CertUtil Ils::isCertInLocalStore "
    )
    assert found.fields["fqdn"] is None


def test_the_alarm_that_follows(read: Reader) -> None:
    body = VERIFY + (
        "sending ILSTLSAuthenticationFailed alarm for Cluster1= hub.example.net; mAlarmedConnections count= 1"
    )
    found = read("certificate_check", "app_info", body)
    assert found.fields == {
        "finding": "sending ILSTLSAuthenticationFailed alarm",
        "fqdn": "hub.example.net",
        "remainder": None,
    }
    assert found.derived["result"] == "alarm"


def test_cut_behind_the_name(read: Reader) -> None:
    found = read("certificate_check", "app_info", REFUSED.partition(" is not in the peer")[0])
    assert (found.fields["fqdn"], found.derived["result"]) == ("hub.example.net", None)
    nothing = read("certificate_check", "app_info", VERIFY)
    assert (nothing.derived["finding"], nothing.derived["result"]) == (None, None)


def test_cut_in_the_name_is_a_problem(read: Reader, claims: Claimer) -> None:
    body = REFUSED.partition(".example")[0]
    assert claims("certificate_check", "app_info", body)
    with pytest.raises(AssertionError):
        read("certificate_check", "app_info", body)


def test_other_lines_of_the_service(claims: Claimer) -> None:
    assert not claims("certificate_check", "app_info", "IlsD IlsHandler: Close Req. DeviceName=")
