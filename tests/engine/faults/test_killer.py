"""A few kills at random; benchmarks.killer does hundreds."""

from pathlib import Path
from random import Random
from typing import Any

from engine.api import Engine
from tests.support.killer import killed
from tests.support.serving import killed_over_http


def bring_up_to_date(url: str) -> None:
    Engine.install(url).close()


def test_whoever_is_killed_leaves_nothing_half_done_lost_or_doubled(
    database_kind: str, databases: Any, tmp_path: Path
) -> None:
    with databases.fresh(database_kind, "empty", bring_up_to_date) as url:
        found = killed(url, tmp_path, 8, Random(26))

    assert found.pop("acknowledged") > 0
    assert found == {"kills": 8, "half_steps": 0, "lost": 0, "doubled": 0, "errors": 0}


def test_a_service_that_is_killed_keeps_what_its_pages_said_is_kept(
    database_kind: str, databases: Any, tmp_path: Path
) -> None:
    with databases.fresh(database_kind, "empty", bring_up_to_date) as url:
        found = killed_over_http(url, tmp_path, 2, Random(26))

    assert found.pop("acknowledged") > 0
    assert found.pop("overtaken") >= 0
    assert found == {"kills": 2, "half_steps": 0, "lost": 0, "doubled": 0, "errors": 0}
