"""Small scenarios for everything that can happen to a call; one folder of samples each."""

from datetime import datetime

from . import outside, stories, tales
from .border import Border
from .record import Detail
from .schedule import Schedule
from .stage import START, Stage
from .truth import TrueCall, Truth


def two_nodes() -> Truth:
    """Caller and called party register at two nodes whose clocks differ by 40 ms; dialled digit by digit."""
    stage = Stage(Schedule(START), 61, (0, 40))
    caller, callee = stage.phone("4101"), stage.phone("4202", stage.nodes[1])
    call = TrueCall("4101 to 4202 on two nodes", "4101", "4202", "4202", "answered", 16, "4202")
    stage.schedule.at(900, stories.within_node(caller, callee, [430, 377, 518], 4100, call))
    return _ran(stage, "two_nodes", call)


def translation() -> Truth:
    """9 and an extension are dialled; a translation pattern takes the 9 away."""
    stage = Stage(Schedule(START), 62)
    caller, callee = stage.phone("4101"), stage.phone("4102")
    call = TrueCall("4101 dials 94102", "4101", "94102", "4102", "answered", 16, "4101")
    stage.schedule.at(900, tales.translated(caller, callee, "94102", "9.4XXX", 3900, call))
    return _ran(stage, "translation", call)


def hold_music() -> Truth:
    """The called party puts the caller on hold, who hears music."""
    stage = Stage(Schedule(START), 63)
    call = TrueCall("4101 to 4102, held", "4101", "4102", "4102", "answered", 16, "4101")
    stage.schedule.at(900, tales.held(stage.phone("4101"), stage.phone("4102"), 2900, call))
    return _ran(stage, "hold_music", call)


def consult_transfer() -> Truth:
    """4101 calls 4102, who asks 4103 and transfers after the answer."""
    return _transfer("consult_transfer", 64, rings=False, skews=(0,))


def blind_transfer() -> Truth:
    """The same, but 4103 still rings; the three are at two nodes."""
    return _transfer("blind_transfer", 65, rings=True, skews=(0, 40))


def _transfer(name: str, seed: int, rings: bool, skews: tuple[int, ...]) -> Truth:
    stage = Stage(Schedule(START), seed, skews)
    people = (stage.phone("4101"), stage.phone("4102", stage.nodes[-1]), stage.phone("4103"))
    call = TrueCall(
        f"4101 to 4102 to 4103, {name.replace('_', ' ')}", "4101", "4102", "4102", "answered", 16, "4101"
    )
    stage.schedule.at(900, tales.transferred(*people, rings, 2100, call))
    return _ran(stage, name, call)


def hunt_no_answer() -> Truth:
    """Two members of a hunt list ring, one after the other; nobody answers."""
    stage = Stage(Schedule(START), 66)
    members = [stage.phone("4111"), stage.phone("4112")]
    call = TrueCall("4101 to hunt pilot 4110", "4101", "4110", "4111", "no answer", 19, None)
    stage.schedule.at(900, tales.hunted(stage.phone("4101"), members, "4110", False, 0, call))
    return _ran(stage, "hunt_no_answer", call)


def forward_no_answer() -> Truth:
    """4102 does not answer; its calls then go to 4103."""
    return _forward("forward_no_answer", 67, busy=False)


def forward_busy() -> Truth:
    """4102 is busy; its calls then go to 4103."""
    return _forward("forward_busy", 68, busy=True)


def _forward(name: str, seed: int, busy: bool) -> Truth:
    stage = Stage(Schedule(START), seed)
    people = [stage.phone(number) for number in ("4101", "4102", "4103")]
    call = TrueCall(f"4101 to 4102, {name.replace('_', ' ')}", "4101", "4102", "4103", "answered", 16, "4103")
    stage.schedule.at(900, tales.forwarded(people[0], people[1], people[2], busy, 2300, call))
    return _ran(stage, name, call)


def shared_line() -> Truth:
    """Two phones of one line ring with the same call identifier; the first one answers."""
    stage = Stage(Schedule(START), 69)
    caller = stage.phone("4101")
    line = [stage.phone("4120", line=77), stage.phone("4120", line=77)]
    call = TrueCall("4101 to shared line 4120", "4101", "4120", "4120", "answered", 16, "4101")
    stage.schedule.at(900, tales.shared(caller, line, 2500, call))
    return _ran(stage, "shared_line", call)


def recording() -> Truth:
    """4102 is recorded: two calls to a recorder run beside the recorded one."""
    stage = Stage(Schedule(START), 70)
    trunk = stage.trunk("RECORDER_TRUNK", "192.0.2.70")
    call = TrueCall("4101 to 4102, recorded", "4101", "4102", "4102", "answered", 16, "4101")
    people = (stage.phone("4101"), stage.phone("4102"))
    stage.schedule.at(900, tales.recorded(*people, trunk, "7700", 3100, call))
    return _ran(stage, "recording", call)


def next_trunk() -> Truth:
    """The first trunk of a route list says 503; the second one takes the call."""
    stage = Stage(Schedule(START), 71)
    trunks = [stage.trunk("TRUNK_TO_WEST", "192.0.2.60"), stage.trunk("TRUNK_TO_EAST", "192.0.2.61")]
    call = TrueCall("4101 to 85500, next trunk", "4101", "85500", "85500", "answered", 16, "4101")
    step = outside.next_trunk(
        stage.phone("4101"), trunks, stage.gateway(trunks[1]), "85500", "8.5XXX", 2700, call
    )
    stage.schedule.at(900, step)
    return _ran(stage, "next_trunk", call)


