"""Guesses are counted, each one, whoever else guesses at that moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from tinkuy.core import throttle


@pytest.fixture(autouse=True)
def nobody_guessed_yet():
    cache.clear()


def asked_from(address, **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_misses_of_many_at_once_are_all_counted():
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda _: throttle.count_miss(asked_from("192.0.2.1"), "x", seconds=60), range(80)))

    assert throttle.is_exhausted(asked_from("192.0.2.1"), "x", misses=80)
    assert not throttle.is_exhausted(asked_from("192.0.2.1"), "x", misses=81)


def test_misses_are_of_one_address_and_one_scope():
    throttle.count_miss(asked_from("192.0.2.1"), "x", seconds=60)

    assert not throttle.is_exhausted(asked_from("192.0.2.2"), "x", misses=1)
    assert not throttle.is_exhausted(asked_from("192.0.2.1"), "y", misses=1)


@pytest.mark.parametrize(("proxies", "known"), [(0, "192.0.2.1"), (1, "203.0.113.9"), (2, "198.51.100.7"), (3, "192.0.2.1")])
def test_only_trusted_proxies_are_looked_behind(settings, proxies, known):
    settings.TRUSTED_PROXIES = proxies
    request = asked_from("192.0.2.1", **{"X-Forwarded-For": "198.51.100.7, 203.0.113.9"})

    assert throttle.address_of(request) == known
