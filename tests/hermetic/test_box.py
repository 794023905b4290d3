"""Seen from outside: nothing leaves the machine, nothing is written beside a run's own folder, nothing of the user's read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from harness.registry import ROOT
from tests.hermetic.canaries import FILES
from tests.hermetic.conftest import Boxed

pytestmark = [
    pytest.mark.timeout(900),  # a client of every kind on every host, one after the other
    pytest.mark.xdist_group("hermetic"),  # one worker runs the sample, once
]
# What may be left beside the run's folder, and why.
LEFT = {
    r".*/build/env/go/cache/.*": "Go keeps what it has compiled, and make clean takes it away with the environments",
    r".*/__pycache__/[^/]+\.pyc": "Python keeps compiled modules beside their sources, here in build/env and mock_entra",
}


def test_every_client_works_on_a_machine_that_has_no_network(boxed_run: tuple[Boxed, Any], sample: list[str]) -> None:
    stories = boxed_run[1]["stories"]
    assert sorted(stories) == sorted(sample)
    failed = [story for story in stories.values() if story]
    assert not failed, "\n".join(failed)


def test_no_client_tries_to_reach_anything_but_loopback(boxed_run: tuple[Boxed, Any]) -> None:
    assert boxed_run[0].unrouted == 0, "packets were sent to an address that is not loopback"


def test_a_request_that_leaves_the_machine_is_counted(box: Callable[..., Boxed]) -> None:
    # 192.0.2.0/24 is nobody's: RFC 5737.
    assert box("curl", "--silent", "--max-time", "2", "http://192.0.2.1/").unrouted > 0


def test_nothing_is_left_beside_the_runs_own_folder(boxed_run: tuple[Boxed, Any]) -> None:
    planted = tuple(f"/{name}" for name in FILES)
    left = [path for path in boxed_run[0].changed if not path.endswith(planted)]
    assert [path for path in left if not any(re.fullmatch(pattern, path) for pattern in LEFT)] == []


def test_a_file_that_is_left_elsewhere_is_seen(box: Callable[..., Boxed]) -> None:
    assert box("sh", "-c", f"echo left > {ROOT}/left.txt").changed == [f"{ROOT}/left.txt"]
    assert not (ROOT / "left.txt").exists()


def test_no_configuration_account_or_cache_of_the_user_is_read_or_written(boxed_run: tuple[Boxed, Any]) -> None:
    assert boxed_run[1]["touched"] == []


@pytest.mark.parametrize(
    ("command", "seen"),
    [
        ("cat ~/.netrc", ".netrc read"),
        ("echo more >> ~/.azure/config", ".azure/config changed"),
        ("rm ~/.databrickscfg", ".databrickscfg removed"),
    ],
)
def test_a_client_that_looks_into_the_users_home_is_seen(
    inside: Callable[..., tuple[Boxed, Any]], command: str, seen: str
) -> None:
    assert inside("--command", command)[1]["touched"] == [seen]
