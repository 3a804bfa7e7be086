"""The key with which this installation signs versions."""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tinkuy.agenda.pure import keys
from tinkuy.core.keys import kept_secret


def signing_key() -> Ed25519PrivateKey:
    """The key of TINKUY_SIGNING_KEY (base64 of 32 bytes), else one made on first use from the secret in signing.key.

    Raises NotAKeyError when the variable holds no key.
    """
    if settings.SIGNING_KEY:
        return keys.load_private_key(settings.SIGNING_KEY)
    secret = kept_secret(settings.DATA_DIR / "signing.key")
    return keys.load_private_key(base64.b64encode(hashlib.sha256(secret.encode()).digest()).decode())


def public_key() -> str:
    """What anybody may hold, in base64."""
    return keys.public_key_of(signing_key())
