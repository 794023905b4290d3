"""Whatever JSON a client prints, the comparison is right about it."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from harness import normalise
from harness.compare import parse
from harness.promises import VOLATILE
from tests.test_compare import compared, signed

PLAIN = st.text(st.characters(codec="utf-8", exclude_characters=".")).filter(lambda key: key not in VOLATILE)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_any_value_equals_itself_after_a_trip_through_json(value: Any) -> None:
    assert compared(value, parse(json.dumps(value))) == []


@given(VALUES, VALUES)
def test_finds_a_difference_wherever_the_json_differs(one: Any, other: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True) or one == other == 0.0
    assert bool(compared([one], [copy.deepcopy(other)])) is not same or {repr(one), repr(other)} == {"0.0", "-0.0"}


@given(VALUES, VALUES)
def test_a_normalised_response_agrees_with_what_was_printed(documented: Any, printed: Any) -> None:
    text = normalise.as_json(json.dumps(documented), json.dumps(printed), signed)
    assert compared(parse(text), printed) == []
