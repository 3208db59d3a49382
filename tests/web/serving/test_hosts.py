"""Under which names the service answers."""

import pytest

from engine.cli.words import main
from web.serving.hosts import name_in, names_of
from web.serving.limits import Limits
from web.serving.pages import PatientServer


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("a.example", "a.example"),
        ("A.Example.", "a.example"),
        ("a.example:8000", "a.example"),
        ("[::1]:8000", "::1"),
        ("[::1]", "::1"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("", ""),
    ],
)
def test_the_name_is_what_stands_before_the_port(host: str, name: str) -> None:
    assert name_in(host) == name


@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::", ""])
def test_whoever_listens_everywhere_has_no_name_by_that(everywhere: str) -> None:
    assert names_of((), everywhere) == {"localhost", "127.0.0.1", "::1"}
    assert {"10.0.0.7", "a.example"} < names_of(["a.example"], "10.0.0.7")


def test_a_place_that_is_none_is_told() -> None:
    with pytest.raises(OSError, match="no address or name to serve on"):
        PatientServer(lambda *_: [], ("no.such.host.invalid", 0), Limits())


@pytest.mark.parametrize("port", ["65536", "-1", "eighty", "1e3", ""])
def test_a_port_that_is_none_is_told(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])

    assert "is no port: it may be a whole number from 0 to 65535" in capsys.readouterr().err
