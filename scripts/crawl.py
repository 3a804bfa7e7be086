"""Every page that links lead to from the front door, some for each kind of address: as a visitor, or as somebody signed in."""

import re
import urllib.error
import urllib.request
from collections import defaultdict, deque
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

ENOUGH = 600
# Doors that a form leads to, not a link.
DOORS = ("/", "/hilo/", "/buscar/?q=escuela", "/temas/", "/marcos/", "/no-hay/nada/")
# Addresses that change who one is, or that take something away: not pages to look at.
NOT_PAGES = re.compile(r"^/(acceso/(salir|logout)|estaticos/|archivos/|id/)")
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href") and "download" not in values:
            self.found.append(str(values["href"]))


@dataclass
class Walk:
    """Pages found, the shortest addresses first, and links that lead nowhere: where, and what it answered."""

    pages: list[str]
    broken: list[tuple[str, int]]


def walk(address: str, of_each: int = 1, cookie: str = "", doors: tuple[str, ...] = DOORS) -> Walk:
    """The pages that links lead to from `doors`, with this cookie if one is given; all doors, and of each kind so many."""
    visited: set[str] = set()
    found: dict[str, list[str]] = defaultdict(list)
    broken: list[tuple[str, int]] = []
    waiting = deque(doors)
    while waiting and len(visited) < ENOUGH:
        path = waiting.popleft()
        kept = found[kind_of(path)]
        if path in visited or NOT_PAGES.match(path) or (len(kept) >= of_each and path not in doors):
            continue
        visited.add(path)
        status, text = answer_at(address + path, cookie)
        if (status == 404 and path not in doors) or status >= 500:
            broken.append((path, status))
        elif text:
            kept.append(path)
            waiting.extend(local_links(text, address, path))
    return Walk(sorted((path for kept in found.values() for path in kept), key=lambda path: (path.count("/"), path)), broken)


def local_links(text: str, address: str, path: str) -> list[str]:
    """Paths on the same host that this page links to, without queries and places within the page."""
    links = Links()
    links.feed(text)
    whole = (urlsplit(urljoin(address + path, link)) for link in links.found)
    return [link.path for link in whole if f"{link.scheme}://{link.netloc}" == address]


def answer_at(url: str, cookie: str = "") -> tuple[int, str]:
    """The status, and the page if it is one to look at ("" when not)."""
    request = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            is_page = answer.headers.get_content_type() == "text/html" and answer.headers.get("Content-Disposition") is None
            return answer.status, answer.read().decode() if is_page else ""
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode() if refusal.code == 404 else ""


def is_for_who_signs_in(address: str, path: str) -> bool:
    """Whether a visitor is sent to the door, told that she may not, or told that there is nothing."""
    try:
        with urllib.request.urlopen(address + path, timeout=20) as answer:
            return "/acceso/login/" in answer.url
    except urllib.error.HTTPError:
        return True


def kind_of(path: str) -> str:
    """Addresses served by one pattern are of one kind."""
    from django.urls import Resolver404, resolve

    path = path.partition("?")[0]
    try:
        return resolve(path).route
    except Resolver404:
        return IDS.sub("*", path)
