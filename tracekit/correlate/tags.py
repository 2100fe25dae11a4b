"""CUCM's own tag on its SIP messages: `<ccbId>~<cluster GUID>-<CI>`."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.join import Frame


def own_tag(sip: Frame) -> dict[str, pd.Series[Any]]:
    """``ci, ccb_id, cluster_guid`` of the local tag of each sip_message event.

    The local tag is the From tag of what CUCM asks and the To tag of what it answers (RFC 3261 section
    12.1); the other tag may be another cluster's.
    """
    ours_is_from = (sip["direction"] == "Outgoing") == sip["method"].notna()
    return {
        name: sip[f"from_{name}"].where(ours_is_from, sip[f"to_{name}"])
        for name in ("ci", "ccb_id", "cluster_guid")
    }
