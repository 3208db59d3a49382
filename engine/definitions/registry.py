"""The register of definitions: what is kept of each version, and the loaded form of a bundle."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select

from engine.analysis.definition import Definition, opened
from engine.analysis.setting import Setting
from engine.audit.rows import Rows
from engine.bpmn.elements import Node
from engine.bpmn.ncname import is_ncname
from engine.bpmn.read import read
from engine.definitions.acts import Act, keep_act
from engine.definitions.bundle import identity
from engine.definitions.rows import OPEN, VersionIdentity, VersionRow
from engine.definitions.tables import definition, definition_file
from engine.errors import RESTORE, CaseDamaged, DefinitionRefused, DiagramFailed, NotFound
from engine.execution.load import load
from engine.execution.loaded import Loaded
from engine.execution.looked_at import looked_at
from engine.forms.errors import FormFault
from engine.forms.fields import Form
from engine.forms.joining import joined
from engine.forms.read import parse
from engine.letters.compile import Letter, compile_letter
from engine.section26.derived import DERIVED
from engine.store import blobs
from engine.store.blobs import blob
from engine.store.reading import all_rows, first_row

KEPT_READY = 64
NOT_PROPOSED: Mapping[str, object] = MappingProxyType(  # what a change voids: check and proposal
    {
        "status": "draft",
        "findings": None,
        "checked_sha256": None,
        "proposed_at": None,
        "proposed_by": None,
    }
)
LONGEST_KEY, LONGEST_TITLE = 100, 200


@dataclass
class Ready:
    """A bundle made ready: its files, the diagrams to run, the forms and letters as asked for."""

    files: dict[str, bytes]
    loaded: Loaded
    looked_at: frozenset[str]
    forms: dict[str, Form] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    definition: Definition | None = None


class Definitions:
    """Bundles by their SHA-256: each is parsed once in the life of the process."""

    def __init__(self) -> None:
        self._ready: OrderedDict[str, Ready] = OrderedDict()
        self._lock = Lock()

    def loaded(self, db: Connection, of: VersionIdentity) -> Loaded:
        """The diagrams of a version, ready to run; shared, never changed."""
        return self._at_hand(db, of).loaded

    def bundle(self, db: Connection, of: VersionIdentity) -> Definition:
        """A version as the checks look at it; shared, never changed."""
        ready = self._at_hand(db, of)
        if ready.definition is None:
            ready.definition = opened(ready.files, Setting(derived=DERIVED))
        return ready.definition

    def form(self, db: Connection, of: VersionIdentity, form: str | None) -> Form | None:
        """A form of the version that a case is pinned to; None where a step asks nothing."""
        if form is None:
            return None
        ready = self._at_hand(db, of)
        if form not in ready.forms:
            content = ready.files.get(f"forms/{form}.form")
            if content is None:
                raise DiagramFailed(f"this version holds no form {form}: add {form}.form to it")
            try:
                ready.forms[form] = parse(content)
            except FormFault as fault:
                raise DiagramFailed(f"form {form} cannot be used: {fault}") from fault
        return ready.forms[form]

    def form_of(self, db: Connection, of: VersionIdentity, node: Node) -> Form | None:
        """What a step asks: its form, and after it those of the steps that it amends."""
        form = self.form(db, of, node.form)
        if form is None or not node.also_asks:
            return form
        others = (self.form(db, of, name) for name in node.also_asks)
        return joined(form, *(other for other in others if other is not None))

    def letter(self, db: Connection, of: VersionIdentity, code: str) -> Letter:
        """A compiled letter of the version that a case is pinned to."""
        ready = self._at_hand(db, of)
        if code not in ready.letters:
            content = ready.files.get(f"letters/{code}.docx")
            if content is None:
                raise DiagramFailed(f"this version holds no letter {code}: add {code}.docx to it")
            ready.letters[code] = compile_letter(content, clauses_in(ready.files), code)
        return ready.letters[code]

    def has_letter(self, db: Connection, of: VersionIdentity, code: str) -> bool:
        """Whether a version holds a template of that code."""
        return f"letters/{code}.docx" in self._at_hand(db, of).files

    def looked_at(self, db: Connection, of: VersionIdentity, form: str | None) -> frozenset[str]:
        """The facts that a case's version can look at, and that a form reads or may change."""
        ready = self._at_hand(db, of)
        loaded_form = ready.forms.get(form or "")
        if loaded_form is None:
            return ready.looked_at
        return ready.looked_at | loaded_form.reads | loaded_form.keys.keys()

    def _at_hand(self, db: Connection, of: VersionIdentity) -> Ready:
        bundle = of.bundle_sha256
        with self._lock:
            if bundle in self._ready:
                self._ready.move_to_end(bundle)
                return self._ready[bundle]
        files = files_of(db, of.process_key, of.version)
        if files and identity(files) != bundle:
            name = f"{of.process_key} version {of.version}"
            raise CaseDamaged(f"the files of {name} are damaged: {RESTORE}")
        loaded = load(files, of.process_key)
        ready = Ready(files, loaded, looked_at(loaded))
        with self._lock:
            self._ready[bundle] = ready
            while len(self._ready) > KEPT_READY:
                self._ready.popitem(last=False)
        return ready


