"""What holds on every public page that links lead to from the front door."""

import pytest
from axe_playwright_python.sync_playwright import Axe

FIRST_VISIT = 60_000
SECOND_VISIT = 15_000


def test_crawl_finds_the_rooms(public_pages):
    assert "/" in public_pages
    assert len(public_pages) >= 10


def test_links_lead_somewhere(walked):
    assert walked.broken == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_violations(browser, site, public_pages, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 800})
    axe = Axe()
    violations = []
    for path in public_pages:
        page.goto(site + path)
        for found in axe.run(page).response["violations"]:
            violations += [(path, found["id"], node["target"], node["html"][:120]) for node in found["nodes"]]
    page.close()

    assert violations == []


def test_pages_ask_nobody_else_and_break_no_policy(browser, site, public_pages):
    page = browser.new_page()
    asked, complaints = set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: complaints.append((page.url, message.text)) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    for path in public_pages:
        page.goto(site + path)
    page.close()
    # The page that says "there is nothing here" is answered 404, and the browser complains of that by itself.
    complaints = [(url, text) for url, text in complaints if not url.endswith("/no-hay/nada/")]

    assert {url for url in asked if not url.startswith((site, "data:"))} == set()
    assert complaints == []


def test_pages_fit_a_narrow_screen(browser, site, public_pages):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    wide = []
    for path in public_pages:
        page.goto(site + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide.append((path, width))
    page.close()

    assert wide == []


def test_pages_are_light(browser, site, public_pages):
    heavy = []
    for path in public_pages:
        context = browser.new_context()
        page = context.new_page()
        first, second = transfer(page, site + path), transfer(page, site + path)
        context.close()
        if first > FIRST_VISIT or second > SECOND_VISIT:
            heavy.append((path, first, second))

    assert heavy == []


def transfer(page, url):
    """Bytes that came over the wire for this visit, headers included."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    wire.detach()
    return sum(sizes)
