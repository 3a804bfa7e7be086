"""Every table that anybody may take away, by explicit import; the page, the downloads and `docs/data.md` are made from it."""

from tinkuy.alliance.datasets import DATASETS as ALLIANCE
from tinkuy.contributions.datasets import DATASETS as CONTRIBUTIONS
from tinkuy.core.datasets import Dataset
from tinkuy.meetings.datasets import DATASETS as MEETINGS

CATALOGUE: dict[str, Dataset] = {dataset.slug: dataset for dataset in (*ALLIANCE, *MEETINGS, *CONTRIBUTIONS)}
