"""The scenarios whose traces are shipped as samples. All people, numbers and machines are invented,
but for the setting of the main one: 1018 on a 9.1(2) cluster calls 9898 on a 10.5(2) cluster over TLS.
"""

from datetime import UTC, datetime

from . import background, registration, stories, wire
from .device import Phone, Trunk
from .gateway import Gateway
from .identity import Identity
from .node import Cluster, Counters, Node, Place
from .release import RELEASE_9_1, RELEASE_10_5, RELEASE_11_5, Release
from .schedule import Schedule, Step
from .truth import TrueCall, Truth

_INDIA = 330
_SUBJECT = "/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN="
_KEYS = ("c2FtcGxlLWtleS1vZi10aGUtY2FsbGVyLTAwMDAx", "c2FtcGxlLWtleS1vZi10aGUtY2FsbGVkLTAwMDAy")
"""Not keys: the base64 of a sentence that says so."""


def secure_trunk_call() -> Truth:
    """Two clusters, a TLS trunk; a second call at the first cluster that has nothing to do with it."""
    schedule = Schedule(datetime(2026, 3, 2, 4, 41, 50, 118000, UTC))
    near, far = _cucma(schedule), _cucm10(schedule)
    truth = Truth("secure_trunk_call", [near, far])
    out, back = _tls_trunks(near, far)
    people = _people(near)
    called = Phone(far, "0011AABB9898", "9898", "10.10.98.98", 49822, "CP8841/10.3.1", far.identity, 31, 12)
    registration.attach(called)
    for node in (near, far):
        background.idle(node, 44000)
    schedule.at(2310, background.trunk_comes_up(out))
    schedule.at(1904, background.trunk_comes_up(back))
    schedule.at(4127, background.ping(_presence(near)))
    schedule.at(9215, registration.register(people["1018"], 683))
    schedule.at(14832, registration.keep_alive(people["1022"], 683))
    schedule.at(17009, registration.keep_alive(called, 683))
    schedule.at(31444, _drops(people["1023"]))
    schedule.at(27500, _rolls(far))
    inside = TrueCall("1020 to 1021, digit by digit", "1020", "1021", "1021", "answered", 16, "1021")
    across = TrueCall("1018 to 9898 over the TLS trunk", "1018", "9898", "9898", "answered", 16, "1018")
    truth.calls += [inside, across]
    schedule.at(21015, stories.within_node(people["1020"], people["1021"], [641, 412, 817], 5230, inside))
    schedule.at(22918, stories.between_clusters(people["1018"], out, back, called, _KEYS, 7415, across))
    schedule.run(44000)
    return truth


def phone_to_phone() -> Truth:
    """One node of a 11.5 cluster: 2004 dials 2117 digit by digit."""
    schedule, node = _one_node(RELEASE_11_5, 2, 41)
    caller, callee = _pair(node, "2004", "2117")
    call = TrueCall("2004 to 2117, digit by digit", "2004", "2117", "2117", "answered", 16, "2117")
    schedule.at(3120, stories.within_node(caller, callee, [502, 388, 951], 6100, call))
    return _ran(schedule, node, "phone_to_phone", call, 24000)


def plain_trunk() -> Truth:
    """One node of a 10.5 cluster: 3301 calls out over a TCP trunk to a gateway."""
    schedule, node = _one_node(RELEASE_10_5, 1, 43)
    caller, _ = _pair(node, "3301", "3302")
    trunk, gateway = _gateway(node)
    call = TrueCall("3301 to 84400 over a plain trunk", "3301", "84400", "84400", "answered", 16, "3301")
    schedule.at(1600, background.trunk_comes_up(trunk))
    schedule.at(3120, stories.to_gateway(caller, trunk, gateway, "84400", "8.4400", 5210, call))
    return _ran(schedule, node, "plain_trunk", call, 19000)


def trunk_busy() -> Truth:
    """The same, over a connection that was there before; the gateway refuses with a bare 486."""
    schedule, node = _one_node(RELEASE_10_5, 3, 47)
    caller, _ = _pair(node, "3301", "3302")
    trunk, gateway = _gateway(node)
    trunk.connection = wire.new_connection(node, trunk.peer_ip, trunk.port, "TCP", trunk.name, None)
    call = TrueCall("3301 to 84417, which is busy", "3301", "84417", "84417", "busy", 17, None)
    schedule.at(3120, stories.refused(caller, trunk, gateway, "84417", "8.44XX", call))
    return _ran(schedule, node, "trunk_busy", call, 9000)


