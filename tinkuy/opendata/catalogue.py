"""Every table that anybody may take away, by explicit import; the page, the downloads and `docs/data.md` are made from it."""

from tinkuy.core.datasets import Dataset

CATALOGUE: dict[str, Dataset] = {
    dataset.slug: dataset for dataset in ()
}
