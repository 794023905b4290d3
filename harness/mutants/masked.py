"""Mutants of a snippet that must fail: its own mistake is refused first, so another one beside it may stay unseen there."""

from __future__ import annotations

from harness.mutants.plan import Trial

FAILS, WORKS = "fails", "works"


def twins(trial: Trial, everything: list[Trial]) -> list[Trial]:
    """The same mistake in the same client's mended snippet; if that is caught, the reader is never shown an untested line."""
    file, edit = trial.mutant.file, trial.mutant.edit
    if FAILS not in file.parts:
        return []
    mended = file.parent.parent / WORKS / file.name
    return [
        other
        for other in everything
        if other.mutant.file == mended
        and (other.mutant.edit.operator, other.mutant.before, other.mutant.after)
        == (edit.operator, trial.mutant.before, trial.mutant.after)
    ]
