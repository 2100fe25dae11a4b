"""Certificate presentations as logged: each is told twice, to SIPHandler and to the trunk or phone."""

import pandas as pd

from tracekit.correlate.connections import connection_id
from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame
from tracekit.tls.subject import common_name


def certificates(events: Frames) -> Frame:
    """The certificates table: one row a SIPCertificateInd, in the order of the trace."""
    frame = events["certificate"]
    names = [common_name(None if pd.isna(subject) else subject) for subject in frame["subject"]]
    return frame.assign(
        cn=pd.Series(names, index=frame.index, dtype="str"),
        connection=connection_id(frame),
        receiver=frame["destination"],
        source="trace",
    )
