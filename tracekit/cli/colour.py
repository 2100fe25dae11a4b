"""Colours on a terminal: when there are any, and what makes them."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tracekit.text.paint import Paint

Command = TypeVar("Command", bound=Callable[..., Any])


def colour_option(command: Command) -> Command:
    """Adds --color to a command, as GNU grep and ls have it."""
    return click.option(
        "--color",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour outcomes: auto on a terminal, unless NO_COLOR is set.",
    )(command)


def paint_for(colour: str) -> "Paint":
    """What colours a text, or leaves it (https://no-color.org)."""
    from tracekit.text.paint import plain

    capable = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return _styled if colour == "always" or (colour == "auto" and capable) else plain


def _styled(text: str, colour: str) -> str:
    return click.style(text, fg=colour)
