"""One value, one sequence of bytes: canonical JSON (RFC 8785), which is what gets hashed and signed."""

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Any

import rfc8785


class NotCanonicalError(ValueError):
    """The value has no canonical form: something JSON lacks, a number beyond a double's exactness, half a character, or
    two keys that are one once composed.
    """


def encode(value: Any) -> bytes:
    """The canonical JSON of `value`, its strings and keys in NFC. Raises NotCanonicalError.

    RFC 8785 leaves strings as they are. They are composed first, so that a file whose accents were decomposed on its
    way still has its digest.
    """
    try:
        return rfc8785.dumps(composed(value))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON, as `sha256:` and 64 hexadecimal digits. Raises NotCanonicalError."""
    return f"sha256:{hashlib.sha256(encode(value)).hexdigest()}"


def composed(value: Any) -> Any:
    """`value` with every string and key in NFC. Raises NotCanonicalError when two keys of an object become one."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        items = {composed(key): composed(item) for key, item in value.items()}
        if len(items) != len(value):
            raise NotCanonicalError("two keys of an object are the same once composed")
        return items
    if isinstance(value, list | tuple):
        return [composed(item) for item in value]
    return value
