"""The licences under which tables are given away, by their SPDX names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    name: str
    title: str
    url: str


LICENCES = {
    licence.name: licence
    for licence in (
        Licence(
            "CC-BY-4.0",
            "Creative Commons Atribución 4.0 Internacional",
            "https://creativecommons.org/licenses/by/4.0/deed.es",
        ),
        Licence("MIT", "Licencia MIT", "https://opensource.org/license/mit"),
    )
}
