"""What holds on every page that the secretariat comes to by links: forms, lists, and what only she reads."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts import crawl, demo_data

TOUCHED = "main a.button, main button, main select, main textarea, main input:not([type=hidden], [type=checkbox], [type=radio])"
TOO_SMALL = f"""[...document.querySelectorAll('{TOUCHED}')]
    .filter(each => each.offsetParent && each.getBoundingClientRect().height < 43.5).map(each => each.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def cookie(demo):
    return demo_data.signed_in(*demo)


@pytest.fixture(scope="module")
def found(site, cookie):
    return crawl.walk(site, cookie=cookie)


@pytest.fixture(scope="module")
def inside(site, found):
    """Pages that a visitor does not come to."""
    return [path for path in found.pages if crawl.is_for_who_signs_in(site, path)]


def test_links_lead_somewhere(found, inside):
    assert found.broken == []
    assert len(inside) > 30


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_used_by_everybody(browser, site, cookie, inside, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 800}, extra_http_headers={"Cookie": cookie})
    axe, wrong = Axe(), []
    for path in inside:
        page.goto(site + path)
        for rule in axe.run(page).response["violations"]:
            wrong += [(path, rule["id"], node["target"], node["html"][:120]) for node in rule["nodes"]]
        wrong += [(path, "small", each) for each in page.evaluate(TOO_SMALL)]
        wrong += [(path, "wide")] if page.evaluate("document.documentElement.scrollWidth") > 360 else []
    page.close()

    assert wrong == []
