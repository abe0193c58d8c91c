"""Both sides of a change, judged by the rules of one: from revisions to a review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archlint.commands.accepting import accepted_by
from archlint.commands.comparing import base_model, environment_remarks, head_model
from archlint.commands.judging import at_least_one, judge
from archlint.commands.reading import JudgingOptions, Side, read_side, refuse_removed_model
from archlint.commands.sides import Place
from archlint.config.applying import apply_settings
from archlint.edge.baselines import load_baseline
from archlint.edge.clock import day_of
from archlint.edge.files import FileReader
from archlint.edge.loading import load_judges
from archlint.finding import Finding, Outcome
from archlint.graph import ArchitectureGraph
from archlint.review.comparing import compare, empty_model
from archlint.review.consequences import consequences
from archlint.review.findings import compare_findings
from archlint.review.ids import renamed_parts
from archlint.review.rule_changes import compare_rules
from archlint.review.rule_sides import RuleSide
from archlint.review.type_changes import catalogue_changes
from archlint.review.values import Difference, Review, RuleChange
from archlint.ruleset import Report, Rule

HEAD = "head"
BASE = "base"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review, and what else its reports show.

    Attributes:
        review: The review.
        report: What the head's model was found to be.
        base_texts: The texts of the base by path, for the lines that findings stand on.
        head_texts: The same of the head.
    """

    review: Review
    report: Report
    base_texts: dict[str, str]
    head_texts: dict[str, str]

    def with_remark(self, remark: str) -> Reviewed:
        """Return it with one thing more to know of the run."""
        review = replace(self.review, remarks=(*self.review.remarks, remark))
        return replace(self, review=review)


def review_sides(
    options: JudgingOptions, base: Place, head: Place, files: FileReader, remarks: list[str]
) -> Reviewed:
    """Review a change.

    Args:
        options: What the command line says.
        base: Where the side before is.
        head: Where the side after is.
        files: What takes the texts that errors show lines of.
        remarks: What there is to know of the run already.

    Raises:
        ArchlintError: If a side cannot be read, or the head not be judged.
    """
    refuse_removed_model(options, base, head, files)
    after = read_side(head, options, files)
    before = read_side(base, options, files, may_be_new=True)
    assert after.models is not None  # noqa: S101 - reading it without has raised
    model = head_model(after.models, options.env)
    if before.models is None:
        remarks.append(f"{base.revision.name} has no {model.path}: all of it is new")
        earlier = empty_model(model.path, model.name)
    else:
        earlier = base_model(before.models, model, options.env, remarks)
    difference = compare(earlier, model)
    environments: tuple[str, ...] = ()
    if options.env is None:
        environments = tuple(environment_remarks(before.models, after.models, difference))
    judging = _Judging(before, after, options, files)
    base_graph, head_graph = ArchitectureGraph(earlier), ArchitectureGraph(model)
    by = before if options.judged_by == BASE else after
    report = judging.judged(head_graph, after, by)
    known = judging.judged(base_graph, before, by) if earlier.nodes else None
    found = compare_findings(
        known,
        report,
        difference.renamed,
        unknown=options.lists_unknown,
        parts=renamed_parts(difference),
    )
    review = Review(
        base=base.revision,
        head=head.revision,
        difference=difference,
        consequences=consequences(base_graph, head_graph, difference),
        findings=found,
        rule_changes=judging.rule_changes(head_graph, report, difference),
        judged_by=options.judged_by,
        fail_on=by.workplace.settings.fail_on,
        strict=options.strict,
        remarks=(*remarks, *environments),
        environments=environments,
    )
    return Reviewed(review, report, base.files.texts, head.files.texts)


class _Judging:
    """Judges models of either side by the rules and settings of either."""

    def __init__(self, base: Side, head: Side, options: JudgingOptions, files: FileReader) -> None:
        self._base = base
        self._head = head
        self._options = options
        self._files = files
        self._today = day_of(options.today)
        self._same_types = base.types == head.types
        # What the head's rules are called in the base, where their ids changed.
        self._former = {
            rule.id: alias
            for rule in head.project.rules
            for alias in rule.aliases
            if any(known.id == alias for known in base.project.rules)
        }

    def judged(self, graph: ArchitectureGraph, types: Side, by: Side) -> Report:
        """Return what the rules of one side say of a model.

        Args:
            graph: The model's graph.
            types: The side whose types the model has.
            by: The side whose rules, settings and baseline judge.
        """
        with by.place.telling(self._files.texts):
            rules = self._rules(types, by)
            chosen = at_least_one(apply_settings(by.workplace.settings, rules).rules)
            found = judge(graph, chosen)
            [report] = accepted_by(
                [found],
                rules,
                waivers=self._options.waivers,
                unknown=self._options.strict,
                today=self._today,
                baseline=by.workplace.baseline,
                files=by.place.files,
            )
        return report

    def _rules(self, types: Side, by: Side) -> tuple[Rule, ...]:
        """Return the rules of one side, as they are for models with the types of another."""
        if types is by or self._same_types:
            return by.project.rules
        return load_judges(by.place.files, by.extent, types.project.catalogue)

    def rule_changes(
        self, graph: ArchitectureGraph, report: Report, difference: Difference
    ) -> tuple[RuleChange, ...]:
        """Tell how the rules change, and what the change would hide in the head's model.

        Args:
            graph: The head's graph.
            report: What was found in it, by the side that judges.
            difference: How the models differ, which says what is renamed.
        """
        before, after = self._rule_side(self._base), self._rule_side(self._head)
        renamed, parts = difference.renamed, renamed_parts(difference)
        changes = compare_rules(before, after, hidden={}, renamed=renamed, parts=parts)
        if changes:
            seen = {
                (self._former.get(found.rule, found.rule), found.subject)
                for found in self._violated(self._head, graph, report)
            }
            hidden: dict[str, list[Finding]] = {}
            for finding in self._violated(self._base, graph, report):
                if (finding.rule, finding.subject) not in seen:
                    hidden.setdefault(finding.rule, []).append(finding)
            changes = compare_rules(before, after, hidden=hidden, renamed=renamed, parts=parts)
        types = catalogue_changes(self._base.project.catalogue, self._head.project.catalogue)
        return tuple(sorted((*changes, *types), key=lambda one: (not one.effect.loosens, one.rule)))

    def _violated(self, by: Side, graph: ArchitectureGraph, report: Report) -> Iterator[Finding]:
        """Give the violations of the head's model by the rules of one side, which may have none."""
        judging = self._base if self._options.judged_by == BASE else self._head
        if by is not judging:
            if not by.applied.rules:
                return iter(())
            report = self.judged(graph, self._head, by)
        return (found for found in report.findings if found.outcome is Outcome.VIOLATED)

    def _rule_side(self, side: Side) -> RuleSide:
        with side.place.telling(self._files.texts):
            path = side.workplace.baseline
            known = None
            if path is not None:
                known = load_baseline(side.place.files, path, may_be_missing=True)
        return RuleSide(
            rules={rule.id: rule for rule in side.project.rules},
            applied=side.applied,
            settings=side.workplace.settings,
            baseline=known,
            leaves_model=side is self._head and self._leaves_model(),
        )

    def _leaves_model(self) -> bool:
        """Tell whether the base's model is still there in the head, which reads another."""
        if self._base.models is None:
            return False
        path, head = self._base.models.base.path, self._head.place
        with head.entered():
            return path not in head.files.texts and Path(path).exists()
