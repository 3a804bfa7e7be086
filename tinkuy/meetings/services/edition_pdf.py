"""The PDF of an edition of a programme: made by a job, kept where all files are."""

from tinkuy.meetings import queries
from tinkuy.meetings.models import Edition
from tinkuy.meetings.pure import programmes
from tinkuy.meetings.services import pdfs


def keep_edition_pdf(edition: Edition) -> None:
    """Make the PDF of this edition as everybody reads it today: without the names that were taken back since."""
    words = {"edition": edition, "meeting": edition.meeting, "days": programmes.by_day(queries.slots_in(edition))}
    pdfs.keep(queries.pdf_of_edition(edition), "meetings/edition_pdf.html", words)
