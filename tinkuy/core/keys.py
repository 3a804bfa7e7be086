"""Secrets that an installation makes for itself, once, and keeps beside its data."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The secret kept in `path`, made there on first use and readable by its owner only.

    Two processes that start at once agree: the file appears whole, and the first one to link it wins.
    """
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}.new")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
