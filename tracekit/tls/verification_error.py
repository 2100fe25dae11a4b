"""Why a certificate was not accepted: `(Verification error:18)` in HandleSSLError lines.

The numbers are X509_V_ERR_* of OpenSSL's x509_vfy.h; 18 is seen in public traces, the others follow from the
library that CUCM uses. The numbers are those of OpenSSL 1.0 and 1.1; in OpenSSL 3 what was 24 is 79.
"""

from collections.abc import Mapping

from tracekit.tls.reason import Reason, explained, table

_TRUST = "upload the root and every intermediate CA of the peer as CallManager-trust on every node"
_SELF = "upload the peer's own certificate as CallManager-trust on every node, or have a CA sign it"
_CLOCK = "check the clock (NTP) on both ends, or wait"
_RENEW = "issue and upload a new certificate, restart CallManager"
_CRL = "publish a current revocation list where the certificate says, or turn the check off"
_REISSUE = "have the certificate issued again with the right extensions"
_PURPOSE = "have it issued for serverAuth and clientAuth: CUCM is client and server"
_STRONGER = "make a new key and certificate: RSA of 2048 bits or more, SHA-256 or better"

VERIFICATION_ERRORS: Mapping[int, Reason] = table(
    (
        Reason(0, "OK", "the certificate was accepted"),
        Reason(1, "UNSPECIFIED", "the library gives no reason"),
        Reason(
            2, "UNABLE_TO_GET_ISSUER_CERT", "the certificate of an issuer in the chain is missing", _TRUST
        ),
        Reason(3, "UNABLE_TO_GET_CRL", "the revocation list of the issuer is missing", _CRL),
        Reason(4, "UNABLE_TO_DECRYPT_CERT_SIGNATURE", "the signature cannot be read", _REISSUE),
        Reason(6, "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "the issuer's public key cannot be read", _TRUST),
        Reason(
            7,
            "CERT_SIGNATURE_FAILURE",
            "the issuer's key did not make the signature: another CA of that name, or a damaged file",
            _TRUST,
        ),
        Reason(8, "CRL_SIGNATURE_FAILURE", "the signature of the revocation list is wrong", _CRL),
        Reason(9, "CERT_NOT_YET_VALID", "the certificate is not valid yet", _CLOCK),
        Reason(10, "CERT_HAS_EXPIRED", "the certificate has expired", _RENEW),
        Reason(11, "CRL_NOT_YET_VALID", "the revocation list is not valid yet", _CLOCK),
        Reason(12, "CRL_HAS_EXPIRED", "the revocation list has expired", _CRL),
        Reason(13, "ERROR_IN_CERT_NOT_BEFORE_FIELD", "the begin of validity is no date", _REISSUE),
        Reason(14, "ERROR_IN_CERT_NOT_AFTER_FIELD", "the end of validity is no date", _REISSUE),
        Reason(17, "OUT_OF_MEM", "the node ran out of memory"),
        Reason(
            18,
            "DEPTH_ZERO_SELF_SIGNED_CERT",
            "the peer's certificate is self-signed and not in the trust store",
            _SELF,
        ),
        Reason(
            19, "SELF_SIGNED_CERT_IN_CHAIN", "the chain ends at a root that is not in the trust store", _TRUST
        ),
        Reason(
            20,
            "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
            "the issuer of the peer's certificate is not in the trust store",
            _TRUST,
        ),
        Reason(
            21,
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "the peer sent only its own certificate and its issuer is not in the trust store",
            _TRUST,
        ),
        Reason(22, "CERT_CHAIN_TOO_LONG", "the chain is longer than allowed"),
        Reason(23, "CERT_REVOKED", "the certificate is revoked", _RENEW),
        Reason(
            24,
            "INVALID_CA",
            "a certificate of the chain is no CA",
            "have the chain issued by a CA certificate (basic constraints CA)",
        ),
        Reason(25, "PATH_LENGTH_EXCEEDED", "a CA of the chain may not have CAs below it", _REISSUE),
        Reason(
            26,
            "INVALID_PURPOSE",
            "the certificate may not be used for this: its extended key usage lacks clientAuth or serverAuth",
            _PURPOSE,
        ),
        Reason(27, "CERT_UNTRUSTED", "the root is not trusted for this purpose", _TRUST),
        Reason(28, "CERT_REJECTED", "the root rejects this purpose", _TRUST),
        Reason(
            29,
            "SUBJECT_ISSUER_MISMATCH",
            "the issuer's subject is not the issuer that the certificate names",
            _TRUST,
        ),
        Reason(
            30,
            "AKID_SKID_MISMATCH",
            "the key identifiers of certificate and issuer differ: the CA has a newer key",
            _TRUST,
        ),
        Reason(
            31,
            "AKID_ISSUER_SERIAL_MISMATCH",
            "the certificate names another serial number of its issuer",
            _TRUST,
        ),
        Reason(
            32,
            "KEYUSAGE_NO_CERTSIGN",
            "the issuer's key usage does not allow it to sign certificates",
            _REISSUE,
        ),
        Reason(34, "UNHANDLED_CRITICAL_EXTENSION", "a critical extension is not understood", _REISSUE),
        Reason(37, "INVALID_NON_CA", "a CA certificate stands where a peer's belongs", _REISSUE),
        Reason(39, "KEYUSAGE_NO_DIGITAL_SIGNATURE", "the key usage lacks digitalSignature", _REISSUE),
        Reason(41, "INVALID_EXTENSION", "an extension is wrong or inconsistent", _REISSUE),
        Reason(47, "PERMITTED_VIOLATION", "the name lies outside what its CA may certify", _REISSUE),
        Reason(48, "EXCLUDED_VIOLATION", "the name is excluded by its CA", _REISSUE),
        Reason(50, "APPLICATION_VERIFICATION", "the application refused it", None),
        Reason(
            62,
            "HOSTNAME_MISMATCH",
            "the names in the certificate are not the expected one",
            "expect a name that the certificate has, or re-issue it",
        ),
        Reason(
            64,
            "IP_ADDRESS_MISMATCH",
            "the address in the certificate is not the expected one",
            "expect a name that the certificate has, or re-issue it",
        ),
        Reason(66, "EE_KEY_TOO_SMALL", "the peer's key is too short for the security level", _STRONGER),
        Reason(67, "CA_KEY_TOO_SMALL", "a CA's key is too short for the security level", _STRONGER),
        Reason(68, "CA_MD_TOO_WEAK", "the chain is signed with MD5 or SHA-1", _STRONGER),
        Reason(
            79,
            "INVALID_CA",
            "a certificate of the chain is no CA (OpenSSL 3)",
            "have the chain issued by a CA certificate (basic constraints CA)",
        ),
    )
)


def explain_verification_error(number: int | None) -> str | None:
    """What `Verification error:N` means and what helps; `unknown code N`; null for no number."""
    return explained(VERIFICATION_ERRORS, number)
