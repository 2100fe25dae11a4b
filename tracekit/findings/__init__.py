"""Diagnoses with the records that prove them: one module a check, in ``checks``, discovered."""

from tracekit.findings.catalogue import Check, checks
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.proof import places
from tracekit.findings.table import findings

__all__ = ["Check", "Finding", "Frames", "checks", "findings", "places"]
