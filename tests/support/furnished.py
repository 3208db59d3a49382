"""A small database in which every table has a row: what tampering is tried on.

Whoever adds a table adds here what fills it; `benchmarks.tamper` names a table that is empty.
"""

import contextlib
import struct
import zlib
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from engine.audit.note import Verifier
from engine.audit.signing import place_all
from engine.commands.add_person import AddPerson
from engine.commands.begin_register import BeginRegister
from engine.commands.check_definition import CheckDefinition
from engine.commands.check_register import CheckRegister
from engine.commands.claim_task import ClaimTask
from engine.commands.grant_role import GrantRole
from engine.commands.open_incident import OpenIncident
from engine.commands.save_draft import SaveDraft
from engine.commands.sign_in import SignIn
from engine.commands.sign_letter import SignLetter
from engine.commands.sign_out import SignOut
from engine.commands.upload_draft import UploadDraft
from engine.commands.use_checkpoint_key import UseCheckpointKey
from engine.commands.use_register import UseRegister
from engine.errors import SignInRefused
from engine.jobs.mail import HeldPost
from engine.people.actor import Actor
from engine.queries.register_pages import register_set_page
from engine.queries.signing_in import actor_of
from engine.worker import Pulse, work_off
from tests.support.office import Office
from tests.support.small import KEY, answers, small

MORNING = datetime(2026, 6, 1, 9, tzinfo=UTC)
WIDTH, HEIGHT = 900, 1_200  # dots
EMAIL, PASSWORD = "grace.okafor@example.org", "correct horse battery staple"


def a_photograph() -> bytes:
    """A grey picture in PNG, as large and as noisy as a photograph of a page."""
    noise = bytes(n * 7 % 251 for n in range(WIDTH))
    rows = b"".join(b"\0" + noise for _ in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    checked = name + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


class Furnished(Office):
    """An office with cases at every stage; its clock stands still until it is moved."""

    def __init__(self, url: str) -> None:
        self.now = MORNING
        super().__init__(url, clock=lambda: self.now)

    def furnish(self, wait: str = "P1D") -> None:
        """Fills every table by commands."""
        super().furnish(wait)
        owner = self._owner()
        self._model(owner)
        self._draft_registers(owner)
        self._sign_in()
        self._end(self.start())
        self._remind(self.start())
        self._fail(self.start())
        self._photograph(self.start())
        self._seal_the_log()

    def _owner(self) -> Actor:
        owner = self.engine.do(AddPerson("Grace Okafor", EMAIL, PASSWORD), None)
        begins = MORNING.date()
        granted = GrantRole(owner, "process_owner", "home-office", begins, begins.replace(2036))
        self.engine.do(granted, None)
        return self.engine.ask(actor_of, None, owner)

    def _model(self, owner: Actor) -> None:
        made = self.engine.do(UploadDraft(KEY, small("P2D"), "A longer wait"), owner)
        self.engine.do(CheckDefinition(made.key, made.number), owner)

    def _draft_registers(self, owner: Actor) -> None:
        """A register that two people have put into use, and a draft of another."""
        other = self.engine.do(AddPerson("Ivo Marsh", f"ivo.{EMAIL}", PASSWORD), None)
        begins = MORNING.date()
        self.engine.do(GrantRole(other, "process_owner", "home-office", begins), None)
        second = self.engine.ask(actor_of, None, other)
        used = self.engine.do(BeginRegister("The same again"), owner)
        self.engine.do(CheckRegister(used), owner)
        seen = self.engine.ask(register_set_page, owner, used).set.id
        self.engine.do(UseRegister(used, seen), second)
        draft = self.engine.do(BeginRegister(), owner)
        self.engine.do(CheckRegister(draft), owner)

    def _sign_in(self) -> None:
        with contextlib.suppress(SignInRefused):
            self.engine.do(SignIn(EMAIL, "another password", "10.0.0.7"), None)
        self.engine.do(SignIn(EMAIL, PASSWORD, "10.0.0.8"), None)
        token = self.engine.do(SignIn(EMAIL, PASSWORD, "10.0.0.8"), None)
        self.now += timedelta(minutes=5)
        self.engine.do(SignOut(token), None)

    def _end(self, uid: str) -> None:
        """A case from its first step to its end, its letter signed."""
        self.move_on(uid, "ask")
        for element in ("check_cost", "check_people", "decide"):
            self.move_on(self.waiting(uid, element), element)

    def _remind(self, uid: str) -> None:
        """A case that waits for a decision which somebody has begun; a reminder has gone out."""
        self.move_on(uid, "ask")
        for element in ("check_cost", "check_people"):
            self.move_on(self.waiting(uid, element), element)
        decide, chief = self.waiting(uid, "decide"), self.who_does("decide")
        self.engine.do(ClaimTask(decide), chief)
        self.engine.do(SaveDraft(decide, answers("decide", yes=True)), chief)
        self.now += timedelta(days=2)
        while work_off(self.engine, HeldPost()):
            pass
        Pulse(self.engine).beat()

    def _fail(self, uid: str) -> None:
        """A case whose first step could not be done, with a timer that runs."""
        self.engine.do(OpenIncident("task", uid, "its letter could not be written"), None)

    def _photograph(self, uid: str) -> None:
        """A case whose letter came back as a photograph, which nobody has compared yet."""
        self.move_on(uid, "ask")
        for element in ("check_cost", "check_people"):
            self.move_on(self.waiting(uid, element), element)
        decide = self.waiting(uid, "decide")
        self.complete(decide, "decide")
        (out,) = (row for row in self.letters(decide) if row.status == "issued")
        photograph = SignLetter(out.id, "photograph.png", a_photograph())
        self.engine.do(photograph, self.who_does("decide"))

    def _seal_the_log(self) -> None:
        """A key that signs checkpoints is known, and every entry has its place."""
        public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        self.engine.do(UseCheckpointKey(Verifier("section26.example/log", public), "jo"), None)
        place_all(self.engine.database)

    def waiting(self, uid: str, element: str) -> str:
        case = uid.partition(".")[0]
        rows = (row for row in self.tasks("open") if str(row.case_id) == case)
        return next(str(row.uid) for row in rows if row.element == element)
