"""What every test may ask for: a clock, an engine on a database of its own, and people."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import make_url

from engine.api import Engine
from engine.commands.publish_shipped import PublishShipped
from engine.definitions.registry import Definitions as Ready
from engine.people import passwords
from engine.people.actor import Actor
from engine.rehearsals.people import Cast
from engine.rehearsals.play import StoryClock
from engine.rehearsals.rehearse import Definitions, shipped_definitions
from engine.store.session import Database
from tests.support import postgres
from tests.support.forgotten import nothing_forgotten
from tests.support.postgres import Server
from tests.support.registers import read_once

START = datetime(2011, 8, 1, 8, tzinfo=UTC)
_numbers = count(1)


# What the tests of each folder need, so that `-m pure` and `./dev test --near` can choose.
MARKS = {
    "browser": "browser",
    "engine": "database",
    "engine/bpmn": "pure",
    "engine/cases": "pure",
    "engine/cli": "process",
    "engine/dmn": "pure",
    "engine/faults": "process",
    "engine/feel": "pure",
    "engine/forms": "pure",
    "engine/machine": "process",
    "engine/readers": "pure",
    "engine/rehearsals": "process",
    "engine/section26": "pure",
    "hostile": "process",
    "house": "pure",
    "letters": "pure",
    "lint": "pure",
    "oracle": "pure",
    "stories": "process",
    "web": "database",
    "workflows": "process",
}
# Where coverage is not measured: it would count lines that are only passed by on the way, and where
# processor time is what is tested, most of that would be the measuring.
UNMEASURED = ("browser", "stories", "hostile/test_feel_work.py", "hostile/test_foreign_files.py")
HERE = Path(__file__).parent


MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30  # bytes: more than all tests at once have ever needed


def pytest_configure(config: pytest.Config) -> None:
    """Files of tests lie in memory where there is room: no test waits for a disk."""
    unsaid = not {"TMPDIR", "PYTEST_DEBUG_TEMPROOT"} & set(os.environ)
    if unsaid and config.option.basetemp is None and _has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def _has_room(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected lives until the end: nothing looks through it for rubbish, now or later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every file of tests by its folder, or by the nearest one above it that is listed."""
    files = {item.getparent(pytest.Module) for item in items}
    for file in filter(None, files):
        place = file.path.relative_to(HERE)
        file.add_marker(next(MARKS[str(one)] for one in place.parents if str(one) in MARKS))
        if not {str(place), *map(str, place.parents)}.isdisjoint(UNMEASURED):
            file.add_marker("no_cover")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Long bytes are no names: a zip file holds its time, and workers must agree on names."""
    return f"bytes-{len(val)}" if isinstance(val, bytes) and len(val) > 40 else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Half characters that a test logged are written out: no worker can send them as they are."""
    report = yield
    report.sections = [
        (title, text.encode("utf-8", "backslashreplace").decode())
        for title, text in report.sections
    ]
    return report


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Passwords are hashed at the least cost: the product's own cost is a test of its own."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "_NOBODY", quick.hash("nobody"))
        yield


@pytest.fixture(scope="session")
def shipped() -> Definitions:
    """The shipped diagrams, forms, decisions, letters and reference tables."""
    return shipped_definitions()


