"""Every recorded answer is provoked, through the proxy and with a plain client, and compared with what the mock says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mock_entra import Entra
from tests.contract.fixtures import Fixture, fixtures
from tests.contract.recorded import differences
from tests.contract.situations import AMBIGUOUS, SITUATIONS

ROOT = Path(__file__).parents[2]
MATCHED = [fixture for fixture in fixtures().values() if not fixture.unmatched]
UNMATCHED = [fixture for fixture in fixtures().values() if fixture.unmatched]
KINDS = ("raw", "quoted", "vendor sample", "shape")


@pytest.mark.parametrize("fixture", MATCHED, ids=lambda fixture: fixture.id)
def test_the_mock_answers_as_was_recorded(fixture: Fixture, microsoft: Entra, ambiguous_machine: Entra) -> None:
    entra = ambiguous_machine if fixture.situation in AMBIGUOUS else microsoft
    found = differences(fixture, entra)
    told = "\n".join(f"{at}: {what}" for at, what in found.items() if at not in fixture.excused)
    assert not told, f"{fixture.id} ({fixture.source}):\n{told}"
    stale = [at for at in fixture.excused if at != "$request" and at not in found]
    assert not stale, f"{fixture.id} excuses a difference that there is not: {stale}"


@pytest.mark.parametrize("fixture", fixtures().values(), ids=lambda fixture: fixture.id)
def test_a_fixture_says_where_it_is_from_and_how_it_is_proved(fixture: Fixture) -> None:
    assert fixture.kind in KINDS
    assert fixture.source
    assert re.fullmatch(r"(\d{4}(-\d\d){0,2})?", fixture.date)
    if fixture.unmatched:
        assert fixture.unmatched.endswith(".")
        assert not fixture.test, "an unmatched fixture is proved by no test"
    else:
        file, _, name = fixture.test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_a_situation_that_nothing_speaks_of_does_not_linger() -> None:
    from tests.contract.test_refusals import CASES  # noqa: PLC0415  # the other half of what speaks of situations

    spoken = {fixture.situation for fixture in MATCHED} | {name for names in CASES.values() for name in names}
    assert set(SITUATIONS) - spoken == set()


@pytest.mark.parametrize("fixture", UNMATCHED, ids=lambda fixture: fixture.id)
def test_a_fixture_that_is_not_matched_has_no_situation_that_would_match_it(fixture: Fixture) -> None:
    assert not fixture.situation
    assert json.loads(fixture.body)
