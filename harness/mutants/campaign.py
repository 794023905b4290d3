"""Tries many mutants on two workers, each with a Microsoft of its own, and remembers every outcome at once."""

from __future__ import annotations

import queue
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from tqdm import tqdm

from harness.mutants.bench import Bench, Outcome
from harness.mutants.memory import Memory
from harness.mutants.plan import Trial
from harness.registry import Snippet
from harness.run import Result
from harness.verdict import explain, faults

T = TypeVar("T")
R = TypeVar("R")


class Campaign:
    """Workers that wait for mutants. Used as `with campaigning(...) as campaign`."""

    def __init__(self, benches: list[Bench], memory: Memory) -> None:
        self.memory, self._count = memory, len(benches)
        self._benches: queue.SimpleQueue[Bench] = queue.SimpleQueue()
        for bench in benches:
            self._benches.put(bench)

    def originals(self, snippets: list[Snippet]) -> tuple[dict[Path, Result], dict[Path, str]]:
        """What each snippet prints as it stands, and the story of each that breaks its page's promise already."""

        def once(bench: Bench, snippet: Snippet) -> tuple[Result, str]:
            result = bench.run(snippet, timeout=60)
            found = faults(snippet, result, bench.entra.signed)
            return result, explain(snippet, result, found) if found else ""

        ran = list(self._each("snippets as they stand", snippets, once))
        results = {snippet.file: result for snippet, (result, _) in ran}
        return results, {snippet.file: story for snippet, (_, story) in ran if story}

    def outcomes(self, trials: list[Trial], originals: dict[Path, Result]) -> dict[str, Outcome]:
        """The outcome of each trial by its key."""

        def once(bench: Bench, trial: Trial) -> Outcome:
            if not trial.is_snippet:
                return bench.try_response(trial.mutant, trial.owner, originals[trial.owner.file])
            known = self.memory.outcomes.get(trial.key)
            return known or self.memory.keep(trial.key, bench.try_snippet(trial.mutant, trial.owner))

        return {trial.key: outcome for trial, outcome in self._each("mutants", trials, once)}

    def _each(self, what: str, items: list[T], work: Callable[[Bench, T], R]) -> Iterator[tuple[T, R]]:
        def borrowed(item: T) -> R:
            bench = self._benches.get()
            try:
                return work(bench, item)
            finally:
                self._benches.put(bench)

        with (
            ThreadPoolExecutor(self._count) as pool,
            tqdm(total=len(items), desc=what, unit="", mininterval=0.1 if sys.stderr.isatty() else 15) as bar,
        ):
            futures = {pool.submit(borrowed, item): item for item in items}
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
                    bar.update()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


@contextmanager
def campaigning(entra: Any, workers: int, memory: Memory) -> Iterator[Campaign]:
    """Workers beside a running mock, each with its own ports, directory and journal, so that none sees another's requests."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mutants-")))
        yield Campaign([Bench(stack.enter_context(entra.fresh()), folder) for _ in range(workers)], memory)
