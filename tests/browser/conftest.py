"""A real browser on a real server with the demo's data. Skipped, saying so, only where there is no browser and no CI."""

import os

import pytest

from scripts import crawl, demo_data

BROWSER = demo_data.chromium()


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker("browser")
            if BROWSER is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": BROWSER, "args": demo_data.CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Address of the served demo, and the password of its secretariat."""
    folder = tmp_path_factory.mktemp("demo")
    password = demo_data.load(folder)
    with demo_data.served(folder) as address:
        yield address, password


@pytest.fixture(scope="session")
def site(demo):
    return demo[0]


@pytest.fixture(scope="session")
def walked(site):
    """Up to two public pages of each kind of address, and the links that lead nowhere."""
    return crawl.walk(site, of_each=2)


@pytest.fixture(scope="session")
def public_pages(walked):
    return walked.pages
