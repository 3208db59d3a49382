"""A story that cannot be played is told in a sentence, by the words of the story and not ours."""

from pathlib import Path

import pytest

from engine.cli.words import main

STORY = """
story: One step
definition: section_26
force: {force}
steps:
  - {{as: {role}, do: log_request, refused: {refused}, answers: {answers}}}
expect: {expect}
"""


@pytest.fixture
def rehearse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> "Rehearse":
    return Rehearse(tmp_path / "one.yaml", capsys)


class Rehearse:
    """What `s26 rehearse` says of a small story."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys

    def __call__(
        self,
        force: str = "lancashire",
        refused: str = "",
        answers: str = "{nonsense: 1}",
        expect: str = "{}",
    ) -> str:
        said = {"force": force, "refused": refused, "answers": answers, "expect": expect}
        self.path.write_text(STORY.format(role="force_lead", **said))
        assert main(["rehearse", str(self.path)]) == 1
        return self.capsys.readouterr().out


def test_a_force_that_there_is_not_is_told_with_what_may_be_meant(rehearse: Rehearse) -> None:
    assert "there is no force 'lancashir': did you mean lancashire or lincolnshire?" in rehearse(
        "lancashir"
    )


def test_a_refusal_that_the_story_did_not_expect_has_no_class_name(rehearse: Rehearse) -> None:
    said = rehearse()

    assert "step 1 (log_request) was refused: " in said
    assert "AnswersRejected" not in said


def test_a_refusal_of_another_kind_says_which_was_expected(rehearse: Rehearse) -> None:
    said = rehearse(refused="Stale")

    assert "step 1 (log_request) was refused, but not with Stale: " in said
    assert "AnswersRejected" not in said


def test_answers_that_are_no_answers_are_told_with_their_step(rehearse: Rehearse) -> None:
    assert "step 1: 'answers' must be questions with their answers" in rehearse(answers="yes")


@pytest.mark.parametrize(
    ("expect", "sentence"),
    [
        ("{facts: 5}", "'facts' under 'expect' must be names with what is expected of each"),
        ("{waiting: recommend}", "'waiting' under 'expect' must be a list"),
    ],
)
def test_what_is_expected_must_be_written_as_it_can_be_compared(
    rehearse: Rehearse, expect: str, sentence: str
) -> None:
    assert sentence in rehearse(refused="AnswersRejected", expect=expect)
