"""The first record of an SDL file: node, service, version and process start.

The only record that tells date, UTC offset and node (SDL TraceVer 3.0, CUCM 10.5 to 15); versions can be
garbled by tools that mask addresses.
"""

from tracekit.events.event import Event

EVENT = Event(
    title="Head of a trace file",
    columns={
        "utc_offset": "what the node's clock is ahead of UTC when the file begins, ±HH:MM",
        "date": "date of the first record, by the node's clock, YYYY/MM/DD",
        "app_name": "service that writes the file (CCM, CTIManager …)",
        "app_id": "number of that service: 100 CallManager, 200 CTIManager",
        "node": "number of the CUCM node that wrote the trace",
        "version": "version of the service as printed",
        "host": "host name of the node",
        "host_ip": "address of the node",
        "epoch": "start of the process, by the node's clock; its counters restart with it",
        "file_number": "order of the files of one epoch; not the number in the file's name",
        "trace_version": "version of the trace format",
    },
)
