"""Keys that open one registration, and the code that its bearer shows at the door. Made from the site's secret, kept nowhere.

The database holds digests of the keys: who reads it, or a copy of it, opens nobody's registration.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

# No two symbols look alike, and without vowels they spell no words.
SYMBOLS = "2346789CDFHJKMNPQRTVWXY"
CODE_LENGTH = 8


def key_of(secret: str, purpose: str, id: UUID, turn: int) -> str:
    """The key for this purpose ("confirm", "own") of the registration `id`, as it was asked the `turn`th time."""
    return urlsafe_b64encode(_signed(secret, f"{purpose}:{id}:{turn}")).rstrip(b"=").decode("ascii")


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def code_of(secret: str, id: UUID) -> str:
    """The code of a registration: 78 thousand million, which nobody can make up without the secret."""
    number = int.from_bytes(_signed(secret, f"code:{id}"), "big")
    symbols = []
    for _place in range(CODE_LENGTH):
        number, symbol = divmod(number, len(SYMBOLS))
        symbols.append(SYMBOLS[symbol])
    return "".join(symbols)


def typed_code(text: str) -> str:
    """The code in what somebody typed: without spaces, hyphens or small letters."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _signed(secret: str, text: str) -> bytes:
    return hmac.digest(secret.encode(), f"tinkuy.meetings.registration:{text}".encode(), "sha256")
