"""What somebody without an account can come to: pages, tables and files, by their links and by every door."""

from collections import defaultdict, deque
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import get_resolver
from python_calamine import CalamineWorkbook

from scripts.crawl import kind_of
from tinkuy.contributions.models import Contribution
from tinkuy.opendata.catalogue import CATALOGUE

OF_EACH_KIND = 3


class Addresses(HTMLParser):
    """What a page leads to, downloads too."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def doors():
    """Addresses that no link need lead to: every one without a part to fill in, every table, and some receipts."""
    fixed = ["/" + str(pattern) for pattern in routes(get_resolver())]
    tables = [f"/datos/{slug}.{kind}" for slug in CATALOGUE for kind in ("csv", "xlsx")]
    threads = [f"/hilo/{receipt}/" for receipt in Contribution.objects.values_list("receipt", flat=True)[:OF_EACH_KIND]]
    return [*fixed, *tables, *threads, "/buscar/?q=cultura"]


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        elif "<" not in route and not route.startswith("acceso/") and "^" not in route:
            yield route


def read(client, address):
    """The text that stands at an address; of a workbook, its cells."""
    answer = client.get(address)
    assert answer.status_code < 500, address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        book = CalamineWorkbook.from_filelike(BytesIO(body))
        return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names]), ""
    text = body.decode(errors="replace")
    return text, text if "html" in answer.headers.get("Content-Type", "") else ""


def walked(of_each_kind=OF_EACH_KIND):
    """Every address with the text that stands there, and the page if it is one; of each kind so many."""
    client, seen, of_kind = Client(), set(), defaultdict(int)
    waiting = deque(doors())
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address) + ("?" if "?" in address else "")
        if address in seen or (of_kind[kind] >= of_each_kind and kind not in ("datos/<slug:slug>.csv", "datos/<slug:slug>.xlsx")):
            continue
        seen.add(address)
        of_kind[kind] += 1
        text, page = read(client, address)
        yield address, text, page
        links = Addresses()
        links.feed(page)
        whole = (urlsplit(urljoin("http://x" + address, link)) for link in links.found)
        waiting += [
            link.path + (f"?{link.query}" if link.query else "")
            for link in whole
            if link.netloc == "x" and not link.path.startswith(("/acceso/", "/estaticos/"))
        ]
