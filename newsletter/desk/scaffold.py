"""New papers and new issues, ready to be written in."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from newsletter.desk.article_file import yaml_text
from newsletter.desk.filing import file_all, file_schemas
from newsletter.desk.manifest_text import Entry, GroupText, new_manifest
from newsletter.desk.numbering import article_names, issue_days, next_number
from newsletter.desk.placeholders import placeholder_article
from newsletter.errors import InputError
from newsletter.manifest import load_issue, load_publication
from newsletter.model.issue import Group, Issue, PageName
from newsletter.model.publication import Publication

_STARTER = Path(__file__).parent / "starter"
"""A folder for each language: ``publication.yaml`` and one issue's files."""


_USUAL_SHEETS = {"zh": "四开", "en": "tabloid"}
"""What newspapers are mostly printed on where a language is read."""


def new_publication(
    folder: Path, day: date, language: str = "zh", sheet: str = ""
) -> tuple[Path, ...]:
    """Write a paper that builds at once: settings, first issue, schemas.

    Args:
        folder: The project's root; made if it is not there.
        day: Date of the first issue.
        language: Language of the paper; ``zh…`` is Chinese, anything else English.
        sheet: One of ``SHEETS`` by name; when left out 四开, or tabloid in English.

    Returns:
        The paths written.

    Raises:
        InputError: a file is there already; nothing was written.
        OutsideError: the file system refused; nothing new is left behind.
    """
    name = "zh" if language.lower().startswith("zh") else "en"
    issues, chosen = folder / "issues", sheet or _USUAL_SHEETS[name]
    files: dict[Path, str | bytes] = {}
    for path in sorted((_STARTER / name).iterdir()):
        paper = path.name == "publication.yaml"
        place = issues if paper else issues / day.isoformat()
        text = path.read_text(encoding="utf-8").replace("{sheet}", chosen)
        files[place / path.name] = _dated(text, day)
    written = file_all(folder, files, {})
    file_schemas(folder)
    return written


def new_issue(project: Path, day: date) -> tuple[Path, ...]:
    """Write the next issue: its number, the last issue's sections, placeholders.

    Sections, the pages they begin on and the pages' names and editors are those
    of the last issue before it; when that one has problems of its own, or there is
    none, the sections are the publication's.  Every article is a placeholder that
    ``check`` refuses.

    Args:
        project: The project's root.
        day: Date of the new issue.

    Returns:
        The paths written, the manifest last.

    Raises:
        InputError: the publication has problems, or the issue is there already;
            nothing was written.
        OutsideError: the file system refused; nothing new is left behind.
    """
    issues = project / "issues"
    publication = load_publication(project)
    last = _last_issue(issues, day)
    wanted = _groups_of(last) if last else _groups_for(publication)
    folder = issues / day.isoformat()
    slugs = [group.section.slug for group in wanted]
    names = tuple(article_names(slugs, ()))
    files: dict[Path, str | bytes] = {
        folder / name: placeholder_article(publication.language, group.section.name)
        for name, group in zip(names, wanted, strict=True)
    }
    files[folder / "issue.yaml"] = new_manifest(
        day,
        next_number(issues, day),
        [_placeholder_group(g, n) for g, n in zip(wanted, names, strict=True)],
        pages=_pages_text(last.pages if last else ()),
        note="",
    )
    written = file_all(project, files, {})
    file_schemas(project)
    return written


def _dated(text: str, day: date) -> str:
    return text.replace("{day}", day.isoformat()).replace("{year}", str(day.year))


def _last_issue(issues: Path, day: date) -> Issue | None:
    """Load the last issue before a day; None when its shape cannot be known."""
    before = [other for other in issue_days(issues) if other < day]
    if not before:
        return None
    try:
        return load_issue(issues / before[-1].isoformat())
    except InputError:
        return None  # it is that issue's editor who has to hear of it, not this one's


def _groups_of(issue: Issue) -> tuple[Group, ...]:
    """Keep each section and page once; banners belong to their day."""
    seen = {(group.section.slug, group.page): group for group in issue.groups}
    return tuple(seen.values())


def _groups_for(publication: Publication) -> tuple[Group, ...]:
    return tuple(Group(section=s, articles=()) for s in publication.sections)


def _placeholder_group(group: Group, file: str) -> GroupText:
    return GroupText(
        name=group.section.name, page=group.page, entries=(Entry(file=file),)
    )


def _pages_text(pages: Sequence[PageName]) -> str:
    if not pages:
        return ""
    return "pages:\n" + "".join(map(_page_line, pages))


def _page_line(page: PageName) -> str:
    parts = [f"number: {page.number}"]
    if page.name:
        parts.append(f"name: {yaml_text(page.name)}")
    if page.editors:
        words = (" ".join((c.role, *c.names)).strip() for c in page.editors)
        parts.append(f"editors: {yaml_text(' '.join(words))}")
    return f"  - {{{', '.join(parts)}}}\n"
