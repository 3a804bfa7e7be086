"""Functions of fifty lines and files of four hundred are the end, not the aim. The lists of exceptions may only shrink."""

import ast

from tests.house.files import named, python_files

LONG_FILES: set[str] = set()
LONG_FUNCTIONS: set[str] = set()


def test_files_stay_under_four_hundred_lines():
    long = {named(path) for path in python_files() if len(path.read_text().splitlines()) > 400}

    assert long == LONG_FILES


def test_functions_stay_under_fifty_lines():
    assert set(long_functions()) == LONG_FUNCTIONS


def long_functions():
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 50:
                yield f"{named(path)}::{node.name}"
