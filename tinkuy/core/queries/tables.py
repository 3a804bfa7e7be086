"""Tables that only the secretariat takes away."""

import json

from tinkuy.core.datasets import Column, Dataset
from tinkuy.core.models import HistoryEntry
from tinkuy.core.queries.entries import entries, history_labels


def _in_words(entry: HistoryEntry) -> str:
    return str(history_labels().get(entry.action, entry.action))


HISTORY = Dataset(
    "historial",
    "Historial",
    (
        Column("numero", "Número de la entrada; crece con el tiempo", lambda entry: entry.pk),
        Column("cuando", "Momento, en UTC (ISO 8601)", lambda entry: entry.at),
        Column("accion", "Código de lo que pasó: sala.hecho", lambda entry: entry.action),
        Column("en_palabras", "Lo que pasó, en palabras", _in_words),
        Column("quien", "Nombre de quien lo hizo, si fue una persona", lambda entry: str(entry.by) if entry.by else ""),
        Column("orden", "Orden de la máquina que lo hizo, si no fue una persona", lambda entry: entry.via),
        Column("tipo", "De qué clase es aquello de lo que trata", lambda entry: entry.target_kind),
        Column("sobre", "Identificador de aquello de lo que trata", lambda entry: entry.target_id),
        Column("detalles", "Detalles, en JSON", lambda entry: json.dumps(entry.details, ensure_ascii=False)),
    ),
    entries,
)
