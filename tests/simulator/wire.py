"""Messages and connections as a node's trace shows them."""

from .node import Connection, Node, Transport
from .record import Group
from .sip import Message

_NEW_MESSAGE = "(SIP_NETWORK_MSG), for event 1 (SIPSPI_EV_NEW_MESSAGE)"
_EVENT = "//SIP/Stack/Info/0x0/ccsip_process_sipspi_queue_event: ccsip_spi_get_msg_type returned: 2 "
_STACK = "//SIP/Stack/Transport/0x0/"


def receive(node: Node, connection: Connection, message: Message, device: str = "*") -> Group:
    """A message comes in; gives the open records of the SIP handler that reads it, for lines that follow."""
    connection.reads += 1
    tag = node.connection_tag(connection, device)
    tcp, handler = node.process("SIPTcp"), node.process("SIPHandler")
    socket = node.process(connection.socket, connection.instance)
    size = len(message.text.encode())
    read = node.plain_signal("SdlReadRsp", tcp, socket, tag)
    read.info(f"SIPTcp - SdlRead bufferLen={size}")
    read.info(
        f"SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from {connection.ip} on port {connection.port} "
        f"index {connection.index} with {size} bytes:\n{_network_text(node, message)}"
    )
    node.messages += 1
    read.info(f"SIPTcp - SignalCounter = {4000 + node.messages}")
    group = node.plain_signal("SIPSPISignal", handler, tcp, tag)
    group.info(_EVENT + _NEW_MESSAGE)
    group.info(f"{_STACK}sipTransportProcessNWNewConnMsg: context=(nil)")
    group.info(f"{_STACK}sipConnectionManagerProcessNewConnMsg: {_where(node, connection)}")
    group.info(
        "//SIP/Stack/Info/0x0/sipHolderGetConnInstance: Return existing "
        f"connection for port {connection.port} "
        f"connId {connection.index}"
    )
    return group


def send(node: Node, connection: Connection, message: Message, tag: str) -> None:
    """A message is handed to the socket."""
    group = node.plain_signal("SIPSPISignal", node.process("SIPTcp"), node.process("SIPHandler"), tag)
    group.info(
        f"SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to {connection.ip} on port {connection.port} "
        f"index {connection.index} \n{_network_text(node, message)}"
    )
    node.messages += 1
    if node.release.name == "11.5":
        kind = node.release.process_type(connection.socket)
        node.trace.alone(
            "AppInfo",
            f"SIPSocketProtocol({node.place.number},100,{kind},{connection.instance})::handleWriteComplete",
        )


def _network_text(node: Node, message: Message) -> str:
    return f"[{node.count('net')},NET]\n{message.text}"


def open_to(node: Node, connection: Connection, waited: Group) -> None:
    """The stack tells, in its own records, that the connection it asked for exists."""
    tag = node.connection_tag(connection)
    group = node.plain_signal("SIPSPISignal", node.process("SIPHandler"), node.process("SIPTcp"), tag)
    group.info(_EVENT + "(SIP_NETWORK_MSG), for event 57 (SIPSPI_EV_NEW_CONNECTION)")
    waited.info(f"//SIP/SIPHandler/ccbId=0/scbId=0/sip_stop_timer: timerContext={node.identity.address()} "
                "type=SIP_TIMER_CONN_CREATE value=5000 retries=0")  # fmt: skip
    group.info(f"{_STACK}sipConnectionManagerProcessConnCreated: {_where(node, connection)}")
    connection.opened = node.instant()


def new_connection(
    node: Node, ip: str, port: int, transport: Transport, device: str, local_port: int | None
) -> Connection:
    """Number a connection without a word in the trace: as one that was there before the trace begins."""
    connection = Connection(node.count("connection"), ip, port, transport, 0, device, local_port)
    connection.instance = node.instance(connection.socket)
    node.connections.append(connection)
    return connection