def clauses_in(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The clauses of a bundle, by name without ending."""
    start = "letters/clauses/"
    return {
        path.removeprefix(start).removesuffix(".docx"): content
        for path, content in files.items()
        if path.startswith(start)
    }


def version(db: Connection, key: str, number: int) -> VersionRow:
    """One version; NotFound when there is none."""
    this = select(definition).where(definition.c.process_key == key, definition.c.version == number)
    row = first_row(db, this, VersionRow)
    if row is None:
        raise NotFound(f"there is no version {number} of {key}")
    return row


def versions(db: Connection, key: str | None = None) -> list[VersionRow]:
    """Every version, newest first, of one definition or of all."""
    query = select(definition).order_by(definition.c.process_key, definition.c.version.desc())
    if key is not None:
        query = query.where(definition.c.process_key == key)
    return all_rows(db, query, VersionRow)


def current(db: Connection, key: str) -> VersionRow:
    """The published version that new cases run; NotFound when none is in use."""
    for row in versions(db, key):
        if row.status == "published":
            return row
    raise NotFound(f"no version of '{key}' is in use yet: publish one first")


def still(draft: VersionRow) -> ColumnElement[bool]:
    """The condition that a draft is as it was looked at.

    Unchanged, proposed then as now or not at all, and not put into use since.
    """
    return and_(
        definition.c.process_key == draft.process_key,
        definition.c.version == draft.version,
        definition.c.bundle_sha256 == draft.bundle_sha256,
        definition.c.proposed_at.is_not_distinct_from(draft.proposed_at),
        definition.c.status.in_(OPEN),
    )


def been_in_use(db: Connection, key: str, number: int) -> VersionRow:
    """A version that is or was in use, so that a case may run it."""
    row = version(db, key, number)
    if row.status not in {"published", "retired"}:
        raise DefinitionRefused(f"version {number} is a draft: put it into use first")
    return row


def files_of(db: Connection, key: str, number: int) -> dict[str, bytes]:
    """The bundle of a version."""
    rows = db.execute(
        select(definition_file.c.path, blob.c.content)
        .join(blob, blob.c.sha256 == definition_file.c.sha256)
        .where(definition_file.c.process_key == key, definition_file.c.version == number)
        .order_by(definition_file.c.path)
    )
    return {row.path: bytes(row.content) for row in rows}


def key_of(bundle: Mapping[str, bytes]) -> tuple[str, str]:
    """The key and title of a bundle: its one process that no other calls."""
    model = read({path: content for path, content in bundle.items() if path.endswith(".bpmn")})
    if model.key is None:
        raise DefinitionRefused(
            "the diagrams must hold exactly one executable process that no other process calls; "
            "tick 'Executable' on the main process and call the others from it"
        )
    if not is_ncname(model.key):
        raise DefinitionRefused(
            f"the id of the main process, '{model.key[:LONGEST_KEY]}', cannot be used: write "
            "letters, digits, '_', '-' and '.', a letter or '_' first"
        )
    if len(model.key) > LONGEST_KEY:
        raise DefinitionRefused(f"the id of the main process is too long: {LONGEST_KEY} at most")
    return model.key, (model.processes[model.key].name or model.key)[:LONGEST_TITLE]


def next_number(db: Connection, key: str) -> int:
    """The number the next version of *key* will have."""
    newest = db.execute(
        select(func.max(definition.c.version)).where(definition.c.process_key == key)
    ).scalar()
    return int(newest or 0) + 1


def keep_version(rows: Rows, row: VersionRow, bundle: Mapping[str, bytes]) -> None:
    """Keeps a new version with its files, and who made it."""
    rows.write(insert(definition).values(**row._asdict()))
    act = Act("made", row.made_at, row.made_by, row.bundle_sha256, row.note)
    keep_files(rows, row.process_key, row.version, bundle, act)


def keep_files(rows: Rows, key: str, number: int, bundle: Mapping[str, bytes], act: Act) -> None:
    """Keeps *bundle* as the files of a version, writing what is new, and who put it in."""
    keep_act(rows, key, number, act)
    of_version = (definition_file.c.process_key == key, definition_file.c.version == number)
    names = select(definition_file.c.path, definition_file.c.sha256).where(*of_version)
    old_hashes = {row.path: row.sha256 for row in rows.db.execute(names)}
    new_hashes = {
        path: blobs.keep(rows.db, content, act.at) for path, content in sorted(bundle.items())
    }
    changed = {
        path: sha256 for path, sha256 in new_hashes.items() if old_hashes.get(path) != sha256
    }
    over = sorted(old_hashes.keys() - new_hashes.keys() | old_hashes.keys() & changed.keys())
    if over:
        rows.write(delete(definition_file).where(*of_version, definition_file.c.path.in_(over)))
    new = [
        {"process_key": key, "version": number, "path": path, "sha256": sha256}
        for path, sha256 in changed.items()
    ]
    if new:
        rows.write(insert(definition_file).values(new))
