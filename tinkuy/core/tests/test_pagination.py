"""Pages of long lists: the same rows in the same order, by whatever way they were found."""

import pytest
from django.test import RequestFactory

from tinkuy.core.pagination import LAST_PAGE, paginate
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db
NAMES = [f"Tema {number:02}" for number in range(11)]


@pytest.fixture
def themes():
    Theme.objects.bulk_create(Theme(slug=f"tema-{number}", name=name) for number, name in enumerate(NAMES))
    return Theme.objects.order_by("name")


def asked(page="", **others):
    return RequestFactory().get("/temas/", {**others, **({"pagina": page} if page else {})})


def names(page):
    return [row.name for row in page]


def with_name(found):
    return found.only("name").order_by("name")


@pytest.mark.parametrize("shown", [None, with_name])
@pytest.mark.parametrize("known", [0, 5, 11])
def test_every_row_stands_on_one_page_in_its_order(themes, django_assert_num_queries, shown, known):
    keys = list(themes.values_list("pk", flat=True)[:known])
    found = []
    for number in ("1", "2", "3"):
        with django_assert_num_queries(1):
            page = paginate(asked(number), themes, 4, shown=shown, known=keys if shown else ())
        found.append(names(page))
    assert found == [NAMES[0:4], NAMES[4:8], NAMES[8:11]]


@pytest.mark.parametrize("number", ["2", "3"])
def test_a_narrowed_list_stays_narrowed_on_a_far_page(themes, number):
    page = paginate(asked(number), themes.filter(slug__in=["tema-1", "tema-4", "tema-9"]), 1, shown=with_name)
    assert names(page) == [NAMES[4 if number == "2" else 9]]


def test_neighbours_are_told_and_what_else_was_asked_is_kept(themes):
    first, middle, last = (paginate(asked(number, q="x"), themes, 4) for number in ("", "2", "3"))
    assert (first.previous_url, first.next_url) == ("", "/temas/?q=x&pagina=2")
    assert (middle.previous_url, middle.next_url) == ("/temas/?q=x", "/temas/?q=x&pagina=3")
    assert (last.previous_url, last.next_url) == ("/temas/?q=x&pagina=2", "")


@pytest.mark.parametrize("number", ["0", "-3", "dos", "²", "1e3", "999999"])
def test_what_is_no_page_number_is_the_first(themes, number):
    assert names(paginate(asked(number), themes, 4)) == NAMES[:4]


def test_a_page_beyond_the_end_is_empty_and_leads_nowhere_further(themes):
    page = paginate(asked(str(LAST_PAGE)), themes, 4, shown=with_name)
    assert (names(page), page.next_url) == ([], "")


def test_a_list_in_memory_is_paged_alike():
    assert list(paginate(asked("2"), NAMES, 4)) == NAMES[4:8]
