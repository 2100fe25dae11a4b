"""A voice gateway behind a trunk: it answers, but nobody traces it."""

from dataclasses import dataclass

from .identity import Identity
from .leg import Leg, session_of
from .sdp import Media, phone_body
from .sip import Headers, Message, reply


@dataclass
class Gateway:
    """What an IOS router says back."""

    ip: str
    identity: Identity
    tag: str = ""
    session: str = ""

    def answer(self, request: Message, status: str, media: Media | None = None) -> Message:
        """A response; with media it describes the session."""
        if not status.startswith("100"):
            self.tag = self.tag or f"{self.identity.hex(7).upper()}-{self.identity.hex(4).upper()}"
        extra: Headers = (("Server", "Cisco-SIPGateway/IOS-15.4.3.M"), *self._session(request))
        if media:
            extra = (("Contact", f"<sip:{self.ip}:5060;transport=tcp>"), *extra)
        tag = None if status.startswith("100") else self.tag
        return reply(request, status, tag, extra, phone_body(media, 4711) if media else "")

    def _session(self, request: Message) -> Headers:
        heard = session_of(request)
        if heard is None or request.header("User-Agent") < "Cisco-CUCM12":
            return ()
        self.session = self.session or self.identity.hex(32)
        return (("Session-ID", f"{self.session};remote={heard}"),)

    def ringing(self, leg: Leg) -> Message:
        return self.answer(leg.invite, "180 Ringing")
