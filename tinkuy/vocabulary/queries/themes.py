"""Themes as a tree, and the outside frameworks."""

from django.db.models import Count, QuerySet

from tinkuy.vocabulary.models import Framework, FrameworkArea, Theme


def theme_tree() -> list[tuple[int, Theme]]:
    """Every theme with its depth, each under its parent, by name. One query."""
    below: dict[object, list[Theme]] = {}
    for theme in Theme.objects.order_by("name", "slug"):
        below.setdefault(theme.parent_id, []).append(theme)
    tree: list[tuple[int, Theme]] = []
    waiting = [(0, theme) for theme in reversed(below.get(None, []))]
    while waiting:
        depth, theme = waiting.pop()
        tree.append((depth, theme))
        waiting += [(depth + 1, child) for child in reversed(below.get(theme.pk, []))]
    return tree


def themes_outside(theme: Theme | None) -> list[tuple[int, Theme]]:
    """The tree without `theme` and what lies under it: what it may be put under. One query."""
    found: list[tuple[int, Theme]] = []
    left_out: int | None = None
    for depth, each in theme_tree():
        if left_out is not None and depth > left_out:
            continue
        left_out = depth if theme and each.pk == theme.pk else None
        if left_out is None:
            found.append((depth, each))
    return found


def theme_ancestors(theme: Theme) -> list[Theme]:
    """The themes above it, from the top down, without itself. One query for all."""
    by_id = {each.pk: each for each in Theme.objects.only("slug", "name", "parent_id", "is_sample")} if theme.parent_id else {}
    above: list[Theme] = []
    at = by_id.get(theme.parent_id) if theme.parent_id else None
    while at and at not in above:
        above.insert(0, at)
        at = by_id.get(at.parent_id) if at.parent_id else None
    return above


def frameworks() -> QuerySet[Framework]:
    """Every edition of every framework, with how many areas it has; of one framework, the newest edition first."""
    return Framework.objects.annotate(area_count=Count("areas")).order_by("slug", "-edition")


def areas_of(framework: Framework) -> QuerySet[FrameworkArea]:
    """Its goals and areas, in the framework's own order."""
    return framework.areas.select_related("parent").order_by("position")
