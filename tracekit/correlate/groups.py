"""Connected parts of a graph of legs: what is tied together, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def groups(nodes: Iterable[str], ties: Iterable[tuple[str, str]]) -> pd.Series[str]:
    """The smallest member of the part that each node lies in, indexed by node; union by path halving."""
    parent = {node: node for node in nodes}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in ties:
        parent.setdefault(one, one)
        parent.setdefault(other, other)
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return pd.Series({node: root(node) for node in parent}, dtype="str")
