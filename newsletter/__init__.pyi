from newsletter.build.handoff import hand_off as hand_off
from newsletter.build.issue import build_issue as build_issue
from newsletter.build.issue import load_issue as load_issue
from newsletter.errors import InputError as InputError
from newsletter.errors import LayoutError as LayoutError
from newsletter.errors import NewsletterError as NewsletterError
from newsletter.errors import OutsideError as OutsideError
from newsletter.errors import Place as Place
from newsletter.errors import Problem as Problem
from newsletter.errors import Severity as Severity
from newsletter.errors import Text as Text
from newsletter.errors import UsageError as UsageError
from newsletter.manifest import load_publication as load_publication
from newsletter.model.issue import Issue as Issue
from newsletter.model.publication import Publication as Publication
from newsletter.model.report import Report as Report

__version__: str
__all__: list[str]
