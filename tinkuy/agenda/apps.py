from django.apps import AppConfig

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
# Of a published version only its disclosures may shrink: `document` is replaced when words are withdrawn.
VERSION_CHANGES = (
    "OLD.state = 'PUBLISHED' AND NOT (NEW.state = 'PUBLISHED' AND NEW.digest = OLD.digest AND NEW.name = OLD.name "
    "AND NEW.slug = OLD.slug AND NEW.number = OLD.number AND NEW.agenda_id = OLD.agenda_id "
    "AND NEW.published_at = OLD.published_at AND COALESCE(NEW.adoption_note, '') = COALESCE(OLD.adoption_note, ''))"
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
    return found


class AgendaConfig(AppConfig):
    name = "tinkuy.agenda"
    guards = _guards()