def in_progress() -> Truth:
    """The trace ends while they talk."""
    stage = Stage(Schedule(START), 72)
    call = TrueCall("4101 to 4102, lasting", "4101", "4102", "4102", "answered", None, None)
    stage.schedule.at(900, outside.hangs_open(stage.phone("4101"), stage.phone("4102"), call))
    return _ran(stage, "in_progress", call, 9000)


def restart() -> Truth:
    """CallManager restarts between two calls: call identifiers and connection numbers are used anew."""
    stage = Stage(Schedule(START), 73)
    old = stage.nodes[0]
    before = TrueCall("4101 to 4102 before the restart", "4101", "4102", "4102", "answered", 16, "4102")
    people = (stage.phone("4101"), stage.phone("4102"))
    stage.schedule.at(900, stories.within_node(*people, None, 2100, before))
    stage.schedule.run(20000)
    new = stage.start(1, 0, Detail.CALLS, datetime(2026, 5, 11, 9, 30, 20))
    after = TrueCall("4104 to 4105 after it", "4104", "4105", "4105", "answered", 16, "4105")
    others = (stage.phone("4104", new), stage.phone("4105", new))
    stage.schedule.at(21000, stories.within_node(*others, None, 1900, after))
    stage.schedule.run(40000)
    return Truth("restart", [old, new], [before, after])


def same_call_id() -> Truth:
    """A proxy hands the call of one node to another node of the cluster: both log the same Call-ID."""
    stage = Stage(Schedule(START), 74, (0, 40))
    near = stage.trunk("TRUNK_TO_PROXY", "192.0.2.80")
    far = stage.trunk("TRUNK_FROM_PROXY", "192.0.2.80", stage.nodes[1])
    people = (stage.phone("4101"), stage.phone("4202", stage.nodes[1]))
    call = TrueCall("4101 to 4202 through a proxy", "4101", "4202", "4202", "answered", 16, "4101")
    step = stories.between_clusters(people[0], near, far, people[1], (None, None), 2600, call)
    stage.schedule.at(900, step)
    return _ran(stage, "same_call_id", call)


def two_clusters() -> Truth:
    """A border controller between two clusters: Session-ID and Cisco-Guid go through, Call-IDs do not."""
    schedule = Schedule(START)
    one, two = Stage(schedule, 75, network=1), Stage(schedule, 76, (25,), network=2)
    near, far = one.trunk("TRUNK_TO_BORDER", "192.0.2.90"), two.trunk("TRUNK_TO_BORDER", "192.0.2.91")
    call = TrueCall("4101 to 5101 in another cluster", "4101", "5101", "5101", "answered", 16, "4101")
    border = Border("192.0.2.91", one.identity)
    step = outside.across_border(one.phone("4101"), near, border, far, two.phone("5101"), 2400, call)
    schedule.at(900, step)
    schedule.run(40000)
    return Truth("two_clusters", [*one.nodes, *two.nodes], [call])


def conference() -> Truth:
    """4102 brings 4103 into its call with 4101 and leaves first; the call ends when 4101 does."""
    stage = Stage(Schedule(START), 77)
    people = [stage.phone(number) for number in ("4101", "4102", "4103")]
    call = TrueCall("4101, 4102 and 4103", "4101", "4102", "4102", "answered", 16, "4101")
    stage.schedule.at(900, tales.conferenced(people[0], people[1], people[2], 1900, call))
    return _ran(stage, "conference", call)


def park() -> Truth:
    """4102 parks 4101; 4103 takes the call by dialling 4150."""
    stage = Stage(Schedule(START), 78)
    people = [stage.phone(number) for number in ("4101", "4102", "4103")]
    call = TrueCall("4101 to 4102, parked", "4101", "4102", "4102", "answered", 16, "4101")
    stage.schedule.at(900, tales.parked(people[0], people[1], people[2], "4150", 2000, call))
    return _ran(stage, "park", call)


def sip_only() -> Truth:
    """A transfer after the answer, on two nodes, of which only the SIP messages are traced."""
    stage = Stage(Schedule(START), 79, (0, 40), Detail.SIP)
    people = (stage.phone("4101"), stage.phone("4102", stage.nodes[1]), stage.phone("4103"))
    call = TrueCall("4101 to 4102 to 4103, SIP alone", "4101", "4102", "4102", "answered", 16, "4101")
    stage.schedule.at(900, tales.transferred(*people, False, 2100, call))
    return _ran(stage, "sip_only", call)


def logs_only() -> Truth:
    """A transfer of which only calllogs are kept."""
    return _transfer("logs_only", 80, rings=False, skews=(0,))


def _ran(stage: Stage, name: str, call: TrueCall, until_ms: int = 60000) -> Truth:
    stage.schedule.run(until_ms)
    return Truth(name, stage.nodes, [call])


ALL = (
    two_nodes, translation, hold_music, consult_transfer, blind_transfer, hunt_no_answer, forward_no_answer,
    forward_busy, shared_line, recording, next_trunk, in_progress, restart, same_call_id, two_clusters,
    conference, park, sip_only, logs_only,
)  # fmt: skip
