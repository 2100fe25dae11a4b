"""Reason codes of CUCM's own alarms and of its MIB.

Sources: ConnectionFailure 2 in a public trace (devices over Expressway); the device codes are
CcmDevFailCauseCode and CcmDevRegFailCauseCode of CISCO-CCM-MIB, of which the alarms EndPoint… use the second;
SIPTrunkOOS from the Managed Services Guide 8.5. That ConnectionFailure 1 and 4 mean what is written here is
commonly said, but stands in no public trace.
"""

from collections.abc import Mapping

from tracekit.tls.reason import Reason, explained, table

SECURITY_MISMATCH = 28
"""CcmDevRegFailCauseCode of a device that comes with another security mode."""

_NAMES = (
    "expect the name that the certificate has (X.509 Subject Name, device name), or re-issue the certificate"
)
_MODE = "set the same device security mode on both ends, apply the configuration and reset"
_AUTHENTICATION = "check the certificates and trust stores of both ends (for phones LSC, CTL and CAPF)"
_CIPHER = "align TLS ciphers and the device security mode of both ends"

CONNECTION_FAILURES: Mapping[int, Reason] = table(
    (
        Reason(1, "AuthenticationError", "the certificate of the device was not accepted", _AUTHENTICATION),
        Reason(
            2,
            "InvalidX509NameInCertificate",
            "neither common name nor SAN of the certificate is the expected name",
            _NAMES,
        ),
        Reason(4, "InvalidTLSCipher", "the cipher does not fit the security mode of the device", _CIPHER),
    )
)
"""`Reason code` of the alarm ConnectionFailure: CUCM failed to open a TLS connection for a device."""

DEVICE_FAILURES: Mapping[int, Reason] = table(
    (
        Reason(0, "noError", "no failure"),
        Reason(1, "unknown", "the device failed for a reason that CUCM does not know"),
        Reason(2, "noEntryInDatabase", "the device is not configured"),
        Reason(3, "databaseConfigurationError", "the configuration of the device is wrong"),
        Reason(4, "deviceNameUnresolveable", "the device name could not be resolved"),
        Reason(5, "maxDevRegReached", "the node holds as many devices as it may"),
        Reason(6, "connectivityError", "the connection was interrupted"),
        Reason(7, "initializationError", "CUCM could not initialise the device"),
        Reason(8, "deviceInitiatedReset", "the device reset itself"),
        Reason(9, "callManagerReset", "the device was reset from CUCM"),
        Reason(10, "authenticationError", "the certificate of the device was not accepted", _AUTHENTICATION),
        Reason(
            11, "invalidX509NameInCertificate", "the name in the certificate is not the expected one", _NAMES
        ),
        Reason(12, "invalidTLSCipher", "the cipher does not fit the security mode of the device", _CIPHER),
        Reason(
            13, "directoryNumberMismatch", "the directory number of the REGISTER is not that of the device"
        ),
        Reason(14, "malformedRegisterMsg", "the REGISTER could not be read"),
        Reason(15, "protocolMismatch", "the device speaks another protocol than its configuration says"),
        Reason(16, "deviceNotActive", "the device is not active"),
        Reason(
            17,
            "authenticatedDeviceAlreadyExists",
            "an authenticated device of this name is registered already",
        ),
        Reason(18, "obsoleteProtocolVersion", "the protocol version of the device is too old"),
        Reason(23, "databaseTimeout", "the database did not answer in time"),
        Reason(25, "registrationSequenceError", "the device did not register in the expected order"),
        Reason(26, "invalidCapabilities", "the device gave capabilities that cannot be"),
        Reason(27, "capabilityResponseTimeout", "the device did not tell its capabilities in time"),
        Reason(
            SECURITY_MISMATCH,
            "securityMismatch",
            "the device comes with another security mode than it is configured for",
            _MODE,
        ),
        Reason(29, "autoRegisterDBError", "auto-registration failed in the database"),
        Reason(30, "dbAccessError", "the database could not be read"),
        Reason(31, "autoRegisterDBConfigTimeout", "auto-registration: the database did not answer in time"),
        Reason(32, "deviceTypeMismatch", "the device is of another type than it is configured for"),
        Reason(
            33,
            "addressingModeMismatch",
            "the device uses another IP addressing mode than it is configured for",
        ),
    )
)
"""CcmDevRegFailCauseCode, of which 0 to 14 are the older CcmDevFailCauseCode."""

TRUNK_LOCAL: Mapping[int, Reason] = table(
    (
        Reason(
            1,
            "request timeout",
            "the peer did not answer OPTIONS",
            "check route, firewall and that the peer listens",
        ),
        Reason(
            2,
            "no socket",
            "CUCM could not open a connection to the peer; a failed TLS handshake counts here too",
            "check port, firewall and, with TLS, the certificates of both ends",
        ),
        Reason(
            3,
            "DNS query failed",
            "the destination of the trunk could not be resolved",
            "check the A or SRV record and the node's DNS",
        ),
    )
)
"""`Local = N` of the alarm SIPTrunkOOS; `Remote = N` is the SIP status that the peer answered."""


def explain_connection_failure(number: int | None) -> str | None:
    """What the reason of ConnectionFailure means; `unknown code N`; null for no number."""
    return explained(CONNECTION_FAILURES, number)


def explain_device_failure(number: int | None) -> str | None:
    """What a device's failure code means; `unknown code N`; null for no number."""
    return explained(DEVICE_FAILURES, number)


def explain_trunk_out_of_service(local: int | None = None, remote: int | None = None) -> str | None:
    """What `Local = N` or `Remote = N` of SIPTrunkOOS means; null when neither is given."""
    if local is not None:
        return explained(TRUNK_LOCAL, local)
    if remote is None:
        return None
    return f"{remote}: the peer answered OPTIONS with this SIP status (RFC 3261 section 21)"
