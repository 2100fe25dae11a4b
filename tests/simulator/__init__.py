"""Writes synthetic CUCM traces from a described scenario, together with the true answer.

A scenario is a set of *steps* (generators that yield milliseconds to wait) run by a ``Schedule`` over one or
more ``Node``s. Every record is written at the moment its step reaches it, so overlapping calls interleave as
the threads of a CallManager do: time never goes back in a file, sequence numbers do a little.

All line shapes follow what was seen in public CUCM 9.1, 10.5 and 11.5 traces; every number, name, address and
sentence of a sample is invented.
"""
