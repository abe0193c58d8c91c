"""The options of the commands that compare."""

from __future__ import annotations

from argparse import Action, ArgumentParser, Namespace
from typing import Any

from archlint.cli import examples
from archlint.cli.options import (
    add_choice_of_rules,
    add_command,
    add_common,
    add_environment,
    add_failing,
    add_formats,
    add_known,
    add_model,
    add_project,
    add_waiving,
)
from archlint.commands.formats import DIFF_FORMATS, REVIEW_FORMATS

BASE = "base"
HEAD = "head"


class _Judges(Action):
    """Takes whose rules judge, or a file or folder of further rules."""

    def __call__(
        self, _: ArgumentParser, namespace: Namespace, values: Any, __: str | None = None
    ) -> None:
        """Keep the word, or add the path."""
        if values in (BASE, HEAD):
            namespace.judged_by = values
        else:
            setattr(namespace, self.dest, [*getattr(namespace, self.dest), values])


def add_diff(commands: Any) -> None:
    """Add `diff`."""
    diff = add_command(commands, "diff", "compare two architectures", examples.DIFF)
    diff.add_argument(
        "models",
        metavar="MODEL",
        nargs="*",
        help="two models, as files or REV:FILE; with --base one, or none for the project's",
    )
    diff.add_argument(
        "--base", metavar="REV", help="compare the model of this git revision with the head's"
    )
    diff.add_argument(
        "--head", metavar="REV", help="the git revision to compare with it (default: HEAD)"
    )
    add_project(diff)
    add_environment(diff)
    diff.add_argument(
        "--format",
        choices=DIFF_FORMATS,
        default=DIFF_FORMATS[0],
        help="text (the default) or markdown for people, json for scripts",
    )
    diff.add_argument("-o", "--output", metavar="FILE", help="write it to a file")
    _add_pictures(diff)
    diff.add_argument("--exit-code", action="store_true", help="end with 1 if they differ")
    add_common(diff)


def add_review(commands: Any) -> None:
    """Add `review`."""
    review = add_command(
        commands,
        "review",
        "tell what a change does to the architecture, and whether it makes it worse",
        examples.REVIEW,
    )
    add_model(review)
    review.add_argument(
        "--base",
        metavar="REV",
        required=True,
        help="the git revision that the change is meant for; it is compared with the commit at "
        "which the head parted from it",
    )
    head = review.add_mutually_exclusive_group()
    head.add_argument("--head", metavar="REV", help="the git revision to review (default: HEAD)")
    head.add_argument(
        "--working-tree", action="store_true", help="review the files as they lie there instead"
    )
    add_environment(review)
    add_choice_of_rules(
        review, _Judges, "; base (the default) or head says whose rules judge both sides"
    )
    review.set_defaults(judged_by=BASE)
    add_formats(review, REVIEW_FORMATS)
    _add_pictures(review)
    review.add_argument(
        "--picture-url",
        metavar="URL",
        help="where the Markdown finds the pictures (default: the folder of --pictures)",
    )
    review.add_argument(
        "--quiet", action="store_true", help="only what is introduced, without the rest"
    )
    review.add_argument(
        "--unknown",
        action="store_true",
        help="list what the base says and the head does not, too",
    )
    add_failing(review)
    add_waiving(review)
    add_known(review)
    add_common(review)


def _add_pictures(parser: Any) -> None:
    parser.add_argument(
        "--pictures",
        metavar="FOLDER",
        help="draw what was, what is and what differs into this folder",
    )
