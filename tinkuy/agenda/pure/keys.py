"""The keys versions are signed with: Ed25519, written in base64; a fingerprint to print, read aloud and compare."""

import base64
import binascii
import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_KEY_BYTES = 32
_FINGERPRINT = re.compile("[0-9a-f]{32}")


class NotAKeyError(ValueError):
    """The text is not the base64 of a 32-byte key, nor a fingerprint where one would do."""


def generate_private_key() -> str:
    """A new private key: the base64 of its 32 bytes. Whoever has it signs in the alliance's name."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def load_private_key(written: str) -> Ed25519PrivateKey:
    """The key that `generate_private_key` wrote. Raises NotAKeyError."""
    return Ed25519PrivateKey.from_private_bytes(_key_bytes(written))


def public_key_of(private_key: Ed25519PrivateKey) -> str:
    """What may be published, in base64."""
    return base64.b64encode(private_key.public_key().public_bytes_raw()).decode()


def fingerprint(public_key: str) -> str:
    """128 bits of the public key's SHA-256, in eight groups of four hexadecimal digits. Raises NotAKeyError."""
    digits = hashlib.sha256(_key_bytes(public_key)).hexdigest()[:32]
    return "-".join(digits[at : at + 4] for at in range(0, 32, 4))


def trusted_fingerprint(written: str) -> str:
    """The fingerprint meant by `written`: a public key, or a fingerprint with any grouping. Raises NotAKeyError."""
    digits = re.sub(r"[\s:-]", "", written).lower()
    if _FINGERPRINT.fullmatch(digits):
        return "-".join(digits[at : at + 4] for at in range(0, 32, 4))
    return fingerprint(written)


def sign(message: bytes, private_key: Ed25519PrivateKey) -> str:
    """The signature of `message`, in base64."""
    return base64.b64encode(private_key.sign(message)).decode()


def is_signed(message: bytes, signature: str, public_key: str) -> bool:
    """Did the owner of `public_key` sign `message`? False, too, when signature or key are not even well written."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_key_bytes(public_key))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _key_bytes(written: str) -> bytes:
    try:
        raw = base64.b64decode(written.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAKeyError from error
    if len(raw) != _KEY_BYTES:
        raise NotAKeyError
    return raw
