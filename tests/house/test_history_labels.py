"""Whatever is written to history can be read there in words: every action in the code has its label."""

import ast

import pytest
from django.apps import apps

from tests.house.files import named, python_files
from tinkuy.core.queries.entries import history_labels

# Here the verbs themselves are made: they pass on the action or the prefix that their caller names.
MAKERS = {"tinkuy/core/history.py", "tinkuy/core/recording.py"}


def calls():
    """Each call in the product's code: file, the name called, and the call."""
    for path in python_files():
        if named(path).startswith("tinkuy/") and "tests" not in path.parts and named(path) not in MAKERS:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    yield named(path), getattr(node.func, "attr", getattr(node.func, "id", "")), node


def recorded(node, name):
    """The expressions of the actions that this call writes, with what is put behind each."""
    if name == "record":
        return [(node.args[0], "")]
    prefixes = [keyword.value for keyword in node.keywords if keyword.arg == "action_prefix"]
    return [(prefix, ending) for prefix in prefixes for ending in ("_recorded", "_changed")]


def test_actions_in_the_code_are_found():
    assert len(set(actions())) > 60


def actions():
    # Source rows are written by core's own `record_source`, in one of the makers.
    yield from ("core.source_recorded", "core.source_changed")
    for path, name, node in calls():
        if name == "record" or any(keyword.arg == "action_prefix" for keyword in node.keywords):
            yield from literal(path, node, name)


def literal(path, node, name):
    for expression, ending in recorded(node, name):
        branches = [expression.body, expression.orelse] if isinstance(expression, ast.IfExp) else [expression]
        for branch in branches:
            if not (isinstance(branch, ast.Constant) and isinstance(branch.value, str)):
                pytest.fail(f"{path}:{node.lineno} makes up the name of its action; write it out, so that it can be found.")
            yield branch.value + ending


def test_every_action_has_its_words():
    assert set(actions()) - set(history_labels()) == set()


def test_words_stand_in_the_room_of_their_action():
    strays = [
        action
        for config in apps.get_app_configs()
        for action in getattr(config, "history_labels", {})
        if action.split(".")[0] != config.label
    ]

    assert strays == []
