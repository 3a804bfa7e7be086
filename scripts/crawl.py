"""Every public page that links lead to from the front door, one for each kind of address."""

import re
import urllib.error
import urllib.request
from collections import defaultdict, deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

ENOUGH = 400
# Addresses that take something away (files) or change who one is, not pages to look at.
NOT_PAGES = re.compile(r"^/(acceso/(salir|logout)|estaticos/|archivos/)")
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href") and "download" not in values:
            self.found.append(str(values["href"]))


def pages(address: str, of_each: int = 1) -> list[str]:
    """Paths of the public pages that links lead to, the shortest first; of each kind of address so many."""
    visited: set[str] = set()
    found: dict[str, list[str]] = defaultdict(list)
    waiting = deque(["/"])
    while waiting and len(visited) < ENOUGH:
        path = waiting.popleft()
        kept = found[kind_of(path)]
        if path in visited or NOT_PAGES.match(path) or len(kept) >= of_each:
            continue
        visited.add(path)
        text = html_at(address + path)
        if text is not None:
            kept.append(path)
            waiting.extend(local_links(text, address, path))
    return sorted((path for kept in found.values() for path in kept), key=lambda path: (path.count("/"), path))


def local_links(text: str, address: str, path: str) -> list[str]:
    """Paths on the same host that this page links to, without queries and places within the page."""
    links = Links()
    links.feed(text)
    whole = (urlsplit(urljoin(address + path, link)) for link in links.found)
    return [link.path for link in whole if f"{link.scheme}://{link.netloc}" == address]


def html_at(url: str) -> str | None:
    """The page there, or None when it is no page or not for everybody. A page that fails raises."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            kept = answer.headers.get_content_type() == "text/html" and answer.headers.get("Content-Disposition") is None
            return answer.read().decode() if kept else None
    except urllib.error.HTTPError as refusal:
        if refusal.code >= 500 or refusal.code == 404:
            raise RuntimeError(f"{url} answered {refusal.code}") from refusal
        return None


def kind_of(path: str) -> str:
    """Addresses served by one pattern are of one kind."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(path).route
    except Resolver404:
        return IDS.sub("*", path)