@pytest.fixture
def clock() -> StoryClock:
    """A clock that stands at nine in the morning of 1 August 2011 until a test moves it."""
    return StoryClock(START)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server for the whole run; without one its tests are skipped, but not in CI."""
    if postgres.programs() is None:
        assert os.environ.get("CI") != "true", "PostgreSQL is missing: ./dev test installs it"
        pytest.skip("no PostgreSQL on this machine: ./dev test installs it where that is allowed")
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgresql(postgres_server: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    name = f"empty_{next(_numbers)}"
    yield postgres_server.create(name)
    postgres_server.drop(name)


class Databases:
    """Fresh databases, each a copy of one that was prepared once in this run."""

    def __init__(self, folder: Path, server: Callable[[], Server]) -> None:
        self.folder, self.server = folder, server
        self.prepared: set[str] = set()

    @contextmanager
    def fresh(self, kind: str, like: str, prepare: Callable[[str], None]) -> Iterator[str]:
        """The address of a copy of the database called *like*, gone after the block."""
        copied = self._sqlite if kind == "sqlite" else self._postgresql
        with copied(like, prepare) as url:
            yield url

    def keep(self, url: str, name: str) -> None:
        """Keeps a copy of the database at *url*, to which nobody is connected, as *name*."""
        if make_url(url).get_backend_name() == "sqlite":
            shutil.copyfile(_file(url), self.folder / f"{name}.db")
        else:
            self.server().create(name, like=_name(url))

    def put_back(self, name: str, url: str) -> None:
        """Makes the database at *url*, to which nobody is connected, what was kept as *name*."""
        if make_url(url).get_backend_name() == "sqlite":
            shutil.copyfile(self.folder / f"{name}.db", _file(url))
        else:
            self.server().drop(_name(url))
            self.server().create(_name(url), like=name)

    @contextmanager
    def _sqlite(self, like: str, prepare: Callable[[str], None]) -> Iterator[str]:
        ready = self.folder / f"{like}.db"
        if not ready.exists():
            prepare(f"sqlite:///{ready}")
        place = self.folder / f"{like}_{next(_numbers)}"
        place.mkdir()
        shutil.copy(ready, place / "section26.db")
        yield f"sqlite:///{place / 'section26.db'}"
        shutil.rmtree(place)

    @contextmanager
    def _postgresql(self, like: str, prepare: Callable[[str], None]) -> Iterator[str]:
        server = self.server()
        if like not in self.prepared:
            prepare(server.create(like))
            self.prepared.add(like)
        name = f"{like}_{next(_numbers)}"
        yield server.create(name, like)
        server.drop(name)


def _file(url: str) -> Path:
    return Path(_name(url))


def _name(url: str) -> str:
    name = make_url(url).database
    assert name is not None
    return name


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    """Where tests get databases of their own; a server is started when one is first asked for."""
    folder = tmp_path_factory.mktemp("databases")
    return Databases(folder, lambda: request.getfixturevalue("postgres_server"))


@pytest.fixture(scope="session")
def made_ready() -> Ready:
    """The definitions already read, so that each is read once for all these tests."""
    return Ready()


@pytest.fixture
def database_kind() -> str:
    """Which database a test runs on: SQLite, unless its folder asks for both."""
    return "sqlite"


@pytest.fixture
def database_url(database_kind: str, databases: Databases, shipped: Definitions) -> Iterator[str]:
    """The address of a fresh database with the shipped definitions in use."""

    def put_into_use(url: str) -> None:
        engine = Engine.install(url, clock=lambda: START, reference=shipped.reference)
        engine.do(PublishShipped(shipped.bundle), None)
        engine.close()

    with databases.fresh(database_kind, "shipped", put_into_use) as url:
        yield url


@pytest.fixture
def engine(
    request: pytest.FixtureRequest,
    clock: StoryClock,
    shipped: Definitions,
    database_url: str,
    made_ready: Ready,
) -> Iterator[Engine]:
    """An engine on a fresh database with the shipped definitions in use.

    Whatever row a test writes by its commands has to stand in an entry of the log.
    """
    opened = Engine(Database(database_url), clock)
    opened.definitions, opened.registers = made_ready, read_once()
    own = request.node.get_closest_marker("unsealed")
    with nullcontext() if own else nothing_forgotten(opened.database.engine):
        yield opened
        opened.close()


@pytest.fixture
def cast(engine: Engine) -> Cast:
    """Offices made as they are asked for."""
    return Cast(engine)


@pytest.fixture
def someone(cast: Cast, clock: StoryClock) -> Callable[..., Actor]:
    """`someone("chief_officer")`: the holder of a role for a case of Lancashire, as of now."""

    def find(role: str, of: str | None = None, force: str = "lancashire") -> Actor:
        return cast.actor(role, of, force, clock.now)

    return find


@pytest.fixture
def on(clock: StoryClock) -> Callable[[str], None]:
    """`on("2012-11-22")`: moves the clock to nine that morning."""

    def move(day: str) -> None:
        wanted = date.fromisoformat(day)
        clock.now = datetime(wanted.year, wanted.month, wanted.day, 9, tzinfo=UTC)

    return move
