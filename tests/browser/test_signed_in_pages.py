"""What holds on every page that links lead the secretariat to, with one of each thing that it works on."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts import crawl, demo_data

# Fewer would mean that a door is shut, and then nothing below looks behind it.
ENOUGH = 120
TOUCHED = "main a.button, main button, main select, main textarea, main input:not([type=hidden], [type=checkbox], [type=radio])"
TOO_SMALL = f"""[...document.querySelectorAll('{TOUCHED}')]
    .filter(each => each.offsetParent && each.getBoundingClientRect().height < 43.5).map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def inside(tmp_path_factory):
    """Address of a demo of its own, the cookie of its secretariat, and the pages that it is led to."""
    folder = tmp_path_factory.mktemp("adentro")
    password = demo_data.load(folder)
    cases = demo_data.cases(folder)
    with demo_data.served(folder) as address:
        cookie = demo_data.signed_in(address, password)
        yield address, cookie, crawl.walk(address, cookie=cookie, doors=(*cases, *crawl.DOORS))


def test_links_lead_the_secretariat_somewhere(inside):
    _address, _cookie, walked = inside
    assert walked.broken == []
    assert len(walked.pages) >= ENOUGH


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signed_in_pages_are_accessible_and_fit_a_narrow_screen(browser, inside, scheme):
    address, cookie, walked = inside
    window = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740}, locale="es-PE")
    window.add_cookies(demo_data.cookies(address, cookie))
    page, axe = window.new_page(), Axe()
    complaints = []
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    for path in walked.pages:
        page.goto(address + path)
        complaints += [(path, *wrong) for wrong in wrong_with(page, axe)]
    window.close()

    assert complaints == []


def wrong_with(page, axe):
    """What axe finds, what a finger would miss, what does not fit, and a page that is a visitor's after all."""
    for found in axe.run(page).response["violations"]:
        for node in found["nodes"]:
            yield found["id"], node["target"], node["html"][:120]
    for each in page.evaluate(TOO_SMALL):
        yield "small", each
    if (width := page.evaluate("document.documentElement.scrollWidth")) > 360:
        yield "wide", width
    if not page.locator('.menu a[href="/cuenta/"]').count():
        yield ("not signed in",)
