"""The page on the contract holds what the fixtures, the refusals and the code say, all of it."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from harness.evidence import CODE, ROOT, age, not_played
from mock_entra.refusals import Refusal, refusals
from tests.contract.fixtures import Fixture, fixtures
from tests.pages import guide

UNPLAYED_NOWHERE = {
    "mock_entra/endpoints/__init__.py": "it plays nothing",
    "mock_entra/endpoints/bearer.py": "what two APIs share",
    "mock_entra/endpoints/managed_identity.py": "what two endpoints share",
    "mock_entra/grants/__init__.py": "the table of grants",
    "mock_entra/grants/asked.py": "what grants share",
}


@cache
def text() -> str:
    return " ".join(guide().pages["mock/contract"].astext().split())


@pytest.mark.parametrize("fixture", fixtures().values(), ids=lambda fixture: fixture.id)
def test_the_page_shows_every_fixture_and_why_one_is_not_matched(fixture: Fixture) -> None:
    assert fixture.title in text()
    assert fixture.unmatched in text()
    assert fixture.unmatched or fixture.id in text()
    assert all(why in text() for why in fixture.excused.values())


@pytest.mark.parametrize("row", refusals().values(), ids=lambda row: row.code)
def test_the_page_shows_every_refusal_and_what_is_open(row: Refusal) -> None:
    for told in (row.code, row.rule, " ".join(row.text.split()), row.doubt):
        assert told in text()


def test_the_page_marks_what_is_unconfirmed() -> None:
    guesses = sum(row.evidence == "unconfirmed" for row in refusals().values())
    assert text().count("unconfirmed; what is known") == guesses > 0


def test_the_page_says_what_each_module_does_not_play() -> None:
    assert all(what in text() for what in not_played().values())
    modules = {file.relative_to(ROOT).as_posix() for folder in CODE for file in folder.glob("*.py")}
    assert modules - set(not_played()) == set(UNPLAYED_NOWHERE)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-24", "new"),
        ("2026-10-30", "a month"),
        ("2025-12-29", "11 months"),
        ("2024-12", "23 months"),
        ("2024-11", "2 years"),
        ("2020-07-24", "6 years"),
        ("2026", "this year"),
        ("2025", "a year"),
        ("2021", "5 years"),
    ],
)
def test_evidence_is_as_old_as_its_date_can_tell(moment: str, told: str) -> None:
    assert age(moment, date(2026, 11, 24)) == told