def accept(node: Node, connection: Connection) -> None:
    """The peer connects: listener, SIPTcp and the handler tell of it, two of them at once."""
    listener = node.process("SdlTCPListener", 3)
    socket = node.process(connection.socket, connection.instance)
    tcp, handler = node.process("SIPTcp"), node.process("SIPHandler")
    tag = node.own_tag("SdlTCPListener", f"3.{connection.index - 10}")
    node.trace.alone("Created", _created(node, socket, listener))
    group = node.plain_signal("SdlConnectionInd", tcp, socket, tag)
    ports = f"Listen Port = {connection.local_port}, Peer Port = {connection.port}"
    group.info(f"SIPTcp - Connection Indication - {ports}")
    event = node.plain_signal("SIPSPISignal", handler, tcp, tag)
    event.info(_EVENT + "(SIP_NETWORK_MSG), for event 57 (SIPSPI_EV_NEW_CONNECTION)")
    group.info(f"SIPTcp - New Connection - Index = {connection.index}, {ports}")
    event.info(f"{_STACK}sipTransportProcessNWNewConnMsg: context=(nil)")
    event.info(f"{_STACK}sipConnectionManagerProcessNewConnMsg: {_where(node, connection)}")
    event.info(
        f"{_STACK}sipCreateConnInstance: Created new accptd conn={node.identity.address()}, "
        f"connid={connection.index}, addr={connection.ip}, port={connection.port}, "
        f"transport={connection.printed_transport}"
    )
    connection.opened = node.instant()


def _created(node: Node, process: str, by: str) -> str:
    alive = len(node.connections)
    return f"{'':<38} |{'':<30} |{process:<32} |{by:<32} |{'':<40} |NumOfCurrentInstances: {alive}"


def certificate(node: Node, connection: Connection, receiver: str) -> None:
    """The handshake is over: the peer's certificate goes to the handler, and on to the trunk."""
    tag = node.own_tag(connection.socket, f"{connection.instance}.3")
    rest = (
        f"connIdx= {connection.index} --remoteIP={connection.ip} --remotePort = {connection.port} "
        f"--X509SubjectName {connection.subject} --Cipher {connection.cipher} --SubjectAltname ="
    )
    handler = node.process("SIPHandler")
    node.signal("SIPCertificateInd", handler, node.process("SIPTcp"), tag, rest)
    node.signal("SIPCertificateInd", receiver, handler, tag, rest, state="restart0")


def reset(node: Node, connection: Connection) -> None:
    """The peer is gone without a word."""
    connection.reads += 1
    tag = node.own_tag(connection.socket, f"{connection.instance}.{connection.reads}")
    tcp, handler = node.process("SIPTcp"), node.process("SIPHandler")
    peer = f"addr={connection.ip}, port={connection.port}, connid={connection.index}"
    group = node.plain_signal("SIPSPISignal", handler, tcp, tag)
    group.info(_EVENT + "(SIP_NETWORK_MSG), for event 58 (SIPSPI_EV_SOCKET_ERROR)")
    group.info(f"{_STACK}sipTransportProcessNWSocketException: context=(nil)")
    table = f"gConnTab={node.connection_table}"
    group.info(f"{_STACK}sipConnectionManagerProcessSocketExcept: {table}, {peer}, transport=")
    group.info(
        "//SIP/Stack/Info/0x0/sipConnectionManagerProcessSocketExcept: "
        "Handling TCP reset for all contexts on connection"
    )
    group.info(f"{_STACK}sipTransportPostCloseConnection: Posting TCP conn close for {peer}")
    closing = node.plain_signal("SIPSPISignal", tcp, handler, tag)
    closing.info(f"SIPTcp - Did not find table entry in Close Msg,Index = {connection.index}")
    rest = f" controlOperation=1 IP={connection.ip} connIndex={connection.index}"
    node.signal("SIPConnControlInd", handler, tcp, tag, rest)
    up = node.signal("SIPConnControlInd", node.process("SIPStationInit"), handler, tag, rest)
    up.info(
        f"SIPStationInit: connID={connection.index}, {connection.device}, {connection.ip}:{connection.port}, "
        "Received SIPConnControlInd on a non-shared connection"
    )
    connection.closed = node.instant()


def _where(node: Node, connection: Connection) -> str:
    return (
        f"gConnTab={node.connection_table}, addr={connection.ip}, port={connection.port}, "
        f"connid={connection.index}, transport={connection.printed_transport}"
    )
