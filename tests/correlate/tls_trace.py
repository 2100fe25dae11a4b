"""Lines of an SDL trace about TLS, in the shapes of public traces, with addresses and names of our own."""

from pathlib import Path

import tracekit
from tracekit.api import TraceSet
from tracekit.correlate import Expectations

PEER, NODE = "10.10.5.20", "10.10.5.10"
TRUNK = "TRUNK_LAB"


class Trace:
    """A trace file that grows line by line; times are given in seconds after 10:00:00."""

    def __init__(self, node: int = 1) -> None:
        self.node = node
        self._lines = [
            f"00010000.000 |10:00:00.000 |FileHead |UTC:+00:00,Date: 2024/03/01, AppName: CCM, AppId: 100, "
            f"AppNodeId: {node}, AppVersion: CUCM Install=11.5.1.10000-6, HostName: CM{node}, "
            f"HostIPAddress: 10.10.5.{9 + node}, AppStartTime: 2024/02/01 06:00:00, "
            "FileNumber: 7, TraceVer: 3.0\n"
        ]
        self._seq = 10_000

    def line(self, at: float, text: str, kind: str = "AppInfo") -> "Trace":
        """One record."""
        self._seq += 1
        minutes, seconds = divmod(at, 60)
        clock = f"10:{int(minutes):02}:{seconds:06.3f}"
        self._lines.append(f"{self._seq:08}.001 |{clock} |{kind:<9}|{text}\n")
        return self

    def profile(self, at: float = 0.1, names: str = "peer-a", mode: int = 3, instance: int = 16) -> "Trace":
        """The dump of the trunk's configuration."""
        keys = (
            f"SIPTrunkSsp:\n addrList=\n{PEER}||5061\n deviceName={TRUNK}\n localPort=5061\n TransType=3\n"
            f" AllowSrtp=1\n X509SubjectName={names}\n IncomingTransport=3\n OutgoingTransport=3\n"
            f" SecurityMode={mode}\n mOPTIONSPingEnabled=true"
        )
        return self.line(at, f"SIPD({instance}) - processTspData: \n{keys}")

    def created(
        self, at: float, index: int = 12, text: str = "TLS Over TCP", security: int | None = 3
    ) -> "Trace":
        """CUCM opens a connection to the peer."""
        if security is not None:
            stack = "//SIP/SIPHandler/ccbId=0/scbId=0/SIP_PROCESS_ENQUEUE"
            self.line(at - 0.01, f"{stack}: createConnMsg tls_security={security}")
        made = "//SIP/Stack/Transport/0x0/sipConnectionManagerProcessConnCreated: gConnTab=0xb4"
        return self.line(at, f"{made}, addr={PEER}, port=5061, connid={index}, transport={text}")

    def accepted(self, at: float, index: int = 12, peer_port: int = 40123) -> "Trace":
        """The peer opens one."""
        text = f"SIPTcp - New Connection - Index = {index}, Listen Port = 5061, Peer Port = {peer_port}"
        return self.line(at, text)

    def certificate(
        self, at: float, cn: str = "peer-a", cipher: str = "ECDHE-RSA-AES256-GCM-SHA384", index: int = 12,
        port: int = 5061, san: str = "",
    ) -> "Trace":  # fmt: skip
        """The peer's certificate, told twice as CUCM does."""
        facts = (
            f"connIdx= {index} --remoteIP={PEER} --remotePort = {port} --X509SubjectName /C=DE/O=lab/CN={cn} "
            f"--Cipher {cipher} --SubjectAltname ={san}"
        )
        handler, tcp = f"SIPHandler({self.node},100,72,1)", f"SIPTcp({self.node},100,64,1)"
        trunk = f"SIPD({self.node},100,74,16)"
        for number, (state, to, source) in enumerate((("wait", handler, tcp), ("restart0", trunk, handler))):
            columns = f"{'SIPCertificateInd':<38}|{state:<30}|{to:<32}|{source:<32}|"
            tag = f"{self.node},100,17,11.3^*^*"
            self.line(at + number / 1000, f"{columns}{tag:<40}|[T:N-H:0,N:1] {facts}", "SdlSig")
        return self

    def message(
        self, at: float, way: str = "Incoming", index: int = 12, port: int = 5061,
        start: str = "SIP/2.0 200 OK",
        body: str = "", call_id: str = "a1-lab@10.10.5.10", cseq: str = "101 OPTIONS", via: str = "TLS",
    ) -> "Trace":  # fmt: skip
        """A SIP message over the connection."""
        self._net = getattr(self, "_net", 100) + 1
        kind = "Content-Type: application/sdp\r\n" if body else ""
        text = (
            f"{start}\r\nVia: SIP/2.0/{via} {NODE}:5061;branch=z9hG4bK{self._net}\r\n"
            f"From: <sip:1018@{NODE}>;tag=f1\r\n"
            f"To: <sip:9898@{PEER}>;tag=t1\r\nCall-ID: {call_id}\r\nCSeq: {cseq}\r\n{kind}"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )
        if way == "Incoming":
            head = f"SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from {PEER} "
            head += f"on port {port} index {index} "
            head += f"with {len(text)} bytes:"
        else:
            head = f"SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to {PEER} "
            head += f"on port {port} index {index} "
        return self.line(at, f"{head}\n[{self._net},NET]\n{text}")

    def broken(self, at: float, index: int = 12, port: int = 5061) -> "Trace":
        """The connection breaks."""
        stack = "//SIP/Stack/Transport/0x0/sipConnectionManagerProcessSocketExcept: gConnTab=0xb4"
        return self.line(at, f"{stack}, addr={PEER}, port={port}, connid={index}, transport=")

    def closed(self, at: float, index: int = 12, port: int = 5061) -> "Trace":
        """CUCM closes it."""
        stack = "//SIP/Stack/Transport/0x0/sipTransportPostCloseConnection: Posting TCP conn close for"
        return self.line(at, f"{stack} addr={PEER}, port={port}, connid={index}")

    def ssl_error(self, at: float, words: str, port: int = 5061) -> "Trace":
        """OpenSSL refuses."""
        return self.line(at, f"[{self.node}, 100, 17, 5]: HandleSSLError - {words} for {PEER}:{port}")

    def alarm(self, at: float, name: str, **parameters: object) -> "Trace":
        """An alarm with its parameters."""
        told = ", ".join(f"{key}:{value}" for key, value in parameters.items())
        text = (
            f"AlarmClass: CallManager, AlarmName: {name}, AlarmSeverity: Error, AlarmMessage: , "
            f"AlarmDescription: text, AlarmParameters: {told}, AppID:Cisco CallManager, NodeID:CM{self.node},"
        )
        return self.line(at, text, "AlarmErr")

    def until(self, at: float) -> "Trace":
        """The trace goes on so long."""
        return self.line(at, "a line of no family")

    def write(self, folder: Path) -> Path:
        """The file."""
        path = folder / f"SDL{self.node:03}_100_000007.txt"
        path.write_bytes("".join(self._lines).encode())
        return path


def read(folder: Path, *traces: Trace, names: tuple[str, ...] = ()) -> TraceSet:
    """The traces as CUCM would have written them."""
    expected = Expectations(names) if names else None
    return tracekit.open(*(trace.write(folder) for trace in traces), expected=expected)


def wire(folder: Path, *traces: Trace, names: tuple[str, ...] = ()) -> dict[str, object]:
    """The only connection of the traces, null as None."""
    frame = read(folder, *traces, names=names).connections
    (row,) = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return {str(name): value for name, value in row.items()}
