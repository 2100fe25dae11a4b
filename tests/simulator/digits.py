"""Digit analysis: what was dialled so far, and where it leads."""

from collections.abc import Generator
from dataclasses import dataclass

from .conversation import Conversation, cc, party_text
from .device import Phone, Trunk
from .leg import Leg
from .record import Group

_BEFORE = (
    "Digit Analysis: getDaRes data: daRes.ssType=[0] Intercept DAMR.sstype=[0], TPcount=[0], "
    "DAMR.NotifyCount=[0], DaRes.NotifyCount=[0]"
)


@dataclass(frozen=True)
class Route:
    """Where a dialled number leads."""

    target: Phone | Trunk
    pattern: str
    partition: str = ""
    translation: tuple[str, str] | None = None
    """Translation pattern that the dialled number meets first, and the number that it is made into."""

    @property
    def process(self) -> str:
        return self.target.line_control if isinstance(self.target, Phone) else self.target.process

    @property
    def guid(self) -> str:
        return self.target.line_guid if isinstance(self.target, Phone) else self.target.guid

    @property
    def name(self) -> str:
        """Line or trunk by which the device manager knows it."""
        return (
            f"{self.target.number}:{self.partition}" if isinstance(self.target, Phone) else self.target.name
        )

    @property
    def device_type(self) -> str:
        return "UserDevice" if isinstance(self.target, Phone) else "Unknown"


def analyse(call: Conversation, digits: str, route: Route | None) -> Generator[int, None, None]:
    """Ask for ``digits``; without a route more digits are wanted."""
    node, leg = call.node, call.a
    call.dialed = digits
    analysis = node.process("Da")
    party = f"tn=0npi=1ti=1nd={digits}User={digits}Host={node.place.ip}Port=5060PassWord=Madder=Transport=4"
    rest = (
        f" CI={leg.ci} Fqdn=ti=1nd={leg.number}pi=0si1 Cgpn=tn=0npi=0ti=1nd={leg.number}pi=1si1 "
        f"DialedNum={party}pi=0si1 requestID=0 DigitAnalysisComplexity=0 CallingUser= IgnoreIntercept=0"
    )
    group = call.signal("DaReq", analysis, call.cdcc, rest)
    lookup(group, node.place.ip, digits)
    if route is None:
        match = (
            f'pi="2",fqcn="{leg.number}", cn="{leg.number}", plv="5", pss="", '
            f'TodFilteredPss="", dd="{digits}",dac="0"'
        )
        group.info(f"Digit analysis: match({match})")
        group.info("Digit analysis: potentialMatches=PotentialMatchesExist")
        call.states[call.cdcc] = "setup_da"
        call.signal(
            "DaRes",
            call.cdcc,
            analysis,
            f"CI={leg.ci} Block PotentialMatchesExist OnNetpatternUsage =2requestID =0",
        )
        call.states[call.cdcc] = "tcc_await_digits1"
        return
    if route.translation:
        digits = yield from translate(call, group, digits, route.translation)
    matched(group, leg, digits)
    yield 0
    group.info(f"|{block(call, digits, route)}")
    yield 1
    yield from find_process(call, route)
    call.states[call.cdcc] = "setup_da"
    call.signal("DaRes", call.cdcc, analysis, result(call, digits, route))


def matched(group: Group, leg: Leg, digits: str) -> None:
    match = (
        f'pi="2", fqcn="{leg.number}", cn="{leg.number}",plv="5", pss="", '
        f'TodFilteredPss="", dd="{digits}",dac="0"'
    )
    group.info(f"Digit analysis: match({match})")
    group.info("Digit analysis: analysis results")


def translate(
    call: Conversation, group: Group, digits: str, translation: tuple[str, str]
) -> Generator[int, None, str]:
    """The first match is a translation pattern: what it makes of the digits, which are analysed again."""
    pattern, call.translated = translation
    matched(group, call.a, digits)
    yield 0
    entries = (
        ("PretransformCallingPartyNumber", call.a.number), ("CallingPartyNumber", call.a.number),
        ("DialingPartition", ""), ("DialingPattern", pattern),
        ("FullyQualifiedCalledPartyNumber", call.translated),
        ("DialingPatternRegularExpression", f"({pattern})"), ("DialingWhere", ""),
        ("PatternType", "Translation"), ("PotentialMatches", "NoPotentialMatchesExist"),
        ("DialingSdlProcessId", "(0,0,0)"), ("PretransformDigitString", digits),
        ("CollectedDigits", call.translated), ("RouteBlockFlag", "RouteThisPattern"),
    )  # fmt: skip
    group.info("|" + "\n|".join(f"{key}={value}" for key, value in entries))
    return call.translated


def result(call: Conversation, digits: str, route: Route) -> str:
    """What the signal that brings the result carries."""
    ids = route.process.partition("(")[2].rstrip(")").split(",")
    calling = party_text(call.a.number)
    return (
        f"CI={call.a.ci} Dial NoPotentialMatchesExist OnNet PretransformCgpn={calling} Cgpn={calling} "
        f"DialingPartition={route.partition} DialingPattern={route.pattern} DialingRPRE=({route.pattern}) "
        f"PID=({ids[0]},{ids[2]},{ids[3]}) PretransformCdpn=tn=0npi=0ti=1nd={digits}pi=0si0 "
        f"PretransformTags=SUBSCRIBER PretransformPos={digits} "
        f"CollectedDigits=tn=0npi=0ti=1nd={digits}pi=0si0 "
        f"Tags=SUBSCRIBER Pos={digits} eccTransactionId=0 isCdpnNonPreemptable=F patternUsage =2requestID =0"
    )


