"""One issue on its way to readers, some of whom take some sections only."""

from dataclasses import dataclass, field, replace

from newsletter.errors import InputError
from newsletter.layout import Layout
from newsletter.mail.clicks import Clicks
from newsletter.mail.faults import bad_identity, no_identity
from newsletter.mail.fitting import fitted
from newsletter.mail.headers import HeaderError
from newsletter.mail.pictures import used_pictures
from newsletter.mail.signing import Signer
from newsletter.mail.template import Template, prepare
from newsletter.mail.values import MailPicture
from newsletter.model.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """An issue as mail for any choice of sections; each is set and prepared once."""

    issue: Issue
    layout: Layout
    pictures: tuple[MailPicture, ...] = ()
    signers: tuple[Signer, ...] = ()
    """None when the relay signs."""

    language: str = ""
    """Of the readers; picks the words around the copy where the layout has them."""

    clicks: Clicks = field(default_factory=Clicks)
    """How links are counted."""

    _made: dict[frozenset[str], Template] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def template(self, choice: frozenset[str] | None = None) -> Template | None:
        """Find the letter for readers who take these sections.

        Choices that come to the same in this issue share one letter.

        Args:
            choice: slugs of sections; None takes them all.

        Returns:
            None when the issue has nothing in those sections: send nothing.

        Raises:
            InputError: no mail identity, or one that no header can carry, or
                ``TOKEN_PLACEHOLDER`` in the copy.
            LayoutError: a template, style sheet or string is missing or faulty.
        """
        filled = {group.section.slug for group in self.issue.groups if group.articles}
        wanted = frozenset(filled if choice is None else filled & choice)
        if wanted and wanted not in self._made:
            self._made[wanted] = self._prepared(wanted)
        return self._made.get(wanted)

    def _prepared(self, sections: frozenset[str]) -> Template:
        identity = self.issue.publication.mail
        if identity is None:
            raise InputError(no_identity(self.issue))
        issue = of_sections(self.issue, sections)
        used = used_pictures(issue, self.pictures)
        letter, _ = fitted(issue, self.layout, used, self.language, self.clicks)
        try:
            return prepare(issue, identity, letter, self.signers)
        except HeaderError as error:
            raise InputError([bad_identity(issue, error.what, error.cure)]) from error


def of_sections(issue: Issue, sections: frozenset[str]) -> Issue:
    """Take the groups of some sections out of an issue, in its order."""
    groups = tuple(g for g in issue.groups if g.section.slug in sections)
    return replace(issue, groups=groups)
