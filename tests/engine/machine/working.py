"""What people do to their tasks: answer, take on, give back, hand over, sign, open again."""

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.reassign_task import ReassignTask
from engine.commands.reissue_letter import ReissueLetter
from engine.commands.release_task import ReleaseTask
from engine.commands.reopen_task import ReopenTask
from engine.commands.save_draft import SaveDraft
from engine.commands.sign_letter import SignLetter
from engine.errors import AnswersRejected, NotAllowed, Stale
from engine.store import blobs
from tests.engine.machine import kept
from tests.engine.machine.desk import DATA, WHO, Desk
from tests.engine.machine.model import Answers
from tests.engine.machine.said import GOOD, SAID, question


class Working(Desk):
    """The rules of the work list."""

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA, who=WHO)
    def complete(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "open")
        key = question(element)
        answers = {key: data.draw(GOOD[key])}
        if self.try_to(CompleteTask(uid, None, answers), who, (case, element)):
            case.completed(element, answers, self.clock.now)

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA, verdict=st.sampled_from(["yes", "yes", "back", None]))
    def hurry(self, data: st.DataObject, verdict: str | None) -> None:
        """A case is taken to its decision, and the decision to its verdict when there is one."""
        number, _ = data.draw(st.sampled_from(self.places("open")))
        case = self.cases[number]
        while case.open and "decide" not in case.open:
            self.do_well(number, min(case.open), "7")
        if verdict and case.open["decide"] == "open":
            self.do_well(number, "decide", verdict)

    def do_well(self, number: int, element: str, said: str) -> None:
        uid = self.pick_uid((number, element))
        answers = {question(element): said}
        self.finish(CompleteTask(uid, None, answers), (self.cases[number], element), answers)

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA, strange=st.sampled_from([None, None, "verdict", "__class__"]))
    def complete_somehow(self, data: st.DataObject, strange: str | None) -> None:
        case, element, uid = self.pick(data, "open")
        key = question(element)
        answers: Answers = {key: data.draw(SAID[key])}
        if strange is not None and strange != key:
            answers[strange] = "x"
        self.finish(CompleteTask(uid, None, answers), (case, element), answers)

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA)
    def complete_from_the_draft(self, data: st.DataObject) -> None:
        case, element, uid = self.pick(data, "open")
        self.finish(CompleteTask(uid), (case, element), case.drafts.get(element, {}))

    @rule(data=DATA)
    def complete_what_is_over(self, data: st.DataObject) -> None:
        over = self.office.engine.ask(kept.closed_uids, None)
        signing = [self.pick_uid(place) for place in self.places("signing")]
        if over + signing:
            uid = data.draw(st.sampled_from(over + signing))
            element = self.office.engine.ask(kept.element_of, None, uid)
            with pytest.raises((Stale, NotAllowed)):
                self.office.engine.do(CompleteTask(uid), self.actor("deputy", element))

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA, who=WHO)
    def save_a_draft(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "open")
        key = question(element)
        answers = {key: data.draw(SAID[key])}
        if self.try_to(SaveDraft(uid, answers), who, (case, element)):
            case.drafts[element] = answers

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA)
    def answer_an_old_page(self, data: st.DataObject) -> None:
        case, element, uid = self.pick(data, "open")
        who = case.takers.get(element, "holder")
        version = self.office.engine.ask(kept.version_of, None, uid)
        draft = {question(element): ""}
        self.office.engine.do(SaveDraft(uid, draft, version), self.actor(who, element))
        case.drafts[element] = draft
        with pytest.raises(Stale):
            self.office.engine.do(CompleteTask(uid, version, draft), self.actor(who, element))

    @precondition(lambda self: self.places("open", "signing"))
    @rule(data=DATA, who=WHO)
    def claim(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "open", "signing")
        if self.try_to(ClaimTask(uid), who, (case, element)):
            case.takers[element] = who

    @precondition(lambda self: self.places("open", "signing"))
    @rule(data=DATA, who=WHO)
    def release(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "open", "signing")
        if self.try_to(ReleaseTask(uid), who, (case, element)):
            case.takers.pop(element, None)

    def copy_of(self, letter: Any) -> SignLetter:
        """The letter as it was issued, handed back."""
        with self.office.engine.database.reading() as db:
            return SignLetter(letter.id, "signed.docx", blobs.read(db, letter.sha256))

    @precondition(lambda self: self.places("signing"))
    @rule(data=DATA, who=WHO)
    def sign(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "signing")
        letter = next(one for one in self.office.letters(uid) if one.status == "issued")
        if self.try_to(self.copy_of(letter), who, (case, element)):
            case.signed()

    @precondition(lambda self: self.places("signing"))
    @rule(data=DATA, who=WHO)
    def reopen(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "signing")
        if self.try_to(ReopenTask(uid, "The name is wrong"), who, (case, element)):
            case.reopened()

    @precondition(lambda self: self.places("open", "signing"))
    @rule(data=DATA, giver=WHO, to=WHO)
    def hand_over(self, data: st.DataObject, giver: str, to: str) -> None:
        case, element, uid = self.pick(data, "open", "signing")
        self.type_something(case, element, uid)
        command = ReassignTask(uid, self.actor(to, element).id, "Away")
        actor = self.actor(giver, element)
        if not case.may_give(element, giver):
            with pytest.raises(NotAllowed):
                self.office.engine.do(command, actor)
        elif case.takers.get(element) == to:
            with pytest.raises(AnswersRejected):
                self.office.engine.do(command, actor)
        else:
            self.office.engine.do(command, actor)
            case.handed_over(element, giver, to)

    @precondition(lambda self: self.places("signing"))
    @rule(data=DATA, who=WHO)
    def write_again(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "signing")
        letter = next(one for one in self.office.letters(uid) if one.status == "issued")
        if self.try_to(ReissueLetter(letter.id, "A new title"), who, (case, element)):
            case.written_again()
            with pytest.raises(Stale):
                self.office.engine.do(self.copy_of(letter), self.actor(who, element))