def lookup(group: Group, ip: str, digits: str) -> None:
    group.info(
        "Digit Analysis: star_DaReq: daReq.partitionSearchSpace(), filteredPartitionSearchSpaceString(), "
        "partitionSearchSpaceString()"
    )
    group.info(f"Digit Analysis: Host Address={ip} MATCHES this node's IPv4 address.")
    group.info(f"Digit Analysis: star_DaReq: Matching SIP URL, Numeric User, user={digits}")
    group.info(_BEFORE)
    group.info("Digit Analysis: getDaRes - Remote Destination [] isURI[1]")
    group.info("Digit analysis: patternUsage=2")


def find_process(call: Conversation, route: Route) -> Generator[int, None, None]:
    """The device manager tells which process serves the pattern."""
    node = call.node
    analysis, manager = node.process("Da"), node.process("DeviceManager")
    number = node.identity.number(10**9, 4 * 10**9)
    ids = route.process.partition("(")[2].rstrip(")").split(",")
    group = node.signal(
        "DmPidReq", manager, analysis, call.tag, f" Cepn={route.guid} Id={number}", "initialized"
    )
    group.info(f"SMDMSharedData::findAliasRegInfo - AliasName = {route.guid} not in AliasInfo hashmap")
    yield 0
    group.info(
        f"SMDMSharedData::findLocalDevice - Name={route.name} Key={route.guid} isActvie=1 "
        f"Pid=({ids[0]},{ids[2]},{ids[3]}) found"
    )
    rest = f" Cepn={route.guid} Id={number} ccmType=4 DeviceName={route.name} Pid={','.join(ids)}"
    group = call.signal("DmPidRes", analysis, manager, rest)
    tone = 0 if isinstance(route.target, Phone) else 1
    group.info(
        f"Digit analysis: wait_DmPidRes- Partition=[{route.partition}] Pattern=[{route.pattern}] Where=[],"
        f"cmDeviceType=[{route.device_type}], OutsideDialtone =[{tone}], "
        f"DeviceOverride=[0], PID={route.process},"
        f"CI=[{call.a.ci}],Sender={call.cdcc}"
    )


def block(call: Conversation, digits: str, route: Route) -> str:
    """The result, a key and its value on each line; CUCM 11.5 has one key more than 10.5."""
    subscriber = isinstance(route.target, Phone)
    plan = "Cisco Unified CallManager"
    entries = [
        ("PretransformCallingPartyNumber", call.a.number), ("CallingPartyNumber", call.a.number),
        ("DialingPartition", route.partition), ("DialingPattern", route.pattern),
        ("FullyQualifiedCalledPartyNumber", digits),
        ("DialingPatternRegularExpression", f"({route.pattern})"),
        ("DialingWhere", ""), ("PatternType", "Enterprise" if subscriber else "Unknown"),
        ("PotentialMatches", "NoPotentialMatchesExist"), ("DialingSdlProcessId", "(0,0,0)"),
        ("PretransformDigitString", digits), ("PretransformTagsList", "SUBSCRIBER"),
        ("PretransformPositionalMatchList", digits), ("CollectedDigits", digits), ("UnconsumedDigits", ""),
        ("TagsList", "SUBSCRIBER"), ("PositionalMatchList", digits), ("VoiceMailbox", ""),
        ("VoiceMailCallingSearchSpace", ""), ("VoiceMailPilotNumber", ""),
        ("RouteBlockFlag", "RouteThisPattern"), ("RouteBlockCause", "0"), ("AlertingName", ""),
        ("UnicodeDisplayName", ""), ("DisplayNameLocale", "1"), ("OverlapSendingFlagEnabled", "0"),
        ("WithTags", ""), ("WithValues", ""), ("CallingPartyNumberPi", "NotSelected"),
        ("ConnectedPartyNumberPi", "NotSelected"), ("CallingPartyNamePi", "NotSelected"),
        ("ConnectedPartyNamePi", "NotSelected"), ("CallManagerDeviceType", "NoDeviceType"),
        ("PatternPrecedenceLevel", "Routine"), ("CallableEndPointName", f"[{route.guid}]"),
        ("PatternNodeId", f"[{route.guid}]"), ("AARNeighborhood", "[]"), ("AARDestinationMask", "[]"),
        ("AARKeepCallHistory", "true"), ("AARVoiceMailEnabled", "false"),
        ("NetworkLocation", "OnNet" if subscriber else "OffNet"), ("Calling Party Number Type", plan),
        ("Calling Party Numbering Plan", plan), ("Called Party Number Type", plan),
        ("Called Party Numbering Plan", plan), ("ProvideOutsideDialtone", "false" if subscriber else "true"),
        ("AllowDeviceOverride", "false"), ("IsEmergencyNumber", "false"),
        ("AlternateMatches", " Information Not Available"),
        ("TranslationPatternDetails", " Information Not Available"), ("ResourcePriorityNamespace", ""),
        ("PatternRouteClass", "RouteClassDefault"),
    ]  # fmt: skip
    if call.node.release.name != "11.5":
        entries = [entry for entry in entries if entry[0] != "IsEmergencyNumber"]
    return "\n|".join(f"{key}={value}" for key, value in entries)


def more_wanted(call: Conversation) -> None:
    """Call control asks the phone's leg for digits."""
    leg: Leg = call.a
    call.relay("CcMoreInfoReq", call.downward(leg), cc(leg, "pi.piid=30 pi.l=0 daMore=1"))
    call.states[leg.station_call] = "overlap_sending2"
