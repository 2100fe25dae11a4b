"""Media of two call identifiers is joined or parted, in few words."""

from .conversation import Conversation


def join(call: Conversation, a: int, b: int) -> None:
    """``b`` may be music or a bridge: it has media but no call leg of its own kind."""
    node = call.node
    manager, coordinator = node.process("ConnectionManager"), node.process("MediaCoordinator")
    party = "audioCapCount=5 region=Default xferMode=16 mrid=0 audioId=0 MMCap=0x1"
    rest = f"Party1: MR=0 CI={a} {party} Party2: MR=0 CI={b} {party} reConnType=0 videoCall=F"
    group = call.signal("MediaConnectRequest", manager, call.matrix, rest)
    group.info(f"ARBTRY-ConnectionManager-wait_MediaConnectRequest({a},{b})")
    instance = node.instance("MediaManager")
    group = call.signal("MediaConnectRequest", node.process("MediaManager", instance), coordinator, rest)
    group.info(
        f"SIG-MediaManager-({instance})::wait_MediaConnectRequest, CI({a},{b}), capCount(5,1), "
        "mcNodeId(0,0), xferMode(16,9), reConnectType(0), mrid (0, 0)"
    )


def part(call: Conversation, a: int, b: int) -> None:
    manager = call.node.process("ConnectionManager")
    rest = f"CI1={a} CI2={b} sc=0 disconnType=0 ssReason=0 clearType=0 IF1Created=T IF2Created=T"
    group = call.signal("MediaDisconnectRequest", manager, call.matrix, rest)
    group.info(f"ARBTRY-ConnectionManager- wait_MediaDisconnectRequest CI({a},{b}),disconnectType(0)")
