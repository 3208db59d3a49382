"""Plays a story through the engine: commands by the people it names, on the days it names."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from engine.api import Engine
from engine.calendar import due
from engine.commands.complete_task import CompleteTask
from engine.commands.done import Done
from engine.commands.send_message import SendMessage
from engine.commands.sign_letter import SignLetter
from engine.commands.start_case import StartCase
from engine.errors import AnswersRejected, EngineError, StoryFailed
from engine.people.actor import Actor
from engine.queries.incidents import stopped_jobs
from engine.queries.letter_page import letter_file
from engine.queries.played import Waiting, due_next, newest_case, waiting
from engine.queries.task_page import task_page
from engine.rehearsals.people import Cast
from engine.rehearsals.story import Step, Story
from engine.worker import work_off


@dataclass
class StoryClock:
    """A clock that stands still until the story moves it."""

    now: datetime

    def __call__(self) -> datetime:
        """The moment the story has reached."""
        return self.now


@dataclass
class Player:
    """One story being played on one engine."""

    engine: Engine
    clock: StoryClock
    story: Story
    cast: Cast
    today: datetime  # the day that 'ago' counts back from
    reference: str = ""
    refusals: list[str] = field(default_factory=list)

    def play(self) -> None:
        """Every step in order; StoryFailed names the step that did not go as written."""
        for step in self.story.steps:
            try:
                self._take(step)
            except EngineError as problem:
                if isinstance(problem, StoryFailed):
                    raise
                raise StoryFailed(f"{step.called} was refused: {problem}") from problem

    def _take(self, step: Step) -> None:
        self._move_clock(step)
        if step.do is None and step.message is None:
            return
        actor = self._actor_of(step)
        if not self.reference:
            self._start_case(actor)
        command = self._command_of(step)
        try:
            done = self.engine.do(command, actor)
        except EngineError as problem:
            self._note_refusal(step, problem)
            return
        if step.refused:
            raise StoryFailed(f"{step.called} should have been refused with {step.refused}")
        self._sign_letters(step, done, actor)

    def _move_clock(self, step: Step) -> None:
        until = self.clock.now
        if step.on is not None:
            until = step.on
        elif step.ago is not None:
            until = _before(step.ago, self.today)
        elif step.wait is not None:
            until = _after(step.wait, self.clock.now)
        if until < self.clock.now and self.reference:
            raise StoryFailed(
                f"{step.called} goes back in time: put the steps in the order of days"
            )
        self._pass_time(until.astimezone(UTC))

    def _pass_time(self, until: datetime) -> None:
        """Moves the clock, letting every timer due on the way fire at its own moment."""
        while (due_at := self.engine.ask(due_next, None)) is not None and due_at <= until:
            self.clock.now = max(due_at, self.clock.now)
            if not work_off(self.engine, self.cast.post):
                break
            for cause in self.engine.ask(stopped_jobs, None, self.reference):
                raise StoryFailed(f"a timer or an email could not be done: {cause}")
        self.clock.now = max(until, self.clock.now) if self.reference else until

    def _actor_of(self, step: Step) -> Actor:
        if step.role is None:
            raise StoryFailed(f"{step.called}: say 'as:' which role")
        return self.cast.actor(step.role, step.of, self.story.force, self.clock.now)

    def _start_case(self, actor: Actor) -> None:
        self.engine.do(StartCase(self.story.definition, self.story.force), actor)
        self.reference = self.engine.ask(newest_case, None)

    def _command_of(self, step: Step) -> CompleteTask | SendMessage:
        if step.message is not None:
            return SendMessage(self.reference, step.message, step.answers)
        return CompleteTask(self._open_task(step), None, step.answers, apart=frozenset(step.apart))

    def _open_task(self, step: Step) -> str:
        tasks = [task for task in self.waiting() if task.element == step.do]
        if not tasks:
            elements = ", ".join(sorted({task.element for task in self.waiting()})) or "nothing"
            raise StoryFailed(f"{step.called} is not open; waiting: {elements}")
        of_organisation = [task for task in tasks if step.of and task.organisation == step.of]
        return str([*of_organisation, *tasks][0].uid)

    def waiting(self) -> tuple[Waiting, ...]:
        """The open tasks of the story's case."""
        return self.engine.ask(waiting, None, self.reference)

    def _note_refusal(self, step: Step, problem: EngineError) -> None:
        """Notes that a step was refused; raises when the story says it is not, or by another."""
        expected = (step.refused or "").replace(",", " ").split()
        if not expected:
            raise problem
        if expected[0] != type(problem).__name__:
            raise StoryFailed(
                f"{step.called} was refused, but not with {expected[0]}: {problem}"
            ) from problem
        if isinstance(problem, AnswersRejected):
            missing = [name for name in expected[1:] if name not in problem.problems]
            if missing:
                raise StoryFailed(f"{step.called}: '{missing[0]}' was not refused: {problem}")
        self.refusals.append(f"{step.called}: {problem}")

    def _sign_letters(self, step: Step, done: Done, actor: Actor) -> None:
        if done.to_sign is None:
            if step.sign:
                raise StoryFailed(f"{step.called}: no letter waits for a signature")
            return
        page = self.engine.ask(task_page, actor, done.to_sign)
        for brief in page.letters:
            if not brief.for_signature:
                continue
            if brief.code not in step.sign:
                raise StoryFailed(f"{step.called}: {brief.code} waits to be signed: add 'sign:'")
            file = self.engine.ask(letter_file, actor, brief.id)
            self.engine.do(SignLetter(brief.id, f"signed {file.name}", file.content), actor)


def start_of(story: Story, today: datetime) -> datetime:
    """The moment a story begins."""
    for step in story.steps:
        if step.on:
            return step.on.astimezone(UTC)
        if step.ago:
            return _before(step.ago, today)
    return today


def _after(length: str, moment: datetime) -> datetime:
    after = due(length, moment)
    if after is None:
        raise StoryFailed(f"'{length}' is not a length of time such as P10D or '3 working days'")
    return after


def _before(length: str, moment: datetime) -> datetime:
    """As long before *moment* as the length is after it: working days are those that follow."""
    return moment - (_after(length, moment) - moment)


def plain(value: object) -> str:
    """A fact as an expectation writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
