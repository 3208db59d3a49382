"""Files that the command line reads or writes: a sentence for those that are cut, or nowhere."""

from pathlib import Path

import pytest

from engine.cli.words import main

ROOT = Path(__file__).parents[3]
STORY = str(ROOT / "workflows" / "stories" / "psni_routed_out.yaml")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own, in which the command line is typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("S26_DATABASE_URL", "sqlite:///a.db")
    return tmp_path


@pytest.mark.parametrize(
    "typed",
    [
        ["db", "upgrade"],
        ["checkpoint", "key", "--name", "kent.example/log"],
        ["prove", "MPS-2627-0001", "nowhere/to/proof.json"],
        ["backup", "nowhere/to/a.s26"],
        ["rehearse", STORY, "--out", "nowhere/to/letters"],
    ],
)
def test_no_word_makes_the_folders_of_a_path_that_may_be_mistyped(
    typed: list[str],
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["db", "upgrade"]) == 0
    monkeypatch.setenv("S26_CHECKPOINT_KEY_FILE", "nowhere/to/key.pem")
    if typed[0] == "db":
        monkeypatch.setenv("S26_DATABASE_URL", "sqlite:///nowhere/to/a.db")

    assert main(typed) == 1
    said = capsys.readouterr().err
    assert "there is no folder " in said
    assert "nowhere: make it first" in said.replace("nowhere/to", "nowhere")
    assert not (here / "nowhere").exists()


def test_what_is_in_the_way_of_a_proof_or_of_letters_is_told_first(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "there").write_text("")

    assert main(["prove", "MPS-2627-0001", "there"]) == 1
    assert "there is there already" in capsys.readouterr().err
    assert main(["rehearse", STORY, "--out", "there"]) == 1
    assert "there is a file: name a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["backup", "--check", "cut"], "cut is not a whole backup: it was cut short or is another"),
        (["restore", "cut", "--to", "b.db"], "cut is not a whole backup"),
        (["verify", "--checkpoint", "cut"], "cut: it is no signed note: it was cut short or is"),
        (["verify", "--checkpoint", "none"], "there is no file none"),
        (["verify", "--checkpoint", "."], ".: Is a directory"),
        (
            ["decide", "cut.dmn", "--input", "facts.json"],
            "cut.dmn: the decision file cannot be read: ",
        ),
        (["rehearse", "cut"], "cut cannot be read: "),
    ],
)
def test_a_file_that_is_cut_short_is_named_and_told_so(
    typed: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "cut").write_bytes(b"{[ \xff")
    (here / "cut.dmn").write_text("<definitions>")
    (here / "facts.json").write_text("{}")
    assert main(["db", "upgrade"]) == 0

    assert main(typed) == 1
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_what_the_machine_itself_refuses_is_told_in_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError("no number, no file")

    monkeypatch.setattr("engine.cli.databases.database", full)

    assert main(["db", "check"]) == 1
    assert capsys.readouterr().err == "s26: no number, no file\n"
