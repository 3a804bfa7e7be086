"""The PDF of minutes, kept where all files are: made by a job, so that no page waits for it."""

from tinkuy.meetings import queries
from tinkuy.meetings.models import Minutes
from tinkuy.meetings.services import pdfs


def keep_pdf(minutes: Minutes, number: int) -> None:
    """Make the PDF of what these minutes say at `number`, as the alliance's visitors read it, and put it where it is kept.

    Made again it takes the place of the one before. Minutes that not everybody reads are left alone.
    """
    if not minutes.is_public or number < (minutes.validated_number or 0):
        return
    words = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "revision": minutes.revisions.get(number=number),
        "attendances": queries.attendances_of(minutes.meeting),
        "agreements": queries.published_agreements().filter(minutes=minutes),
        "follow_ups": queries.follow_ups_in(minutes),
    }
    pdfs.keep(queries.pdf_of(minutes, number), "meetings/minutes_pdf.html", words)
