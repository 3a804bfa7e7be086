"""An empty house, a telephone to walk through it, and what each step of the walk took."""

from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string
from email.policy import default

from axe_playwright_python.sync_playwright import Axe

from scripts import demo_data

WIDTH, HEIGHT = 360, 740
SECRETARIAT = "secretaria@ejemplo.pe"


@contextmanager
def empty_house(folder):
    """A served house with its vocabulary and one account of the secretariat, whose mail goes into files."""
    letters = folder / "cartas"
    letters.mkdir()
    demo_data.tinkuy(folder, "migrate", "--verbosity", "0")
    demo_data.tinkuy(folder, "load-vocabulary")
    said = demo_data.tinkuy(folder, "create-secretary", SECRETARIAT)
    password = said.split(demo_data.PASSWORD_LINE, 1)[1].split()[0]
    with demo_data.served(folder, TINKUY_EMAIL_URL=f"file://{letters}") as address:
        yield House(address, folder, password)


class House:
    def __init__(self, address, folder, password):
        self.address, self.folder, self.password = address, folder, password

    def letters_to(self, email):
        """What the worker sends now and sent before to this address, oldest first."""
        letters = self.folder / "cartas"
        settings = {"TINKUY_EMAIL_URL": f"file://{letters}", "TINKUY_SITE_URL": self.address}
        demo_data.tinkuy(self.folder, "worker", "--batch", **settings)
        files = sorted(letters.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        whole = "".join(path.read_text() for path in files)
        messages = [message_from_string(text.strip(), policy=default) for text in whole.split("-" * 79) if text.strip()]
        return [message for message in messages if email in str(message["To"])]


@contextmanager
def watched_page(browser, house):
    """A page on which no policy may be broken and no script may fail."""
    context = browser.new_context(base_url=house.address, locale="es-PE", viewport={"width": 360, "height": 800})
    context.set_default_timeout(15_000)
    opened, complaints = context.new_page(), []
    opened.on("console", lambda said: complaints.append((opened.url, said.text)) if is_complaint(said) else None)
    opened.on("pageerror", lambda error: complaints.append((opened.url, str(error))))
    yield opened
    context.close()
    assert complaints == []


def is_complaint(said):
    """A form that was refused is answered 422, and the browser complains of that by itself."""
    return said.type == "error" and "status of 422" not in said.text


def look(page):
    """The page as it stands is accessible and fits a narrow screen."""
    found = Axe().run(page).response["violations"]
    assert [(page.url, each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


@dataclass
class Taken:
    """What a step took: touches of the screen, keys of its keyboard, pages that were loaded."""

    taps: int = 0
    keys: int = 0
    pages: int = 0


class Phone:
    """Somebody with a telephone, who goes by links and forms alone."""

    def __init__(self, page):
        self.page, self.taken, self._now = page, {}, Taken()
        page.on("domcontentloaded", self._loaded)

    def _loaded(self, _page):
        self._now.pages += 1

    @contextmanager
    def step(self, name):
        """What happens within is one step; the page at its end is accessible and fits the screen."""
        self._now = self.taken[name] = Taken()
        yield
        self.page.wait_for_load_state()
        self._now = Taken()
        look(self.page)

    def tap(self, what, taps=1):
        what.click()
        self._now.taps += taps
        self.page.wait_for_load_state()

    def menu(self, start):
        self.tap(self.page.locator(".menu summary"))
        self.tap(self.page.locator(f'.menu-body a[href^="{start}"]').first)

    def follow(self, ending):
        """What has no link on the page is not reached."""
        self.tap(self.page.locator(f'main a[href$="{ending}"]').first)

    def write(self, **values):
        """Fill in fields: a list ticks boxes or one of several buttons, a text that is an option's chooses it."""
        for name, value in values.items():
            fields = self.page.locator(f'main [name="{name}"]')
            if isinstance(value, list):
                for label in value:
                    self.tap(self.page.locator(f'main label:has([name="{name}"])').filter(has_text=label).locator("input"))
            elif fields.evaluate("field => field.tagName") == "SELECT":
                fields.select_option(label=value)
                self._now.taps += 2
            else:
                fields.fill(value)
                self._now.taps += 1
                self._now.keys += len(value)

    def send(self, button="main form:has([name=csrfmiddlewaretoken]) button"):
        self.tap(self.page.locator(button).first)

    def and_another(self):
        self.send("main button[name=otra]")

    def text(self):
        return " ".join(self.page.locator("main").inner_text().split())
