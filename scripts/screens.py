"""`make screens`: a picture of every public page, narrow and wide, light and dark, in screens/."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from scripts import crawl, demo_data

SCREENS = demo_data.ROOT / "screens"
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    browser = demo_data.chromium()
    if browser is None:
        sys.exit("There is no Chromium here.")
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tinkuy-screens-") as folder:
        os.environ.update(TINKUY_DATA_DIR=folder, DJANGO_SETTINGS_MODULE="tinkuy.settings")
        import django

        django.setup()
        demo_data.load(Path(folder))
        with demo_data.served(Path(folder)) as address:
            paths = crawl.walk(address).pages
            take(address, paths, browser)
    print(f"{len(paths)} pages, in {SCREENS.name}/")


def take(address: str, paths: list[str], browser: str) -> None:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=demo_data.CHROMIUM_ARGUMENTS)
        for width in WIDTHS:
            for scheme in SCHEMES:
                page = running.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="es-PE")
                for path in paths:
                    page.goto(address + path)
                    page.screenshot(path=SCREENS / f"{name_of(path)}-{width}-{scheme}.png", full_page=True)
                page.close()
        running.close()


def name_of(path: str) -> str:
    return path.strip("/").replace("/", "_")[:80] or "portada"


if __name__ == "__main__":
    main()
