"""`tinkuy tick` does what is due in every room, and one failure stops no other."""

import logging

import pytest
from django.core.management import CommandError, call_command

from tinkuy.core import chores

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_that_fails():
    def fail(*, by):
        raise RuntimeError("no space left")

    chores.register("core.failing", "Lo que falla", fail)
    done = []
    chores.register("core.after", "Lo de después", lambda *, by: done.append(by) or 3)
    yield done
    del chores._chores["core.failing"], chores._chores["core.after"]


def test_one_failure_stops_no_other_and_is_not_hidden(one_that_fails, capsys, caplog):
    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="Lo que falla"):
        call_command("tick")

    assert one_that_fails == [chores.TICK]
    assert "Lo de después: 3." in capsys.readouterr().out
    assert "core.failing" in caplog.text
