"""Ids that are made where the thing is made, and that sort by when."""

import os
import time
from uuid import NAMESPACE_URL, UUID, uuid5


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562, version 7): new rows land at the end of the index, not all over it."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


def named(kind: str, key: str) -> UUID:
    """The same UUID for the same kind and key on every machine: what is loaded twice is one thing."""
    return uuid5(NAMESPACE_URL, f"tinkuy:{kind}/{key}")
