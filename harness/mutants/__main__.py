"""Spoils every snippet and every documented response a little, and demands that each mistake is noticed: `make mutants`."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import time

from harness import registry
from harness.mutants import equivalents
from harness.mutants.campaign import Campaign, campaigning
from harness.mutants.masked import twins
from harness.mutants.memory import Memory
from harness.mutants.plan import Trial, grounds, once, trials
from harness.mutants.report import Report, idle, judge
from harness.registry import ROOT
from harness.run import missing


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0: every mutant was caught or is equivalent; 1: not so; 2: nothing to try."""
    options = _parser().parse_args(arguments)
    absent = sorted({why for client in registry.clients().values() if (why := missing(client))})
    try:
        everything = trials((snippet for snippet in registry.snippets() if snippet.documented), grounds())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    chosen = once(t for t in everything if options.word in t.mutant.name and not missing(t.owner.client))
    chosen = sample(chosen, options.sample, options.seed or commit()) if options.sample else chosen
    if not chosen:
        print("no mutant is named so; --list shows them all", file=sys.stderr)
        return 2
    if options.list:
        print("\n".join(trial.mutant.name for trial in chosen))
        return 0
    begin = time.monotonic()

    from mock_entra import running  # noqa: PLC0415  # --help and --list need no mock

    try:
        with running() as entra, campaigning(entra, options.workers, Memory()) as campaign:
            report = held(campaign, chosen, everything, is_sample=bool(options.sample))
    except KeyboardInterrupt:
        print("ended; the same command goes on from here", file=sys.stderr)
        return 130
    print("\n".join([*report.lines(), *absent]))
    print(f"of {len(everything)}, {len(once(everything))} of them different, in {time.monotonic() - begin:.0f} s")
    return 0 if report.is_proof and not absent else 1


def held(campaign: Campaign, chosen: list[Trial], everything: list[Trial], *, is_sample: bool = False) -> Report:
    """Try the chosen mutants; those of a snippet that fails as it stands prove nothing and are not tried.

    A sample takes it from the other tests that snippets do not fail as they stand.
    """
    listed = equivalents.rules()
    owners = {trial.owner.file: trial.owner for trial in chosen if not is_sample or not trial.is_snippet}
    originals, broken = campaign.originals(list(owners.values()))
    sound = [trial for trial in chosen if trial.owner.file not in broken]
    outcomes = campaign.outcomes(sound, originals)
    beside = {
        trial.key: pair for trial in sound if not outcomes[trial.key].is_caught and (pair := twins(trial, everything))
    }
    twin_outcomes = campaign.outcomes(once(twin for pair in beside.values() for twin in pair), {}) if beside else {}
    masked = {key for key, pair in beside.items() if all(twin_outcomes[twin.key].is_caught for twin in pair)}
    report = judge(sound, outcomes, masked, listed)
    report.untrue += idle(everything, listed)
    report.untrue += [f"fails as it stands, so its mutants prove nothing: {story}" for story in broken.values()]
    return report


def sample(everything: list[Trial], size: int, seed: str) -> list[Trial]:
    """As many mutants, the same ones for the same seed; a new commit draws others."""
    drawn = sorted(everything, key=lambda trial: hashlib.sha256(f"{seed} {trial.mutant.name}".encode()).digest())
    kept = {trial.key for trial in drawn[:size]}
    return [trial for trial in everything if trial.key in kept]


def commit() -> str:
    """The commit, or a constant where this is no repository."""
    if not (git := shutil.which("git")):
        return "0"
    asked = [git, "rev-parse", "HEAD"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=10, check=False)
    return done.stdout.strip() or "0"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make mutants", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-k", dest="word", default="", metavar="WORD", help="only mutants whose name holds this word")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="only N of them, chosen by the seed")
    parser.add_argument("--seed", default="", help="chooses the sample; the commit as a rule")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="how many clients run at once")
    parser.add_argument("--list", action="store_true", help="only list them")
    return parser


if __name__ == "__main__":
    sys.exit(main())
