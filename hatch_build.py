"""Compile translations (.po → .mo) so that the wheel, and a checkout, speak Spanish. Needs no gettext.

`python hatch_build.py` does it for the checkout; the build of the wheel does it by itself.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent


def compile_messages(root: Path = ROOT) -> int:
    """Write each catalogue's .mo beside its .po; returns how many."""
    catalogues = sorted((root / "tinkuy").rglob("*.po"))
    for path in catalogues:
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parents[1].name)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(catalogues)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_messages(Path(self.root))


if __name__ == "__main__":
    print(f"· {compile_messages()} catalogues compiled")
