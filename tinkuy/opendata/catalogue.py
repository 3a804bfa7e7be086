"""Every table that anybody may take away, by explicit import; the page, the downloads and `docs/data.md` are made from it."""

from dataclasses import dataclass

from tinkuy.agenda.datasets import DATASETS as AGENDA
from tinkuy.alliance.datasets import DATASETS as ALLIANCE
from tinkuy.contributions.datasets import DATASETS as CONTRIBUTIONS
from tinkuy.core.datasets import Dataset
from tinkuy.meetings.datasets import DATASETS as MEETINGS
from tinkuy.vocabulary.datasets import DATASETS as VOCABULARY


@dataclass(frozen=True)
class Chapter:
    """The tables of one room, under the question that the room answers."""

    slug: str
    title: str
    datasets: tuple[Dataset, ...]


CHAPTERS = (
    Chapter("que-se-dijo", "Qué se dijo", CONTRIBUTIONS),
    Chapter("que-se-pide", "Qué se pide, con qué palabras y de dónde sale", AGENDA),
    Chapter("donde-nos-encontramos", "Dónde nos encontramos", MEETINGS),
    Chapter("quienes-somos", "Quiénes somos", ALLIANCE),
    Chapter("con-que-palabras-se-ordena", "Con qué palabras se ordena", VOCABULARY),
)
CATALOGUE: dict[str, Dataset] = {dataset.slug: dataset for chapter in CHAPTERS for dataset in chapter.datasets}
