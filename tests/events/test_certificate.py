"""The certificate of a TLS peer, as written by CUCM and as pages damage it."""

from reading import Claimer, Reader

COLUMNS = (
    "SIPCertificateInd                     |wait                          |SIPHandler(1,100,72,1)           "
    "|SIPTcp(1,100,64,1)               |1,100,17,11.3^*^*                       "
    "|[T:N-H:0,N:1,L:0,V:0,Z:0,D:0] "
)
DATA = (
    "connIdx= 12 --remoteIP=10.106.95.200 --remotePort = 5061 --X509SubjectName /C=IN/O=Example "
    "Ltd/CN=CUCM10 "
    "--Cipher AES128-SHA --SubjectAltname ="
)


def test_as_written(read: Reader) -> None:
    assert read("certificate", "sdl_sig", COLUMNS + DATA).fields == {
        "state": "wait",
        "destination": "SIPHandler(1,100,72,1)",
        "source": "SIPTcp(1,100,64,1)",
        "tag": "1,100,17,11.3^*^*",
        "conn_idx": 12,
        "remote_ip": "10.106.95.200",
        "remote_port": 5061,
        "subject": "/C=IN/O=Example Ltd/CN=CUCM10",
        "cipher": "AES128-SHA",
        "san": None,
    }


def test_alternative_names(read: Reader) -> None:
    fields = read(
        "certificate", "sdl_sig", COLUMNS + DATA + " a.example.net, b.example.net \n++ words"
    ).fields
    assert fields["san"] == "a.example.net, b.example.net"


def test_squeezed_broken_and_fenced(read: Reader) -> None:
    body = (
        "SIPCertificateInd\n|restart0 |SIPD(1,100,74,16)\n"
        "|SIPHandler(1,100,72,1) |1,100,17,11.3^^^* | [R:N-\n"
        "H:0,N:0,L:0,V:0,Z:0,D:0] connIdx= 12 --\n"
        "remoteIP= 10.106.95.200 --remotePort = 5061 -- X509SubjectName\n"
        "/C=IN/O=Example\nLtd/CN=CUCM10 --Cipher AES128-SHA --\nSubjectAltname =\n```"
    )
    found = read("certificate", "sdl_sig", body)
    assert found.fields["destination"] == "SIPD(1,100,74,16)"
    assert found.fields["source"] == "SIPHandler(1,100,72,1)"
    assert found.fields["tag"] == "1,100,17,11.3^^^*"
    assert (found.fields["remote_ip"], found.fields["cipher"]) == ("10.106.95.200", "AES128-SHA")
    assert found.fields["san"] is None
    assert found.derived == {"subject": "/C=IN/O=Example Ltd/CN=CUCM10"}


def test_a_subject_may_hold_dashes_slashes_and_commas(read: Reader) -> None:
    subject = "/O=A--B, Inc./OU=x/y/CN=cucm-10.example.net"
    body = COLUMNS + DATA.replace("/C=IN/O=Example Ltd/CN=CUCM10", subject)
    assert read("certificate", "sdl_sig", body).fields["subject"] == subject


def test_a_peer_without_certificate(read: Reader) -> None:
    body = COLUMNS + "connIdx= 12 --remoteIP= --remotePort = --X509SubjectName  --Cipher  --SubjectAltname ="
    fields = read("certificate", "sdl_sig", body).fields
    assert fields["conn_idx"] == 12
    assert [fields[name] for name in ("remote_ip", "remote_port", "subject", "cipher", "san")] == [None] * 5


def test_cut_in_the_subject(read: Reader) -> None:
    fields = read("certificate", "sdl_sig", COLUMNS + DATA.partition("/CN=")[0]).fields
    assert (fields["subject"], fields["cipher"]) == ("/C=IN/O=Example Ltd", None)


def test_other_signals_of_the_transport(claims: Claimer) -> None:
    assert claims("certificate", "sdl_sig", COLUMNS + DATA)
    assert not claims("certificate", "sdl_sig", COLUMNS.replace("CertificateInd", "ConnControlInd") + DATA)
