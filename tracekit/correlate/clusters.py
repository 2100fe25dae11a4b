"""Which files come from one cluster: call identifiers are only told apart within it.

CUCM's own tags name the cluster's GUID. Nodes whose files hold none are put with the cluster of the
collection when there is only one, else they stand alone.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.join import Frame
from tracekit.correlate.tags import own_tag


def clusters(sip: Frame, members: Frame) -> pd.Series[Any]:
    """Cluster names by member: a GUID, or the member's own life where it cannot be known.

    ``sip``: the sip_message events; ``members`` with ``member, life, node, host``.
    """
    tagged = sip.assign(cluster_guid=own_tag(sip)["cluster_guid"]).dropna(subset=["cluster_guid"])
    told = tagged.groupby("life")["cluster_guid"].agg(_most_common)
    guids = sorted(set(told))
    lives = members["life"].map(told).astype("str")
    of_host = members.assign(cluster=lives).dropna(subset=["cluster", "host"]).groupby("host")["cluster"]
    by_host = of_host.first()[of_host.nunique() == 1]
    lives = lives.fillna(members["host"].map(by_host).astype("str"))
    alone = _the_only(guids[0], members, lives) if len(guids) == 1 else members["life"]
    if not guids:  # nothing names a cluster: one collection is one cluster
        alone = pd.Series("cluster", index=members.index, dtype="str")
    return pd.Series(lives.fillna(alone).to_numpy(), index=members["member"].to_numpy(), dtype="str")


def _the_only(guid: str, members: Frame, lives: pd.Series[Any]) -> pd.Series[Any]:
    """The one cluster that is named, but for hosts whose node number another host of it has already."""
    named = members[lives == guid].dropna(subset=["node", "host"])
    hosts = named.groupby("node")["host"].agg(set)
    stranger = [
        node in hosts.index and pd.notna(host) and host not in hosts[node]
        for node, host in zip(members["node"], members["host"], strict=True)
    ]
    return pd.Series(guid, index=members.index, dtype="str").mask(
        pd.Series(stranger, index=members.index), members["life"]
    )


def _most_common(guids: pd.Series[Any]) -> str:
    counts = guids.value_counts()
    return str(min(counts.index[counts == counts.max()]))
