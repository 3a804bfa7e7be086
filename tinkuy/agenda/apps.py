from django.apps import AppConfig
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tinkuy.core.addresses import address_of
from tinkuy.core.guards import Guard

FROZEN = "a published version is frozen"


def version_is_published(row: str) -> str:
    return f"(SELECT state FROM agenda_version WHERE id = {row}.version_id) = 'PUBLISHED'"


def wording_is_published(row: str, column: str = "wording_id") -> str:
    return (
        "(SELECT v.state FROM agenda_version v JOIN agenda_wording w ON w.version_id = v.id "
        f"WHERE w.id = {row}.{column}) = 'PUBLISHED'"
    )


IS_SAMPLE = "(SELECT is_sample FROM agenda_agenda WHERE id = {0})"
SAMPLE_OF_VERSION = (
    "(SELECT a.is_sample FROM agenda_agenda a JOIN agenda_version v ON v.agenda_id = a.id WHERE v.id = OLD.version_id)"
)
SAMPLE_OF_WORDING = (
    "(SELECT a.is_sample FROM agenda_agenda a JOIN agenda_version v ON v.agenda_id = a.id "
    "JOIN agenda_wording w ON w.version_id = v.id WHERE w.id = OLD.wording_id)"
)
# What the seal of a version covers, besides its state.
SEALED = (
    "digest",
    "name",
    "slug",
    "number",
    "agenda_id",
    "previous_id",
    "launched_on",
    "adopted_on",
    "adoption_note",
    "published_at",
)
# Of a published version only its disclosures may shrink: withdrawn words leave `document`, which stays under the same seal.
SAME_SEAL = (
    "CAST(NEW.document AS TEXT) LIKE '%' || OLD.digest || '%' "
    "AND LENGTH(CAST(NEW.document AS TEXT)) <= LENGTH(CAST(OLD.document AS TEXT))"
)
VERSION_CHANGES = (
    "OLD.state = 'PUBLISHED' AND NOT (NEW.state = 'PUBLISHED' AND "
    + " AND ".join(f"COALESCE(CAST(NEW.{each} AS TEXT), '') = COALESCE(CAST(OLD.{each} AS TEXT), '')" for each in SEALED)
    + f" AND COALESCE({SAME_SEAL}, FALSE))"
)
# Of a quote in a published version only this may happen: its words go, because consent went.
CITATION_CHANGES = (
    f"{wording_is_published('OLD')} AND NOT (NEW.exact = '' AND NEW.prefix = '' AND NEW.suffix = '' AND NEW.salt = '' "
    "AND NEW.wording_id = OLD.wording_id AND NEW.contribution_id = OLD.contribution_id)"
)


def _guards() -> list[Guard]:
    found = [
        Guard("agenda_version_is_frozen", "agenda_version", "UPDATE", VERSION_CHANGES, FROZEN),
        Guard("agenda_citation_is_frozen", "agenda_citation", "UPDATE", CITATION_CHANGES, FROZEN),
        Guard(
            "agenda_version_is_kept",
            "agenda_version",
            "DELETE",
            f"OLD.state = 'PUBLISHED' AND NOT {IS_SAMPLE.format('OLD.agenda_id')}",
            FROZEN,
        ),
    ]
    for table in ("agenda_axis", "agenda_wording"):
        found += [
            Guard(f"{table}_not_added", table, "INSERT", version_is_published("NEW"), FROZEN),
            Guard(
                f"{table}_not_changed", table, "UPDATE", f"{version_is_published('OLD')} OR {version_is_published('NEW')}", FROZEN
            ),
            Guard(f"{table}_not_removed", table, "DELETE", f"{version_is_published('OLD')} AND NOT {SAMPLE_OF_VERSION}", FROZEN),
        ]
    for table in ("agenda_citation", "agenda_wording_themes", "agenda_wording_territories", "agenda_wording_framework_areas"):
        found += [
            Guard(f"{table}_not_added", table, "INSERT", wording_is_published("NEW"), FROZEN),
            Guard(f"{table}_not_removed", table, "DELETE", f"{wording_is_published('OLD')} AND NOT {SAMPLE_OF_WORDING}", FROZEN),
        ]
    found += [
        Guard("agenda_lineage_not_added", "agenda_lineage", "INSERT", wording_is_published("NEW", "later_id"), FROZEN),
        Guard("agenda_lineage_not_changed", "agenda_lineage", "UPDATE", wording_is_published("OLD", "later_id"), FROZEN),
        Guard(
            "agenda_lineage_not_removed",
            "agenda_lineage",
            "DELETE",
            f"{wording_is_published('OLD', 'later_id')} AND NOT {SAMPLE_OF_WORDING.replace('wording_id', 'later_id')}",
            FROZEN,
        ),
    ]
    return found


class AgendaConfig(AppConfig):
    name = "tinkuy.agenda"
    guards = _guards()
    history_labels = {
        "agenda.agenda_opened": _("agenda opened"),
        "agenda.version_drafted": _("version begun"),
        "agenda.version_recorded": _("version published elsewhere recorded"),
        "agenda.version_changed": _("version's data changed"),
        "agenda.version_adopted": _("version adopted by the organizations"),
        "agenda.version_reopened": _("version opened again"),
        "agenda.version_published": _("version published"),
        "agenda.axis_added": _("axis added"),
        "agenda.wording_written": _("block written"),
        "agenda.wording_changed": _("block changed"),
        "agenda.citation_added": _("contribution cited"),
        "agenda.citation_removed": _("citation removed"),
        "agenda.lineage_traced": _("lineage traced"),
        "agenda.contribution_omitted": _("reason given for not quoting a contribution"),
        "agenda.sample_removed": _("sample removed"),
    }

    def ready(self) -> None:
        from tinkuy.agenda import queries
        from tinkuy.agenda.services import forget_words
        from tinkuy.core import history, waiting
        from tinkuy.core.queries import digest

        history.subscribe("contributions.contribution_withdrawn", forget_words)
        history.subscribe("contributions.publishing_consent_withdrawn", forget_words)
        digest.register(queries.followed_by)
        waiting.register(
            "agenda.adopted",
            _("Versions to publish"),
            queries.adopted_for,
            sentence=lambda _count: gettext("The organizations adopted it, and it is not published yet."),
            address=lambda slug: address_of("agenda:version", slug),
        )
        waiting.register(
            "agenda.unsourced",
            _("Blocks that quote nobody yet"),
            queries.wordings_to_source_for,
            sentence=lambda count: ngettext("%(count)s block without a quote.", "%(count)s blocks without a quote.", count),
            address=lambda slug: address_of("agenda:version", slug),
        )
