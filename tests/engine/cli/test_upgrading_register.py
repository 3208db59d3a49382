"""What `s26 db upgrade` says when a release ships other tables than are in use."""

from pathlib import Path

import pytest

from engine.api import Engine
from engine.cli.words import main
from tests.support.laws import edited, merger


def test_an_upgrade_says_where_the_tables_of_the_release_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/section26.db"
    monkeypatch.setenv("S26_DATABASE_URL", url)
    Engine.install(url, reference=edited(merger)).close()

    assert main(["db", "upgrade"]) == 0
    assert "as register 3, a draft" in capsys.readouterr().out
