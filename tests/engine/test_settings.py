"""What an installation may choose: each setting strictly read, every problem told at once."""

from dataclasses import fields
from pathlib import Path

import pytest

from engine.cli.words import main
from engine.errors import SettingsRefused
from engine.settings import ELSEWHERE, TABLE, Settings, read_settings

KEY = "a key that was made by chance 0123456789"
FILE, FOLDER = "FILE", "FOLDER"  # stand for one of each that is there

# variable -> what it may be, with what that means; then what it may not be
SAID: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {
    "S26_DATABASE_URL": (
        {
            "sqlite:////srv/s26/a.db": "sqlite:////srv/s26/a.db",
            "sqlite://": "sqlite://",
            "postgresql://ann:secret@db:5432/s26": "postgresql://ann:secret@db:5432/s26",
            "postgresql:///s26": "postgresql:///s26",
        },
        (
            "var/section26.db", "sqlite:var/a.db", "sqlite://var/a.db", "sqlite:///",
            "postgres://db/s26", "postgresql://db", "postgresql://db:port/s26", "mysql://db/s26",
            "postgresql://[half/s26", "postgresql://db:99999/s26", "sqlite:///a.db?mode=ro",
            f"sqlite:///{FOLDER}", "sqlite:///a\tb", "postgresql://db\n/s26",
        ),
    ),
    "S26_SECRET_KEY": (
        {KEY: KEY},
        ("short", "x" * 31, "x" * 64, "abcdefg" * 8, "with, a comma in it, which parts the list"),
    ),
    "S26_SECRET_KEY_OLD": (
        {f"{KEY}, {KEY}2": (KEY, f"{KEY}2"), f"{KEY},": (KEY,)},
        ("short", f"{KEY},short", f"{KEY},,{KEY}", ","),
    ),
    "S26_DEMO": ({"yes": True, " On ": True, "0": False}, ("ture", "y", "2", "ja", "yes please")),
    "S26_SECURE_COOKIES": (
        {"TRUE": True, "1": True, "no": False, "off": False, "False": False},
        ("ture", "nope", "n", "none", "-1", "yes,no"),
    ),
    "S26_SERVICE_NAME": ({"Aid approvals": "Aid approvals"}, ("two\nlines", "x" * 101, "\x1b[2J")),
    "S26_OUTBOX": ({FOLDER: FOLDER, "not/there/yet": Path("not/there/yet")}, (FILE,)),
    "S26_MAIL_FROM": (
        {"section26@localhost": "section26@localhost", "a.b+c@d.example": "a.b+c@d.example"},
        ("force.example", "a@b@c", "a b@force.example", "a@", "Ann <a@b.example>", "a@b,c@d"),
    ),
    "S26_SMTP_HOST": (
        {"mail.force.example": "mail.force.example", "10.0.0.5": "10.0.0.5", "::1": "::1"},
        ("mail.force.example:25", "smtp://mail", "two words", "-mail", "a..b", "x" * 64),
    ),
    "S26_SMTP_PORT": ({"25": 25, "65535": 65_535}, ("0", "65536", "smtp", "25.0", "+25", "1_0")),
    "S26_IDLE_MINUTES": ({"1": 1, "1440": 1440}, ("0", "-5", "30m", "٣٠", "1e3", "1441", "nan")),
    "S26_SESSION_HOURS": ({"12": 12}, ("0", "12h", "169", "half")),
    "S26_TRUSTED_PROXY": (
        {"10.0.0.5": "10.0.0.5", "::1": "::1", "2001:DB8:0::5": "2001:db8::5"},
        ("1", "*", "10.0.0.0/8", "10.0.0.5:80", "10.0.0.5,10.0.0.6", "proxy", "[::1]", "1.2.3"),
    ),
    "S26_HOSTS": (
        {"a.example, B.Example": ("a.example", "b.example"), "::1": ("::1",)},
        ("a.example:8000", "*", "*.example", "https://a.example", "a.example b.example", "a/b"),
    ),
    "S26_CHECKPOINT_KEY_FILE": ({FILE: FILE, "to/make.pem": Path("to/make.pem")}, (FOLDER,)),
    "S26_CHECKPOINT_KEY_FILE_OLD": (
        {"a.pem, b.pem": (Path("a.pem"), Path("b.pem"))},
        (FOLDER, "a.pem,,b.pem", f"a.pem,{FOLDER}"),
    ),
    "S26_CLAMD": (
        {
            "/run/clamav/clamd.ctl": "/run/clamav/clamd.ctl",
            "127.0.0.1:3310": "127.0.0.1:3310",
            "scanner.example:3310": "scanner.example:3310",
            "[::1]:3310": "[::1]:3310",
        },
        (
            FOLDER, "clamd.ctl", "3310", "127.0.0.1", ":3310", "127.0.0.1:0", "127.0.0.1:x",
            "::1:3310", "[::1]", "[127.0.0.1]:3310", "tcp://127.0.0.1:3310", "a b:3310",
        ),
    ),
    "S26_POSTGRESQL": ({FOLDER: FOLDER}, (FILE, "not/there", "x" * 5000)),
    "S26_CHECKPOINTS": ({FOLDER: FOLDER, "new": Path("new")}, (FILE, "x" * 5000)),
}  # fmt: skip
GOOD = [(name, text, value) for name, (may, _) in SAID.items() for text, value in may.items()]
BAD = [(name, text) for name, (_, not_) in SAID.items() for text in (*not_, "", "  ")]
BAD += [("S26_CRASH_AT", "befor_commit"), ("S26_NODE", "whel")]


