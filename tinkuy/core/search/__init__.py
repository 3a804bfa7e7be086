"""Search over everything that was said, in plain words and on both databases.

    search.put(Document("contributions.contribution", pk, title, text, "es", is_public=True))
    search.find("fondos culturales")  ->  [Hit(kind, object_id, title), …]

Words are folded and stemmed here (`core.pure.texts`), never by the database, so that both databases find the same and
ñ stays a letter of its own. What is indexed is written in the transaction of the change.
"""

from tinkuy.core.search.documents import Document, Hit
from tinkuy.core.search.finding import find
from tinkuy.core.search.keeping import forget_all, put, put_many, refresh_statistics, remove
from tinkuy.core.search.question import words_of
from tinkuy.core.search.registry import forget_missing, register, reindex

__all__ = [
    "Document",
    "Hit",
    "find",
    "forget_all",
    "forget_missing",
    "put",
    "put_many",
    "refresh_statistics",
    "register",
    "reindex",
    "remove",
    "words_of",
]
