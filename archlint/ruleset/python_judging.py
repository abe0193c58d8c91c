"""Judge a model by a rule written in Python, which may be anybody's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from operator import attrgetter

from archlint.errors import ArchlintError
from archlint.finding import Evidence, Finding, Outcome, Subject
from archlint.graph import ArchitectureGraph
from archlint.ruleset.values import PythonRule
from archlint.ruleset.verdicts import Verdict, location_of, subject_of


class PythonJudge:
    """Runs one rule, and holds it to what a rule may do."""

    def __init__(self, rule: PythonRule, graph: ArchitectureGraph, environment: str) -> None:
        """Keep the rule, the model's graph, and the environment that findings' ids name."""
        self._rule = rule
        self._graph = graph
        self._environment = environment

    def judgements(self) -> Iterator[Verdict]:
        """Give a verdict on each subject, in the order of their ids.

        Raises:
            ArchlintError: If the rule fails, or gives what is no verdict or a second one.
        """
        given: dict[Subject, Verdict] = {}
        try:
            # What a rule prints must not stand in the midst of a report.
            with redirect_stdout(sys.stderr):
                for verdict in self._rule.function(self._graph):
                    subject = _checked_subject(verdict)
                    if subject in given:
                        raise ValueError(f"two verdicts on the {subject.kind} '{subject.id}'")
                    given[subject] = verdict
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            # A rule that ends the process with status 0 would pass for a clean model.
            raise self._failure(error) from error
        for subject in sorted(given, key=attrgetter("id", "kind")):
            yield given[subject]

    def finding(self, verdict: Verdict) -> Finding:
        """Tell what was found of one subject."""
        location = location_of(verdict.subject)
        message = verdict.message or self._rule.title
        return Finding(
            rule=self._rule.id,
            subject=subject_of(verdict.subject),
            outcome=verdict.outcome,
            severity=self._rule.severity,
            message=message,
            location=location,
            evidence=verdict.evidence or (Evidence(message, location),),
            environment=self._environment,
        )

    def _failure(self, error: BaseException) -> ArchlintError:
        rule = self._rule
        detail = " ".join(str(error).split())
        kind = "" if isinstance(error, ArchlintError) else type(error).__name__
        return ArchlintError(
            f"the rule '{rule.id}' failed: {': '.join(filter(None, (kind, detail)))}",
            hint=f"tell whoever maintains the plug-in '{rule.pack}' ({rule.location.path}); "
            "--debug shows the traceback",
        )


def _checked_subject(verdict: object) -> Subject:
    if not isinstance(verdict, Verdict):
        raise TypeError(
            f"a rule yields satisfied(...), violated(...) or unknown(...), found {verdict!r:.80}"
        )
    if verdict.outcome is not Outcome.SATISFIED and not verdict.message.strip():
        raise ValueError("a verdict other than satisfied needs a message")
    for fact in verdict.evidence:
        if not isinstance(fact, Evidence):
            raise TypeError(f"evidence is made by fact(...), found {fact!r:.80}")
    return subject_of(verdict.subject)
