"""A cluster with its phones and trunks, ready for calls."""

from datetime import UTC, datetime

from . import registration, wire
from .device import Phone, Trunk
from .gateway import Gateway
from .identity import Identity
from .node import Cluster, Counters, Node, Place
from .record import Detail
from .release import RELEASE_12_5, Release
from .schedule import Schedule

START = datetime(2026, 5, 11, 9, 30, 2, 117000, UTC)


class Stage:
    """Nodes of one cluster; phones and trunks are numbered as they are made."""

    def __init__(
        self,
        schedule: Schedule,
        seed: int,
        skews: tuple[int, ...] = (0,),
        detail: Detail = Detail.CALLS,
        release: Release = RELEASE_12_5,
        network: int = 1,
    ) -> None:
        """``skews``: the clock error of each node in ms; ``network``: third byte of the nodes' addresses."""
        self.schedule = schedule
        self.identity = Identity(seed)
        self.network = network
        self.cluster = Cluster(f"cluster {network}", self.identity.guid(), release)
        self.nodes = [self.start(number, skew, detail) for number, skew in enumerate(skews, start=1)]
        self._made = 0

    def start(self, number: int, skew: int, detail: Detail, began: datetime | None = None) -> Node:
        """A node starts, or starts anew with its counters where they were at the beginning."""
        many = number + 50 * (self.network - 1)
        began = began or datetime(2026, 5, 9, 3, self.network, 20 + number)
        counters = Counters(1208000 + 7919 * many, 12, 800 * many, 45300 + 60 * many, 900 + 70 * many,
                            30 * many, 500)  # fmt: skip
        host, ip = f"cm{self.network}-{number}.example", f"10.10.{self.network}.{10 + number}"
        place = Place(number, host, ip, 0, skew, began)
        return Node(self.schedule, self.cluster, place, counters, self.identity, detail)

    def phone(self, number: str, node: Node | None = None, line: int | None = None) -> Phone:
        """A registered phone; phones of a shared line have the same ``line`` and number."""
        self._made += 1
        made, home = self._made, node or self.nodes[0]
        phone = Phone(
            home, f"0011AA{self.network:02X}{made:04X}", number,
            f"10.10.{100 + made // 200}.{1 + made % 200}", 49400 + 7 * made % 15000, "CP8861/12.8.1",
            self.identity, 20 + made, line or 10 + made,
        )  # fmt: skip
        registration.attach(phone)
        return phone

    def trunk(self, name: str, ip: str, node: Node | None = None) -> Trunk:
        """A trunk with a connection that was there before the trace."""
        self._made += 1
        home = node or self.nodes[0]
        trunk = Trunk(home, name, ip, 5060, "TCP", 3 + self._made, self.identity.guid())
        trunk.connection = wire.new_connection(home, ip, 5060, "TCP", name, None)
        return trunk

    def gateway(self, trunk: Trunk) -> Gateway:
        return Gateway(trunk.peer_ip, self.identity)
