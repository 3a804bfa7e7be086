"""The report of a verification in plain Spanish or English, for a terminal or a page.

What comes from the file is shown with care: cut short, on one line, without anything a terminal would obey.
"""

from collections.abc import Iterator, Mapping

from tinkuy.agenda.pure.findings import Code, Finding, Path, Report, Summary, Weight
from tinkuy.agenda.pure.verification_phrases import ENGLISH, SPANISH, Phrases
from tinkuy.core.pure.texts import clean

LONGEST_LIST = 60
_LONGEST_NAME = 80


def describe(report: Report, language: str = "es") -> list[str]:
    """The report in lines: the verdict, what was found, who signed, what the file says it is. Spanish for languages not
    known here.
    """
    say = ENGLISH if language.partition("-")[0] == "en" else SPANISH
    lines = [say.verdicts[_verdict(report)]]
    lines += _finding_lines(report, say)
    if report.summary:
        lines += _identity_lines(report, report.summary, say)
        lines += _summary_lines(report.summary, say)
    return lines


def describe_key_refusal(language: str = "es") -> str:
    """What to say when the trusted key that was given is no key."""
    return (ENGLISH if language.partition("-")[0] == "en" else SPANISH).not_a_key


def shown(text: object) -> str:
    """Text from a file nobody vouches for, fit for one line of a terminal."""
    line = " ".join(clean(str(text)).split())
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"


def _verdict(report: Report) -> str:
    if not report.is_readable:
        return "unreadable"
    altered = {finding.code for finding in report.findings if finding.code.weight is Weight.ALTERED}
    if altered:
        return "resigned" if altered == {Code.RESIGNED} else "altered"
    return "authentic" if report.is_linked else "unlinked"


def _finding_lines(report: Report, say: Phrases) -> Iterator[str]:
    told = [finding for finding in report.findings if finding.code is not Code.WORDS_WITHHELD]
    for finding in told[:LONGEST_LIST]:
        yield _sentence(finding, say)
    if len(told) > LONGEST_LIST:
        yield say.and_more.format(count=len(told) - LONGEST_LIST)


def _sentence(finding: Finding, say: Phrases) -> str:
    template = say.findings[finding.code]
    field = ""
    owner, rest = _owner(finding.path, say)
    if rest and owner:
        field = say.fields.get(rest[0], shown("/".join(rest)))
        template = say.inside.get(finding.code, template)
    elif not owner:
        field = shown("/".join(say.fields.get(step, step) for step in finding.path))
    details = {name: shown(value) for name, value in _details(finding, say).items()}
    sentence = template.format_map({"owner": owner, "field": field, **details})
    return sentence[:1].upper() + sentence[1:]


def _details(finding: Finding, say: Phrases) -> Mapping[str, object]:
    reason = finding.detail.get("finding")
    if isinstance(reason, Finding):
        return {"reason": _sentence(reason, say)}
    if finding.code is Code.TOO_LARGE:
        return {"limit": int(finding.detail["limit"]) // 1_000_000}
    if finding.code is Code.OTHER_FORMAT and not finding.detail["format"]:
        return {"format": say.no_format}
    return finding.detail


def _owner(path: Path, say: Phrases) -> tuple[str, Path]:
    """The innermost block, axis or citation a path leads to, as people call it, and what of the path is left."""
    owner, rest = "", path
    while len(rest) > 1 and rest[0] in say.items:
        name = say.items[rest[0]].format(code=shown(rest[1]))
        owner = say.of.format(inner=name, outer=owner).replace(" de el ", " del ") if owner else name
        rest = rest[2:]
    return owner, rest


def _identity_lines(report: Report, summary: Summary, say: Phrases) -> Iterator[str]:
    if report.key_is_trusted is None:
        yield say.identity_unchecked.format(fingerprint=summary.fingerprint)
    elif report.key_is_trusted:
        yield say.identity_trusted.format(fingerprint=summary.fingerprint)
    elif not any(finding.code is Code.RESIGNED for finding in report.findings):
        yield say.identity_other.format(fingerprint=summary.fingerprint)


def _summary_lines(summary: Summary, say: Phrases) -> Iterator[str]:
    names = " · ".join(shown(name) for name in (summary.alliance, summary.agenda, summary.version) if name)
    yield say.about.format(names=names, date=shown(summary.published_at[:10]))
    if summary.is_sample:
        yield say.sample
    yield say.counts.format(axes=summary.axis_count, wordings=summary.wording_count, citations=summary.citation_count)
    if summary.withheld_count:
        yield say.withheld.format(count=summary.withheld_count)
    yield say.digest.format(digest=summary.digest)