def cancelled() -> Truth:
    """One node of a 11.5 cluster: 2004 calls 2117 and gives up while it rings."""
    schedule, node = _one_node(RELEASE_11_5, 2, 53)
    caller, callee = _pair(node, "2004", "2117")
    call = TrueCall("2004 to 2117, given up", "2004", "2117", "2117", "cancelled", 16, "2004")
    schedule.at(3120, stories.given_up(caller, callee, call))
    return _ran(schedule, node, "cancelled", call, 15000)


def _cucma(schedule: Schedule) -> Node:
    cluster = Cluster("cluster 9.1", "5d0c81f2-6a37-4be9-9c40-71e8f3b2a6d5", RELEASE_9_1)
    place = Place(1, "CUCMA", "10.106.95.203", _INDIA, 0, datetime(2026, 2, 27, 21, 14, 6))
    return Node(schedule, cluster, place, Counters(4610877, 19, 204, 2250310, 61, 5, 1017), Identity(7))


def _cucm10(schedule: Schedule) -> Node:
    cluster = Cluster("cluster 10.5", "e2b94c07-13d8-4f60-8ae5-0c6d29f7b148", RELEASE_10_5)
    place = Place(1, "CUCM10", "10.106.95.200", _INDIA, 12, datetime(2026, 2, 27, 20, 50, 33))
    return Node(schedule, cluster, place, Counters(1288304, 6, 88, 1810550, 32, 3, 1009), Identity(11))


def _tls_trunks(near: Node, far: Node) -> tuple[Trunk, Trunk]:
    """One trunk, seen from both ends."""
    cipher = "AES128-SHA"
    out = Trunk(
        near,
        "TLS_TRUNK_TO_CUCM10",
        far.place.ip,
        5061,
        "TLS",
        16,
        near.identity.guid(),
        3,
        f"{_SUBJECT}CUCM10",
        cipher,
    )
    back = Trunk(
        far,
        "TLS_TRUNK_TO_CUCMA",
        near.place.ip,
        5061,
        "TLS",
        7,
        far.identity.guid(),
        3,
        f"{_SUBJECT}CUCMA",
        cipher,
    )
    return out, back


def _people(node: Node) -> dict[str, Phone]:
    """The phones of the first cluster; all but 1018 registered before the trace begins."""
    phones = {
        number: Phone(node, f"0011AABB{number}", number, f"10.10.{10 + place}.{20 + place}",
                      49200 + 37 * place,
                      "CP8841/10.3.1", node.identity, 20 + place, 4 + place)
        for place, number in enumerate(("1018", "1020", "1021", "1022", "1023"))
    }  # fmt: skip
    for number in ("1020", "1021", "1022", "1023"):
        registration.attach(phones[number])
    return phones


def _presence(node: Node) -> Trunk:
    trunk = Trunk(node, "PRESENCE_TRUNK", "10.106.95.210", 5060, "TCP", 3, node.identity.guid())
    trunk.connection = wire.new_connection(node, trunk.peer_ip, trunk.port, "TCP", trunk.name, None)
    return trunk


def _drops(phone: Phone) -> Step:
    """A phone loses its connection."""
    if phone.connection is not None:
        wire.reset(phone.node, phone.connection)
    yield 0


def _rolls(node: Node) -> Step:
    """The node begins a new file."""
    node.trace.roll()
    yield 0


def _one_node(release: Release, number: int, seed: int) -> tuple[Schedule, Node]:
    schedule = Schedule(datetime(2026, 3, 4, 13, 20, 1, 402000, UTC))
    identity = Identity(seed)
    cluster = Cluster(f"cluster {release.name}", identity.guid(), release)
    place = Place(
        number, f"cucm-{number}.example", f"10.10.1.{10 + number}", -300, 0, datetime(2026, 3, 1, 2, 5, 44)
    )
    return schedule, Node(
        schedule, cluster, place, Counters(700412, 31, 5020, 331200, 2210, 640, 4400), identity
    )


def _pair(node: Node, first: str, second: str) -> tuple[Phone, Phone]:
    phones = [
        Phone(node, f"0011CCDD{number}", number, f"10.10.{30 + place}.7", 50410 + 113 * place,
              "CP8851/12.6.1", node.identity, 8 + place, 2 + place)
        for place, number in enumerate((first, second))
    ]  # fmt: skip
    for phone in phones:
        registration.attach(phone)
    return phones[0], phones[1]


def _gateway(node: Node) -> tuple[Trunk, Gateway]:
    trunk = Trunk(node, "SIP_TRUNK_TO_GATEWAY", "192.0.2.50", 5060, "TCP", 8, node.identity.guid())
    return trunk, Gateway(trunk.peer_ip, node.identity)


def _ran(schedule: Schedule, node: Node, name: str, call: TrueCall, until_ms: int) -> Truth:
    background.idle(node, until_ms)
    schedule.run(until_ms)
    return Truth(name, [node], [call])
