"""A documented response promises exact keys, types and values, and kinds only where it says so."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
import pytest

from harness.compare import differences, json_differences, text_differences

KEY = "a key of this test and of nobody else"
NOW = int(time.time())
TOKEN = jwt.encode({"aud": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"}, KEY, headers={"kid": "x"})
FOREIGN = jwt.encode({"aud": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"}, KEY + "!")
GUID, OTHER_GUID = "0000aaaa-11bb-cccc-dd22-eeeeee333333", "c89c7789-3570-41ef-88fe-8619d3d2d984"
TEXT = "AADSTS7000215: Invalid client secret provided. Trace ID: {0} Correlation ID: {0} Timestamp: {1}"


def signed(token: str) -> object:
    try:
        return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_aud": False})
    except jwt.PyJWTError as error:
        raise ValueError(str(error)) from error


def moment(ahead: int, offset: str = "Z") -> str:
    """A moment so many seconds from now, as RFC 3339 writes it."""
    hours = int(offset[1:3]) if offset[:1] in {"+", "-"} else 0
    return datetime.fromtimestamp(NOW + ahead + hours * 3600, UTC).strftime("%Y-%m-%dT%H:%M:%S.5") + offset


def compared(documented: Any, printed: Any) -> list[str]:
    return json_differences(documented, printed, signed)


@pytest.mark.parametrize(
    ("documented", "printed"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"access_token": "eyJhb...fg"}, {"access_token": TOKEN}),
        ({"header": "Bearer eyJhb...fg"}, {"header": f"Bearer {TOKEN}"}),
        ({"code": "DAQ...AA"}, {"code": "DAQxyz-_.~+/=AA"}),
        ({"note": "Continue polling..."}, {"note": "Continue polling..."}),
        ({"expires_on": 1699439633}, {"expires_on": NOW + 3599}),
        ({"expires_on": "1699439633"}, {"expires_on": str(NOW + 86399)}),
        ({"not_before": "1699439633"}, {"not_before": str(NOW - 300)}),
        ({"expires_in": 86399}, {"expires_in": 86398}),
        ({"expires_in": "86399"}, {"expires_in": "86340"}),
        ({"expiresOn": "2023-11-08 10:33:53.000000"}, {"expiresOn": "2026-11-23 04:15:49.123456"}),
        ({"expiresOn": "2023-11-08T10:33:53.000Z"}, {"expiresOn": moment(3600)}),
        ({"ExpiresOn": "2023-11-08T10:33:53.917216204Z"}, {"ExpiresOn": moment(86400, "+01:00")}),
        ({"extExpiresOn": "2023-11-08T10:33:53.000Z"}, {"extExpiresOn": moment(2 * 86399)}),
        ({"RefreshOn": "0001-01-01T00:00:00Z"}, {"RefreshOn": "0001-01-01T00:00:00Z"}),
        ({"expiresOnTimestamp": 1699439633000}, {"expiresOnTimestamp": (NOW + 3600) * 1000}),
        ({"timestamp": "2023-11-08 10:33:53Z"}, {"timestamp": "2026-11-23 04:15:49Z"}),
        ({"trace_id": GUID}, {"trace_id": OTHER_GUID}),
        ({"timestamp": 1699439633000}, {"timestamp": 1699439633000}),
        ({"e": TEXT.format(GUID, "2023-11-08 10:33:53Z")}, {"e": TEXT.format(OTHER_GUID, "2026-11-23 04:15:49Z")}),
    ],
)
def test_accepts_what_keeps_the_promise(documented: Any, printed: Any) -> None:
    assert compared(documented, printed) == []


@pytest.mark.parametrize(
    ("documented", "printed"),
    [
        (3599, "3599"),
        (1, 1.0),
        (1, True),
        (0, False),
        ("", None),
        ("Bearer", "bearer"),
        ([], {}),
        ([1], [1, 1]),
        ([1, 2], [2, 2]),
        ({"a": 1, "A": 1}, {"a": 1}),
        ({"a": None}, {}),
        ({}, {"a": None}),
        ({"access_token": "eyJ0e...fg"}, {"access_token": TOKEN}),
        ({"access_token": "eyJhb...fg"}, {"access_token": FOREIGN}),
        ({"access_token": "eyJhb...fg"}, {"access_token": TOKEN + " "}),
        ({"access_token": "eyJhb...fg"}, {"access_token": "eyJhb"}),
        ({"code": "DAQ...AA"}, {"code": "DAQxyzAB"}),
        ({"code": "DAQ...AA"}, {"code": "DAQx yAA"}),
        ({"code": "DAQ...AA"}, {"code": "DAQAA"}),
        ({"expires_on": 1699439633}, {"expires_on": str(NOW + 3599)}),
        ({"expires_on": "1699439633"}, {"expires_on": NOW + 3599}),
        ({"expires_on": "1699439633"}, {"expires_on": "1699439633"}),
        ({"expires_on": 1699439633}, {"expires_on": NOW + 26 * 3600}),
        ({"expires_on": 1699439633}, {"expires_on": float(NOW)}),
        ({"expires_on": "soon"}, {"expires_on": str(NOW + 3599)}),
        ({"not_before": 1699439633}, {"not_before": NOW + 3599}),
        ({"expires_in": 3599}, {"expires_in": 3598}),
        ({"expires_in": 3600}, {"expires_in": 3599}),
        ({"expires_in": 86399}, {"expires_in": 86400}),
        ({"expires_in": 86399}, {"expires_in": 86338}),
        ({"expires_in": 86399}, {"expires_in": "86399"}),
        ({"ext_expires_in": 86399}, {"ext_expires_in": 86398}),
        ({"expiresOn": "2023-11-08 10:33:53.000000"}, {"expiresOn": "2023-11-08T10:33:53.000000"}),
        ({"timestamp": "2023-11-08 10:33:53Z"}, {"timestamp": "2026-02-31 04:15:49Z"}),
        ({"trace_id": GUID}, {"trace_id": "none"}),
        ({"e": TEXT.format(GUID, "2023-11-08 10:33:53Z")}, {"e": TEXT.format(OTHER_GUID, "today")}),
        (
            {"e": TEXT.format(GUID, "2023-11-08 10:33:53Z")},
            {"e": TEXT.format(OTHER_GUID, "2023-11-08 10:33:53Z") + "."},
        ),
        ({"e": f"Session ID: {GUID}"}, {"e": f"Session ID: {OTHER_GUID}"}),
        ({"expiresOn": "2023-11-08T10:33:53.000Z"}, {"expiresOn": "2026-11-23 04:15:49.123456"}),
        ({"expiresOn": "2023-11-08 10:33:53.000000"}, {"expiresOn": moment(3600)}),
        ({"ExpiresOn": "2023-11-08T10:33:53Z"}, {"ExpiresOn": moment(-3600)}),
        ({"ExpiresOn": "2023-11-08T10:33:53Z"}, {"ExpiresOn": moment(3600, "")}),
        ({"ExpiresOn": "2023-11-08T10:33:53Z"}, {"ExpiresOn": "2026-02-31T04:15:49Z"}),
        ({"RefreshOn": "0001-01-01T00:00:00Z"}, {"RefreshOn": moment(3600)}),
        ({"RefreshOn": "2023-11-07T22:33:53Z"}, {"RefreshOn": "0001-01-01T00:00:00Z"}),
        ({"expiresOnTimestamp": 1699439633000}, {"expiresOnTimestamp": NOW + 3600}),
        ({"expiresOnTimestamp": 1699439633000}, {"expiresOnTimestamp": str((NOW + 3600) * 1000)}),
    ],
)
def test_refuses_what_breaks_the_promise(documented: Any, printed: Any) -> None:
    assert len(compared(documented, printed)) == 1


def test_words_each_difference_by_its_path() -> None:
    documented = {"a": {"b": [1, {"c-d": 3599}]}, "gone": 1, "odd key": "x"}
    printed = {"a": {"b": [1, {"c-d": "3599"}]}, "odd key": "y", "new": True}
    assert compared(documented, printed) == [
        '$.a.b[1].c-d: the page says 3599, the client printed "3599"',
        "$.gone: the page says 1, the client printed no such key",
        '$["odd key"]: the page says "x", the client printed "y"',
        "$.new: the page says no such key, the client printed true",
    ]


def test_shows_a_long_text_from_where_it_begins_to_differ() -> None:
    (line,) = compared("x" * 500 + "left", "x" * 500 + "right")
    assert 'left"' in line
    assert 'right"' in line
    assert len(line) < 200


def test_never_prints_a_whole_token() -> None:
    lines = [
        *compared({"a": "eyJhb...fg"}, {"a": FOREIGN}),
        *compared({"a": 1}, {"b": {"c": [TOKEN]}}),
        *compared("x", TOKEN),
    ]
    assert len(lines) == 4
    assert not any(part in line for line in lines for token in (TOKEN, FOREIGN) for part in token.split("."))
    assert '$.a: the page says "eyJhb...fg", the client printed "eyJhb…" (not the JWT that is promised' in lines[0]


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("", "the client printed nothing"),
        ('{"a": 1} {"a": 1}', "not one JSON document: Extra data"),
        ('warning\n{"a": 1}', "not one JSON document: Expecting value"),
        ('{"a": 1, "a": 1}', "the key 'a' stands there twice"),
        ('{"a": NaN}', "NaN is no JSON value"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_refuses_output_that_is_not_one_json_document(tmp_path: Path, printed: str, says: str) -> None:
    (tmp_path / "curl.json").write_text('{"a": 1}')
    (line,) = differences(tmp_path / "curl.json", printed, signed)
    assert line.startswith('$: the page says {"a": 1}, the client printed ')
    assert says in line
    assert len(line) < 300


def test_names_a_response_file_that_is_not_json(tmp_path: Path) -> None:
    (tmp_path / "curl.json").write_text('{\n"a": }')
    with pytest.raises(ValueError, match=r"curl\.json is not a response .*line 2 column 6.*Mend that file"):
        differences(tmp_path / "curl.json", "{}", signed)


@pytest.mark.parametrize(
    ("documented", "printed", "expected"),
    [
        ("eyJhb...fg\n", TOKEN, []),
        ("a\nb\n", "a\nb", []),
        ("a\n...\nz\n", "a\nb\nc\nz\n", []),
        (f"ERROR: Trace ID: {GUID}", f"ERROR: Trace ID: {OTHER_GUID}", []),
        ("a\nb", "a\nB", ['line 2: the page says "b", the client printed "B"']),
        ("a\nb", "a", ['line 2: the page says "b", the client printed no such line']),
        ("a", "a\n\n", ['line 2: the page says no such line, the client printed ""']),
        ("a\n...\nz", "a\nb\ny", ['line 3: the page says "z", the client printed "y"']),
        ("a\n...\nz", "a", ['line 3: the page says "z", the client printed no such line']),
    ],
)
def test_compares_a_text_line_by_line(documented: str, printed: str, expected: list[str]) -> None:
    assert text_differences(documented, printed, signed) == expected


def test_refuses_a_text_with_two_elisions() -> None:
    with pytest.raises(ValueError, match="only one line"):
        text_differences("...\na\n...", "a", signed)
