"""Features take legs out of their calls and put others together: split, join, drop.

Shapes: the transfer of a 10.5 trace and its calllogs. A feature may run at another node than the calls.
"""

from collections.abc import Generator
from dataclasses import dataclass

from .conversation import Conversation, cc
from .leg import Leg
from .node import Node

_LBM = "LBMInterface"


@dataclass(frozen=True)
class Feature:
    """A supplementary service while it runs."""

    node: Node
    name: str
    """Its process: Transferring, CallPark, Conferencing."""
    type: int
    reason: int

    @property
    def process(self) -> str:
        return self.node.process(self.name, 2)

    @property
    def begin(self) -> str:
        return f"SsType={self.type} SsKey=2"


TRANSFER, CONFERENCE, PARK = 33554437, 33554434, 33554441
"""Numbers of services; that of transfer is seen, the others are assumed."""


def split(call: Conversation, party: Leg, feature: Feature) -> None:
    """``party`` is to leave its call: both legs are for themselves then."""
    a, b, node = call.a.ci, call.callee.ci, call.node
    place = f"SsNode={call.node.place.number}"
    rest = f"{feature.begin} {place} SsParty={party.ci} splitReason={feature.reason} MohActAfterSplit= 0"
    call.relay("SsSplitReq", [feature.process, call.cc, call.cdcc], f"{rest} preserveCallHistory=F")
    pair = f"CI= {a} aCI={a} bCI={b} isASerCI=F isBSerCI=F aNodeId=0 bNodeId=0 callState=4"
    group = call.signal("LBMSplitSessionReq", node.process(_LBM), node.process("ReservationMgr"), pair)
    group.info(f"LBMIF: CI: {a} SPLIT    {b}")
    group.info(f"LBMIF: CI: {b} SPLIT'   {a}")
    call.row(f"SPLIT|{a}|{b}")
    number = node.place.number
    rest = f"{feature.begin} SsNodeId1={number} SsParty1={a} SsNodeId2={number} SsParty2={b} CallState=4"
    call.relay("SsSplitRes", [call.cdcc, feature.process], rest)


def join(call: Conversation, stays: Leg, comes: Leg, feature: Feature) -> Generator[int, None, Conversation]:
    """``stays`` of this call and ``comes`` of another are one call from now on, which is given."""
    node, a, b = call.node, stays.ci, comes.ci
    parties = [*call.parties]
    joined = Conversation(node, stays, call.cdcc, call.dialed, call.tag, comes, call.matrix, call.states)
    joined.parties = parties if comes in parties else [*parties, comes]
    joined.began, joined.answered = call.began, call.answered
    rest = (
        f"{feature.begin} SsNodeId1={node.place.number} SsParty1={a} SsNodeId2={comes.node.place.number} "
        f"SsParty2={b} lrnInstruction=0 joinReason={feature.reason} mobileCallType=0 GCIToPreserve=0"
    )
    joined.relay("SsJoinReq", [feature.process, joined.cc, joined.cdcc], rest)
    joined.row(f"JOIN|{a}|{b}")
    lbm, manager = node.process(_LBM), node.process("ReservationMgr")
    pair = f"CI= {a} aCI={a} bCI={b} isASerCI=F isBSerCI=F aNodeId=0 bNodeId=0 callState=4"
    joined.signal("PolicyAndCACJoinSessionReq", manager, joined.cdcc, pair)
    group = joined.signal("LBMJoinSessionSecondaryReq", lbm, manager, pair)
    group.info(f"LBMIF: CI: {b} TO JOIN  {a}")
    yield 1
    rest = f"CI= {a} otherCi={b} NumEntries=1 aNodeId=0 bNodeId=0 isFirst=T isFinalPortion=T"
    group = joined.signal("LBMJoinSessionRegister", lbm, manager, rest)
    group.info(f"LBMIF: CI: {b} JOIN TO  {a}")
    group.info(f"LBMIF: CI: {a} JOIN BY  {b}")
    joined.meet()
    return joined


def drop(call: Conversation, leg: Leg) -> None:
    """A leg that was split off goes; CUCM prints no partner and no cause."""
    node = call.node
    rest = cc(leg, "clearType=0 c.l=1 c.cid=8 c.cs=0 c.lc=0 c.r=0 cv=0 FDataType=0opId=0ssType=0")
    call.relay("CcDisconnReq", call.downward(leg), rest)
    call.relay("CcRelInd", call.upward(leg), cc(leg, "c.l=1 c.cid=8 c.cs=0 c.lc=0 c.r=0 CV=0"))
    rest = f"CI= {leg.ci} aCI={leg.ci} bCI=0 ClearType=0F"
    lbm, manager = node.process(_LBM), node.process("ReservationMgr")
    group = call.signal("CACUnassociateReq", lbm, manager, rest)
    group.info(f"LBMIF: CI: {leg.ci} UNASSOC         0")
    group.info(f"LBMIF: CI: {leg.ci} STOPPED")
    call.row(f"RELEASE|{leg.ci}|0|0")
