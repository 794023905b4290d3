"""Whatever goes wrong at Microsoft can be asked for, as often and for whom a test wants, and real clients meet it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from mock_entra import Entra, Fault
from mock_entra.contoso import TENANT, WOODGROVE
from mock_entra.faults import ENDPOINTS, KINDS, Asking
from mock_entra.spoiling import SPOIL
from tests.mock.asks import FABRIKAM, LOGIN, ask, ask_of, contoso, imds


def test_a_late_answer_is_later_than_a_client_waits(entra: Entra) -> None:
    entra.fail("slow", endpoint="token", offset=1, seconds=3)
    ask()  # the first answer of a mock takes longer than those after it
    with pytest.raises(requests.ReadTimeout):
        ask(timeout=1)


def test_a_late_answer_is_right(entra: Entra) -> None:
    entra.fail("slow", endpoint="token", seconds=0.2)
    answer = ask()
    assert answer.elapsed.total_seconds() >= 0.2
    assert entra.signed(answer.json()["access_token"])


def test_throttles_as_it_was_recorded(entra: Entra) -> None:
    entra.fail("throttle", endpoint="token")
    answer = ask()
    assert (answer.status_code, answer.text, answer.headers["Retry-After"]) == (429, "Too Many Requests", "60")
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_a_dropped_connection_is_in_the_log(entra: Entra) -> None:
    entra.fail("drop", endpoint="token")
    with pytest.raises(requests.ConnectionError):
        ask()
    assert [(seen.status, seen.code) for seen in entra.log] == [(0, "fault drop")]


def test_a_page_comes_where_json_was_expected(entra: Entra) -> None:
    entra.fail("html", endpoint="token")
    assert ask().headers["Content-Type"].startswith("text/html")


def test_passes_over_as_many_as_offset_says_and_spoils_as_many_as_times_says(entra: Entra) -> None:
    entra.fail("error", endpoint="token", offset=1, times=2)
    assert [ask().status_code for _ in range(5)] == [200, 500, 500, 200, 200]


def test_the_next_fault_waits_until_the_first_is_spent(entra: Entra) -> None:
    entra.fail("error", endpoint="token", times=2)
    entra.fail("unavailable", endpoint="token")
    assert [ask().status_code for _ in range(4)] == [500, 500, 503, 200]


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ({"grant": "client_credentials"}, True),
        ({"grant": "refresh_token"}, False),
        ({"client": "00001111-aaaa-2222-bbbb-3333cccc4444"}, True),
        ({"client": "44445555-eeee-6666-ffff-7777aaaa8888"}, False),
        ({"endpoint": "discovery"}, False),
        ({"tenant": "contoso.com"}, True),
    ],
)
def test_spoils_only_what_it_matches(entra: Entra, words: dict[str, str], *, met: bool) -> None:
    (fault,) = entra.fail("error", **words)
    assert ask().status_code == (500 if met else 200)
    assert entra.idle_faults == ([] if met else [fault])
    entra.state.faults.clear()  # the fixture fails a test whose fault met nothing


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_endpoint_can_be_spoiled_alone(endpoint: str) -> None:
    fault = Fault("error", endpoint=endpoint)
    assert [name for name in ENDPOINTS if fault.meets(Asking(name))] == [endpoint]


@pytest.mark.entra_host("github-actions")
def test_an_identity_provider_fails_its_job_once(entra: Entra) -> None:
    entra.fail("unavailable", endpoint="identity-provider")
    address = os.environ["ACTIONS_ID_TOKEN_REQUEST_URL"]
    bearer = {"Authorization": f"Bearer {os.environ['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}"}
    assert [requests.get(address, headers=bearer, timeout=10).status_code for _ in range(2)] == [503, 200]


def test_a_fault_of_one_tenant_never_meets_another(entra: Entra) -> None:
    fabrikam = FABRIKAM.add_to(entra.directory)
    entra.fail("error", endpoint="token", tenant=fabrikam.tenant, times=1000)
    with ThreadPoolExecutor(8) as threads:
        theirs = [threads.submit(ask_of, fabrikam) for _ in range(20)]
        ours = [threads.submit(ask) for _ in range(20)]
        assert {answer.result().status_code for answer in theirs} == {500}
        assert {answer.result().status_code for answer in ours} == {200}


def test_secrets_of_one_tenant_expire_and_those_of_another_do_not(entra: Entra) -> None:
    fabrikam = FABRIKAM.add_to(entra.directory)
    entra.fail("expire-secrets", tenant=fabrikam.tenant)
    assert ask_of(fabrikam).json()["error_codes"] == [7000222]
    assert ask().status_code == 200


def test_two_microsofts_in_one_process_never_meet(entra_server: Entra, tmp_path: Path) -> None:
    def tests(number: int) -> list[int]:
        with entra_server.fresh() as own:
            environment = own.on("laptop").environment(tmp_path / str(number), os.environ)
            own.fail("error", endpoint="token", offset=number)
            own.clock.move(number * 86400)
            found = [ask(environment) for _ in range(number + 2)]
            assert len(own.log) == number + 2
            return [answer.status_code for answer in found]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(tests, range(4))) == [[200] * number + [500, 200] for number in range(4)]


@pytest.mark.parametrize(
    ("kind", "words", "sentence"),
    [
        ("flood", {}, "There is no fault 'flood': choose one of throttle, "),
        ("error", {"endpoint": "tokens"}, "There is no endpoint 'tokens': choose one of token, "),
        ("error", {"times": -1}, "times is -1: give a number that is not negative."),
        ("slow", {"seconds": "two"}, "seconds is 'two': give a number that is not negative."),
        ("error", {"tenant": "fabrikam.com"}, "There is no tenant 'fabrikam.com': choose one of aaaabbbb-"),
    ],
)
def test_a_fault_that_cannot_be_is_refused(entra: Entra, kind: str, words: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.")):
        entra.fail(kind, **words)


def test_every_kind_has_what_it_does() -> None:
    assert tuple(SPOIL) == KINDS


def test_every_kind_is_tried_here() -> None:
    files = [Path(__file__).with_name(f"test_{what}.py") for what in ("faults", "retries", "time")]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    ladder = {"not-found", "gone"}  # rungs of the ladder of IMDS
    assert [kind for kind in KINDS if f'"{kind}"' not in text and kind not in ladder] == []


@pytest.mark.entra_host("virtual-machine")
def test_a_rung_of_the_ladder_stands_alone(entra: Entra) -> None:
    entra.fail("gone", endpoint="imds")
    assert [imds().status_code for _ in range(2)] == [410, 200]


def test_a_fault_for_a_client_meets_it_in_http_basic_too(entra: Entra) -> None:
    company = contoso(os.environ)
    entra.fail("error", client=company.client_id)
    url, form = f"{LOGIN}/{company.tenant}/oauth2/v2.0/token", {"grant_type": "client_credentials"}
    for client_id in ("another", company.client_id):
        requests.post(url, form, auth=(client_id, company.secret), timeout=60)
    assert [code == "fault error" for code in entra.log.codes] == [False, True]


def test_time_passes_after_an_answer_for_its_tenant_alone(entra: Entra) -> None:
    tenant, other = TENANT.id, WOODGROVE.id
    begin, theirs = entra.clock.now(tenant), entra.clock.now(other)
    entra.fail("later", endpoint="token", seconds=5400)
    issued = entra.signed(ask().json()["access_token"])
    assert issued["exp"] < begin + 5400 <= entra.clock.now(tenant)
    assert entra.clock.now(other) < theirs + 60
