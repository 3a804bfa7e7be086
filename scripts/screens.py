"""`make screens`: a picture of every page, narrow and wide, light and dark, in screens/; what only she sees in secretaria/."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from scripts import crawl, demo_data

SCREENS = demo_data.ROOT / "screens"
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    program = demo_data.chromium()
    if program is None:
        sys.exit("There is no Chromium here.")
    with tempfile.TemporaryDirectory(prefix="tinkuy-screens-") as folder:
        os.environ.update(TINKUY_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="tinkuy.settings")
        import django

        django.setup()
        password = demo_data.load(Path(folder))
        with demo_data.served(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=demo_data.CHROMIUM_ARGUMENTS)
            public = crawl.walk(address, of_each=2).pages + demo_data.threads(Path(folder))
            take(browser, address, public, SCREENS)
            cookie, cases = demo_data.signed_in(address, password), demo_data.cases(Path(folder))
            walked = crawl.walk(address, cookie=cookie, doors=(*cases, *crawl.DOORS)).pages
            inside = [path for path in walked if path in cases or crawl.is_for_who_signs_in(address, path)]
            take(browser, address, inside, SCREENS / "secretaria", cookie)
            browser.close()
    print(f"{len(public)} public pages and {len(inside)} of the secretariat, in {SCREENS.name}/")


def take(browser: Browser, address: str, paths: list[str], folder: Path, cookie: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            window = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="es-PE")
            window.add_cookies(demo_data.cookies(address, cookie))
            page = window.new_page()
            for path in paths:
                page.goto(address + path)
                page.screenshot(path=folder / f"{name_of(path)}-{width}-{scheme}.png", full_page=True)
            window.close()


def name_of(path: str) -> str:
    return path.partition("?")[0].strip("/").replace("/", "_")[:80] or "portada"


if __name__ == "__main__":
    main()
