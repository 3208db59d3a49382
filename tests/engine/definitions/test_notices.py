"""Emails are written from one template a topic; what the product ships can be written."""

from pathlib import Path

import pytest

from engine.definitions.notices import notice, notices_in, topics

ABOUT = {"step": "Recommend", "case": "S26/LAN/2011/0001", "title": "Two <advisers>"}


def test_a_diagram_may_ask_for_a_reminder_or_an_escalation() -> None:
    assert topics() == {"reminder", "escalation"}


@pytest.mark.parametrize(
    ("topic", "word"),
    [("reminder", "Reminder"), ("escalation", "Escalation"), ("handed to you", "Handed to you")],
)
def test_each_topic_says_what_it_is_in_the_subject(topic: str, word: str) -> None:
    subject, text = notice(topic).write(**ABOUT, due="4 May 2011")

    assert subject == f"{word}: Recommend (S26/LAN/2011/0001)"
    assert text == (
        "Recommend is waiting for you in case S26/LAN/2011/0001, Two <advisers>."
        " It is due on 4 May 2011.\n\nSign in to the service and open 'My tasks'.\n"
    )


def test_a_step_without_a_due_date_does_not_speak_of_one() -> None:
    _, text = notice("reminder").write(**ABOUT, due="")

    assert "due" not in text


def test_a_file_more_is_a_topic_more(tmp_path: Path) -> None:
    (tmp_path / "thanks.txt").write_text("Subject: Thank you, {{ name }}\n\nGood night.\n")

    assert notices_in(tmp_path)["thanks"].write(name="Ann") == ("Thank you, Ann", "Good night.\n")
