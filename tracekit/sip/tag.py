"""CUCM's own From and To tags: they carry the identity of the leg."""

import re
from dataclasses import dataclass

GUID = r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
CUCM_TAG = re.compile(rf"([0-9]{{1,10}})[~-]({GUID})-([0-9]{{1,10}})")
"""Web pages turn the ``~`` into ``-`` (seen on the page of the CA-signed trunk example)."""


@dataclass(frozen=True, slots=True)
class CucmTag:
    """``<ccbId>~<cluster GUID>-<CI>``: the SIP dialog at the node, the cluster, the leg of the call."""

    ccb_id: int
    cluster_guid: str
    ci: int


def read_cucm_tag(tag: str) -> CucmTag | None:
    """Reads a tag that CUCM made (10.5, 11.5 and 9.1 traces); null for anybody else's.

    The cluster's GUID comes back in lower case, so that it compares equal however it was printed.
    """
    match = CUCM_TAG.fullmatch(tag)
    if match is None:
        return None
    return CucmTag(ccb_id=int(match[1]), cluster_guid=match[2].lower(), ci=int(match[3]))
