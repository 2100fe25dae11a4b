"""One case of the table: bytes that a customer could send, and what must become of them."""

from dataclasses import dataclass, field

from tracekit.archive import Limits


@dataclass(frozen=True)
class Case:
    """``states`` names every member by the part of its name after the input's, with its state."""

    group: str
    name: str
    data: bytes = field(repr=False)
    states: dict[str, str]
    words: tuple[str, ...] = ()
    """Each stands in the reason of some member."""
    exit_code: int = 0
    file: str = "case.zip"
    whole: tuple[str, ...] = ()
    """Members that give exactly the text that went in."""
    limits: Limits = field(default_factory=Limits)

    @property
    def id(self) -> str:
        return f"{self.group}: {self.name}"
