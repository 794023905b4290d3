"""Judges a campaign: which mutants survived, which are equivalent, and which entries of equivalent.toml are no longer true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from harness.mutants.bench import Outcome
from harness.mutants.edit import Mutant
from harness.mutants.equivalents import Rule, rule_for
from harness.mutants.plan import Trial


@dataclass
class Report:
    """What a campaign came to; `is_proof` is whether the harness caught all that it had to."""

    caught: list[Trial] = field(default_factory=list)
    masked: list[Trial] = field(default_factory=list)
    equivalent: dict[Rule, list[Trial]] = field(default_factory=lambda: defaultdict(list))
    survivors: list[Trial] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)

    @property
    def is_proof(self) -> bool:
        return not self.survivors and not self.untrue

    def lines(self) -> Iterator[str]:
        """The report, worst last."""
        for rule, trials in self.equivalent.items():
            yield f"equivalent, {len(trials)} of: {rule.reason}"
            yield from (f"  {trial.mutant.name}" for trial in trials)
        yield from (f"masked by the page's own mistake: {trial.mutant.name}" for trial in self.masked)
        yield from (f"SURVIVED: {trial.mutant.name}" for trial in self.survivors)
        yield from self.untrue
        equivalent = sum(map(len, self.equivalent.values()))
        total = len(self.caught) + len(self.masked) + len(self.survivors) + equivalent
        yield (
            f"{total} mutants: {len(self.caught)} caught, {equivalent} equivalent, {len(self.masked)} masked, "
            f"{len(self.survivors)} survived"
        )


def judge(trials: list[Trial], outcomes: dict[str, Outcome], masked: set[str], rules: list[Rule]) -> Report:
    """Sort trials by what became of them; a rule is untrue where a mutant that it names is caught.

    The same change of the same words elsewhere in the file is another mutant, and a rule cannot tell it apart.
    """
    report, overtaken = Report(), []
    for trial in trials:
        rule = rule_for(trial.mutant, rules)
        if outcomes[trial.key].is_caught:
            report.caught.append(trial)
            if rule:
                overtaken.append(trial.mutant)
        elif rule:
            report.equivalent[rule].append(trial)
        elif trial.key in masked:
            report.masked.append(trial)
        else:
            report.survivors.append(trial)
    alike = {_change(trial.mutant) for trials in report.equivalent.values() for trial in trials}
    report.untrue = [
        f"equivalent.toml names a mutant that is caught: {mutant.name}"
        for mutant in overtaken
        if _change(mutant) not in alike
    ]
    return report


def _change(mutant: Mutant) -> tuple[Path, str, str, str]:
    return mutant.file, mutant.edit.operator, mutant.before, mutant.after


def idle(everything: list[Trial], rules: list[Rule]) -> list[str]:
    """A sentence for each rule that no mutant fits any more."""
    used = {rule_for(trial.mutant, rules) for trial in everything}
    return [f"equivalent.toml names a mutant that no longer exists: {rule}" for rule in rules if rule not in used]
