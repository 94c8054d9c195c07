"""The box of corrections (更正) that print and mail set after the articles."""

from dataclasses import replace

from newsletter.model.copy import Paragraph, Span
from newsletter.model.correction import box_line, box_title
from newsletter.model.issue import Article, Group, Issue, Slot
from newsletter.model.publication import Section

BOX_SLUG = "_corrections"
"""No article can be called so: slugs begin with a letter or a digit."""


def correction_groups(issue: Issue) -> tuple[Group, ...]:
    """Set the corrections as a group of one short article; none without any."""
    if not issue.corrections:
        return ()
    language = issue.publication.language
    box = Article(
        slug=BOX_SLUG,
        ordinal=0,
        headline=(box_title(language),),
        body=tuple(
            Paragraph((Span(text=box_line(one.date, one.title, one.text, language)),))
            for one in issue.corrections
        ),
        slot=Slot.BRIEF,
        place=issue.corrections[0].place,
    )
    return (Group(section=Section(slug=BOX_SLUG, name=""), articles=(box,)),)


def with_correction_box(issue: Issue) -> Issue:
    """Add the box to what is printed."""
    return replace(issue, groups=(*issue.groups, *correction_groups(issue)))
