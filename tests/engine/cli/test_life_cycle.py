"""What is in use stays in use, whatever a newer release ships."""

from pathlib import Path

import pytest

from engine.api import Engine
from engine.cli import seed
from engine.cli.words import main
from engine.commands.offer_shipped import OfferShipped
from engine.definitions.registry import version, versions
from engine.rehearsals.rehearse import Definitions


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation with the shipped definitions in use."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    monkeypatch.setenv("S26_DATABASE_URL", url)
    assert main(["db", "upgrade"]) == 0
    assert main(["seed"]) == 0
    return url


def statuses(url: str) -> list[tuple[int, str]]:
    engine = Engine.open(url)
    with engine.database.reading() as db:
        known = [(one.version, one.status) for one in versions(db, "section_26")]
    engine.close()
    return sorted(known)


def test_a_newer_release_offers_its_files_once_and_changes_nothing_in_use(
    installed: str,
    shipped: Definitions,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    newer = {**shipped.bundle}
    newer["section_26.bpmn"] = newer["section_26.bpmn"] + b"\n<!-- the next release -->\n"
    monkeypatch.setattr(seed, "bundle_of", lambda *_: newer)

    for _ in range(2):
        assert main(["seed"]) == 0
        assert "stays so" in capsys.readouterr().out
        assert statuses(installed) == [(1, "published"), (2, "draft")]


def test_an_offer_of_what_is_in_use_is_no_new_version(installed: str, shipped: Definitions) -> None:
    engine = Engine.open(installed)
    assert engine.do(OfferShipped(shipped.bundle), None).version == 1
    with engine.database.reading() as db:
        assert version(db, "section_26", 1).status == "published"
    engine.close()
