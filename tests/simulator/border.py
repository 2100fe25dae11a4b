"""A session border controller between two trunks: new Call-IDs, the same Session-ID and Cisco-Guid."""

from dataclasses import dataclass

from .identity import Identity
from .leg import Leg, far_request
from .sip import Message, contact_uri, only, reply


@dataclass
class Border:
    """What stands between; nobody traces it."""

    ip: str
    identity: Identity
    tag: str = ""

    def onward(self, invite: Message) -> Message:
        """The INVITE that it sends for one that it got."""
        self.tag = f"{self.identity.hex(8)}-{self.identity.hex(6)}"
        user = invite.header("From").partition("sip:")[2].partition("@")[0]
        fresh = {
            "Via": f"SIP/2.0/TCP {self.ip}:5060;branch=z9hG4bK{self.identity.hex(10)}",
            "From": f"<sip:{user}@{self.ip}>;tag={self.tag}",
            "Call-ID": f"{self.identity.guid()}@{self.ip}",
            "User-Agent": "Border/4.1",
            "Contact": f"<sip:{user}@{self.ip}:5060;transport=tcp>",
        }
        headers = tuple((name, fresh.get(name, value)) for name, value in invite.headers)
        return Message(invite.start, headers, invite.body)

    def back(self, invite: Message, answer: Message) -> Message:
        """Its answer to the first INVITE when the second one got ``answer``."""
        extra = only(
            ("Server", "Border/4.1"),
            ("Session-ID", dict(answer.headers).get("Session-ID")),
            ("Contact", f"<sip:{self.ip}:5060;transport=tcp>" if contact_uri_known(answer) else None),
        )
        own = None if answer.label.startswith("100") else f"{self.tag}-b"
        return reply(invite, answer.label, own, extra, answer.body)

    def request(self, leg: Leg, method: str) -> Message:
        """A request inside its dialog with the node of ``leg``."""
        return far_request(leg, method, "Border/4.1", f"z9hG4bK{self.identity.hex(10)}")


def contact_uri_known(message: Message) -> bool:
    return any(name == "Contact" for name, _ in message.headers) and bool(contact_uri(message))
