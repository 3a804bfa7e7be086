"""What public sources say of us, and what they don't."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinkuy.core.conditional import unchanged_since_history
from tinkuy.web.queries import sources as queries


@require_safe
@unchanged_since_history
def sources(request: HttpRequest) -> HttpResponse:
    """Facts by section, each with its source; disagreements side by side; gaps as empty shells."""
    titles = queries.section_titles()
    asked = request.GET.get("seccion", "")
    section = asked if asked in dict(titles) else ""
    return render(
        request,
        "web/sources.html",
        {
            "titles": titles,
            "section": section,
            "sections": queries.facts_by_section(section),
            "conflicts": [] if section else queries.conflicts(),
            "gaps": [] if section else [queries.gap_words(gap) for gap in queries.gaps()],
        },
    )


@require_safe
def sources_csv(request: HttpRequest) -> HttpResponse:
    """Every stated fact as a table: a row for each part of its value."""
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers={"X-Robots-Tag": "noindex"})
    response["Content-Disposition"] = 'attachment; filename="fuentes.csv"'
    response.write("\ufeff")  # spreadsheets read the accents only with it
    table = csv.writer(response)
    table.writerow(["key", "section", "label", "part", "text", "as_of", "confidence", "note", "sources"])
    for section in queries.facts_by_section():
        for stated in section.facts:
            fact = stated.fact
            urls = " ".join(source.url for source in stated.sources)
            for line in stated.lines:
                known = [fact.key, section.title, stated.label, line.label, line.text]
                table.writerow([*known, fact.as_of, fact.confidence, fact.source_note, urls])
    return response
