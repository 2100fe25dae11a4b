"""Ladders and calls for the terminal, and trace text made fit to be shown."""

from tracekit.secrets import REMOVED, without_secrets
from tracekit.text.call_block import CallBlocks, render_call_block
from tracekit.text.calls import render_calls
from tracekit.text.heading import clock_words, heading_words, participant_words
from tracekit.text.ladder import render_ladder, spoken_delta
from tracekit.visible import cells, clipped, visible

__all__ = [
    "REMOVED",
    "CallBlocks",
    "cells",
    "clipped",
    "clock_words",
    "heading_words",
    "participant_words",
    "render_call_block",
    "render_calls",
    "render_ladder",
    "spoken_delta",
    "visible",
    "without_secrets",
]
