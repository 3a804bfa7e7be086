"""Links that open a door once: made anew from a secret whenever they are written, and known again by their digest."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from uuid import UUID


def one_time_token(secret: str, purpose: str, id: UUID, sent_at: datetime) -> str:
    """The token of the letter that went out for this row at this moment. Without `secret` nobody can make it."""
    message = f"{purpose}/{id}/{sent_at.astimezone(UTC).isoformat()}".encode()
    made = hmac.new(hashlib.sha256(secret.encode()).digest(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode("ascii")


def digest_of(token: str) -> str:
    """What is kept of a token, from which nobody gets it back."""
    return hashlib.sha256(token.encode()).hexdigest()
