"""Short codes to be read from paper and typed in."""

import secrets

# No two that look alike: 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B, U and V.
LETTERS = "34679ACDEFGHJKMNPQRTVWXY"


def campaign_code() -> str:
    """Six signs; it opens nothing that is not public, so it need not be hard to guess, only to mistake."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))
