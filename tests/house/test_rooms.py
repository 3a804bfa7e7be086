"""What the import contracts cannot say: views and forms are known only in their own room."""

import grimp
import pytest


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("tinkuy", cache_dir=None)


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


@pytest.mark.parametrize("kind", ["views", "forms"])
def test_views_and_forms_stay_in_their_room(graph, kind):
    strays = {
        f"{importer} imports {module}"
        for module in graph.modules
        if module.split(".")[2:3] == [kind]
        for importer in graph.find_modules_that_directly_import(module)
        if room_of(importer) != room_of(module)
    }

    assert strays == set()
