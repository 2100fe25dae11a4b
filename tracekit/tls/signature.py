"""Whether one certificate's key signed another.

cryptography verifies certificates by what is allowed today and refuses MD5 and SHA-1. Certificates of CUCM 9
and 10 are signed with SHA-1, so these signatures are checked by hand; that they are weak is another finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509


def signed_by(child: x509.Certificate, parent: x509.Certificate) -> bool | None:
    """Whether ``parent`` is named as issuer of ``child`` and its key made the signature.

    Null when the algorithm is not known here.
    """
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    if child.issuer != parent.subject:
        return False
    try:
        child.verify_directly_issued_by(parent)
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, TypeError, ValueError):
        return _signed_of_old(child, parent)
    return True


def _signed_of_old(child: x509.Certificate, parent: x509.Certificate) -> bool | None:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    try:
        key, digest = parent.public_key(), child.signature_hash_algorithm
        if not isinstance(digest, hashes.SHA1 | hashes.MD5):
            return None
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(child.signature, child.tbs_certificate_bytes, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(child.signature, child.tbs_certificate_bytes, ec.ECDSA(digest))
        else:
            return None
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, TypeError, ValueError):
        return None
    return True
