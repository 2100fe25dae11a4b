"""A peer has connected."""

import pytest
from reading import Claimer, Reader


@pytest.mark.parametrize(
    "body",
    [
        "SIPTcp - New Connection - Index = 11, Listen Port = 5061, Peer Port = 51618",
        "SIPtcp - New Connection - Index =11, Listen Port =5061,\nPeer\nPort = 51618\n\n",
    ],
)
def test_index_and_ports(read: Reader, body: str) -> None:
    fields = read("connection_indication", "app_info", body).fields
    assert fields == {"conn_idx": 11, "local_port": 5061, "remote_port": 51618}


def test_the_line_before_it_has_no_index(claims: Claimer) -> None:
    other = "SIPTcp - Connection Indication - Listen Port = 5061, Peer Port = 51618"
    assert not claims("connection_indication", "app_info", other)
