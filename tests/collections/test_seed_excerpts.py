"""The guide's own TLS call, as three web pages print it: squeezed, hard-wrapped, glued."""

import pytest

import tracekit
from tests.collections.conftest import excerpt

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("number", ["076", "077", "078"])
def test_the_guides_call(number: str) -> None:
    traces = tracekit.open(excerpt(number))
    (analysis,) = traces.digit_analyses.to_dict("records")
    (wire,) = traces.connections.to_dict("records")
    (message,) = traces.messages.to_dict("records")
    (call,) = traces.calls.to_dict("records")
    assert (analysis["calling"], analysis["dialed"], analysis["tie"]) == ("1018", "9898", "inferred")
    assert (wire["tls_security"], wire["conn_idx"], wire["transport"]) == (3, 12, "TLS")
    assert (wire["remote_ip"], wire["remote_port"]) == ("10.106.95.200", 5061)
    assert (wire["remote_cn"], wire["cipher"]) == ("CUCM10", "AES128-SHA")
    assert message["call_id"] == "94fffc00-57415541-7-cb5f6a0a@10.106.95.203"
    assert message["connection"] == wire["connection"]
    assert (message["label"], message["direction"], message["transport"]) == ("INVITE", "out", "TLS")
    assert (call["calling"], call["dialed"], call["transport"]) == ("1018", "9898", "TLS")
    assert len(traces.certificates) == 2
    assert traces.problems.empty
    assert traces.members["reason"].str.startswith("no FileHead: date and zone are unknown").all()
