"""A template that nobody names is a page that nobody sees."""

from tests.house.files import ROOT, committed, named

# Asked for by libraries, by name.
NAMED_ELSEWHERE = ("account/", "mfa/", "allauth/", "django/", "403.html", "404.html", "500.html")


def test_every_template_is_named_somewhere():
    sources = [path for path in committed() if path.suffix in {".py", ".html", ".txt", ".xml", ".svg"} and "tinkuy" in path.parts]
    texts = {path: path.read_text(errors="ignore") for path in sources}
    templates = [path for path in committed() if "templates" in path.relative_to(ROOT).parts]
    unused = []
    for path in templates:
        name = path.as_posix().split("/templates/", 1)[1]
        if name.startswith(NAMED_ELSEWHERE):
            continue
        if not any(name in text for other, text in texts.items() if other != path):
            unused.append(named(path))

    assert unused == []


def test_no_page_tells_browsers_to_hide_itself_from_its_own_site():
    """A page with the policy "no-referrer" has its forms sent with "Origin: null", and every one of them is refused."""
    pages = [path for path in committed() if path.suffix == ".html" and "templates" in path.relative_to(ROOT).parts]

    assert [named(path) for path in pages if 'content="no-referrer"' in path.read_text()] == []
