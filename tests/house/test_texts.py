"""No committed file names a place that only one machine can reach."""

from tests.house.files import ROOT, committed, named

# Put together here, so that this file does not name them either.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"))]
WORDS = [*HOSTS, "index" + "-url", str(ROOT) + "/"]
BINARY = {".png", ".jpg", ".webp", ".ico", ".woff2", ".xlsx", ".ods", ".xls", ".zip", ".gz", ".pdf"}


def test_no_file_names_a_registry_or_this_machine():
    found = [
        (named(path), word)
        for path in committed()
        if path.suffix not in BINARY
        for text in [path.read_text(errors="ignore")]
        for word in WORDS
        if word in text
    ]

    assert found == []