@pytest.fixture
def real(tmp_path: Path) -> dict[str, str]:
    """The file and the folder that the table means."""
    (tmp_path / "file").write_text("")
    return {FILE: str(tmp_path / "file"), FOLDER: str(tmp_path)}


def put_in(text: str, real: dict[str, str]) -> str:
    for word, path in real.items():
        text = text.replace(word, path)
    return text


def test_every_setting_is_read_from_the_environment_and_tried_here() -> None:
    assert [setting.field for setting in TABLE] == [field.name for field in fields(Settings)]
    assert list(SAID) == [setting.variable for setting in TABLE]


@pytest.mark.parametrize(("name", "text", "value"), GOOD)
def test_what_a_setting_may_be_is_taken(
    name: str, text: str, value: object, real: dict[str, str]
) -> None:
    read = read_settings({name: put_in(text, real)})

    expected = Path(real[value]) if isinstance(value, str) and value in real else value
    assert getattr(read, name.removeprefix("S26_").lower()) == expected


@pytest.mark.parametrize(("name", "text"), BAD)
def test_what_it_may_not_be_is_refused_with_what_it_may(
    name: str, text: str, real: dict[str, str]
) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read_settings({name: put_in(text, real)})

    (sentence,) = refused.value.problems
    assert sentence.startswith(f"{name} is ")
    assert "; it may be " in sentence
    assert len(sentence) < 350
    assert sentence.isprintable()


def test_secrets_are_never_shown() -> None:
    said = {
        "S26_DATABASE_URL": "postgres://ann:hunter2@db/s26",
        "S26_SECRET_KEY": "hunter2",
        "S26_SECRET_KEY_OLD": "hunter2",
    }
    with pytest.raises(SettingsRefused) as refused:
        read_settings(said)

    assert len(refused.value.problems) == 3
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("S26_SECURE_COOKIE", "S26_SECURE_COOKIES"),
        ("S26_SECUR_COOKIES", "S26_SECURE_COOKIES"),
        ("s26_demo", "S26_DEMO"),
        ("S26_Demo", "S26_DEMO"),
        ("S26_DATABASE", "S26_DATABASE_URL"),
        ("S26_DATABASE_URI", "S26_DATABASE_URL"),
        ("S26_IDLE_MINUTE", "S26_IDLE_MINUTES"),
        ("S26_PASWORD", "S26_PASSWORD"),
        ("S26_", "docs/administrators.md"),
        ("S26_XYZZY", "docs/administrators.md"),
    ],
)
def test_an_unknown_setting_is_refused_with_the_one_that_was_meant(name: str, meant: str) -> None:
    with pytest.raises(SettingsRefused, match=f"there is no setting {name}: .*{meant}"):
        read_settings({name: "yes"})


def test_a_setting_of_before_names_the_one_that_took_its_place() -> None:
    with pytest.raises(SettingsRefused, match="S26_TRUSTED_PROXIES any more: S26_TRUSTED_PROXY"):
        read_settings({"S26_TRUSTED_PROXIES": "1"})


def test_every_problem_is_told_at_once() -> None:
    said = {"S26_SECURE_COOKIES": "ture", "S26_SMTP_PORT": "smtp", "S26_DEMMO": "yes"}
    with pytest.raises(SettingsRefused) as refused:
        read_settings({**said, "PATH": "/bin", "S27_DEMO": "ture"})

    assert len(refused.value.problems) == 3


def test_names_of_the_build_and_the_tests_are_no_settings_and_are_taken() -> None:
    said = {"S26_CRASH_AT": "after_look", "S26_NODE": "wheel"}
    plain = {name: "anything" for name in ELSEWHERE if name not in said}

    assert read_settings({**plain, **said, "S26_SECRET_KEY": KEY}) == Settings(secret_key=KEY)


def test_no_word_of_s26_starts_with_a_wrong_setting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    monkeypatch.setenv("S26_SECURE_COOKIES", "ture")

    assert main(["db", "upgrade"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("s26: S26_SECURE_COOKIES is 'ture'; it may be yes or no")
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []
