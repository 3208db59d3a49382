"""Hostile requests: every one is answered with a page or a refusal, never with a fault of ours."""

import io
from collections.abc import Iterator
from time import process_time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD, seed_people
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.queries.played import people
from engine.queries.signing_in import actor_of
from engine.rehearsals.rehearse import Definitions
from engine.settings import Settings
from tests.hostile.limits import AT_ONCE
from web import create_app

LEAD = "international.lead@lancashire.example"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, shipped: Definitions) -> Iterator[Engine]:
    """The engine behind the pages, with the people of the demo."""
    place = tmp_path_factory.mktemp("posts") / "posts.db"
    engine = Engine.install(f"sqlite:///{place}", reference=shipped.reference)
    engine.do(PublishShipped(shipped.bundle), None)
    seed_people(engine)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def pages(service: Engine) -> Flask:
    """The pages, which believe whoever sends a form: the tokens are not what is tried here."""
    app = create_app(service, Settings(secret_key="posts", demo=True, secure_cookies=False))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture(scope="module")
def client(service: Engine, pages: Flask) -> tuple[FlaskClient, str]:
    """The lead of Lancashire, signed in, and the address of a first task."""
    lead = service.ask(actor_of, None, service.ask(people, None)[LEAD])
    task = service.do(StartCase("section_26", "lancashire"), lead)
    visitor = pages.test_client()
    visitor.post("/sign-in", data={"email": LEAD, "password": DEMO_PASSWORD})
    return visitor, f"/tasks/{task}"


def form(*pairs: tuple[bytes, bytes]) -> bytes:
    return b"&".join(name + b"=" + value for name, value in ((b"revision", b"1"), *pairs))


NUMBERS = [
    b"1e999999",
    b"-1e999999",
    b"9" * 5_000,
    b"NaN",
    b"Infinity",
    b"0x10",
    b"\xd9\xa3",
    b"1_0",
]
DATES = [(b"request_date-" + part, n) for part in (b"day", b"month", b"year") for n in NUMBERS]
BODIES: dict[str, bytes] = {
    "a crowd of fields": form(*((b"f%d" % n, b"x") for n in range(100_000))),
    "one field many times": form(*[(b"title", b"x")] * 100_000),
    "deep dotted keys": form((b".".join([b"a"] * 50_000), b"x")),
    "deep dashed keys": form((b"-".join([b"posts", *[b"0"] * 5_000]), b"x")),
    "brackets": form((b"a" + b"[0]" * 50_000, b"x")),
    "a key of a megabyte": form((b"k" * 1_000_000, b"x")),
    "a value of three megabytes": form((b"title", b"x" * 3_000_000)),
    "a value of five megabytes": form((b"title", b"x" * 5_000_000)),
    "nought bytes": form((b"title", b"a%00b"), (b"%00", b"x")),
    "half a character": form((b"title", b"%ED%A0%80"), (b"%ED%A0%80", b"x")),
    "too many bytes for a letter": form((b"title", b"%C0%AF%E0%80%AF%F0%80%80%AF")),
    "no characters": form((b"title", b"%EF%BF%BE%F4%8F%BF%BF")),
    "letters beyond the last": form((b"title", b"%F4%90%80%80")),
    "words of python": form((b"__class__", b"x"), (b"__proto__", b"x"), (b"constructor", b"x")),
    "rows without end": form((b"posts", b"999999999"), (b"posts-99999-x", b"1")),
    "a date of numbers": form(*DATES),
    "every field a number": form(*((b"title", n) for n in NUMBERS)),
    "an action nobody knows": form((b"action", b"remove-posts-" + b"9" * 5_000)),
    "an action in other digits": form((b"action", "remove-posts-\u0663".encode())),
    "a file said in text": form((b"request_letter", b'{"file":"%s"}' % (b"0" * 64))),
    "nothing but ampersands": b"&" * 500_000,
    "no form at all": b"\x00\xff" * 100_000,
}  # fmt: skip
KINDS = {
    "no boundary": "multipart/form-data",
    "an odd boundary": "multipart/form-data; boundary=" + "b" * 5_000,
    "json": "application/json",
    "xml": "text/xml",
    "an odd charset": "application/x-www-form-urlencoded; charset=utf-7",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_answered(name: str, client: tuple[FlaskClient, str]) -> None:
    visitor, task = client
    kind = "application/x-www-form-urlencoded"
    for address in (task, f"{task}/complete", "/start", "/sign-in"):
        began = process_time()
        answer = visitor.post(address, data=BODIES[name], content_type=kind)

        assert answer.status_code < 500, f"{address}: {answer.status}"
        assert b"Traceback" not in answer.data
        assert process_time() - began < AT_ONCE


@pytest.mark.parametrize("name", KINDS)
def test_a_body_of_an_odd_kind_is_answered(name: str, client: tuple[FlaskClient, str]) -> None:
    visitor, task = client
    for body in (b"", b"--b\r\n\r\nx", b"x" * 100_000):
        assert visitor.post(task, data=body, content_type=KINDS[name]).status_code < 500


ADDRESSES = [
    "/tasks/{}", "/tasks/{}/check", "/tasks/{}/sign", "/cases/{}", "/cases/{}/facts",
    "/cases/{}/diagrams/{}.bpmn", "/cases/{}/files/{}", "/cases/{}/messages/{}", "/letters/{}",
    "/incidents/{}", "/definitions/{}/{}", "/cases?find={}", "/cases?status={}", "/tasks?tab={}",
    "/sign-in?next={}", "/static/{}",
]  # fmt: skip
ODD = [
    "%00", "%ED%A0%80", "%C0%AF", "..%2F..%2Fetc%2Fpasswd", "9" * 5_000, "-1", "1e999", "%25%5C",
    "x" * 60_000, "%E2%80%AE", "{{7*7}}", "%F0%9F%92%A9",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_is_answered(odd: str, client: tuple[FlaskClient, str]) -> None:
    visitor, _ = client
    for address in ADDRESSES:
        answer = visitor.get(address.replace("{}", odd))
        assert answer.status_code < 500, f"{address}: {answer.status}"


@pytest.mark.parametrize("cookie", ["", "\x7f", "x" * 4_000, "'; DROP TABLE person; --", "\u00ff"])
def test_an_odd_cookie_signs_nobody_in(cookie: str, pages: Flask) -> None:
    visitor = pages.test_client()
    visitor.set_cookie("s26", cookie)

    assert visitor.get("/tasks").status_code == 303


SCRIPT = b"<</S /JavaScript /JS (app.alert(1))>>"
PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog /OpenAction " + SCRIPT + b">> endobj\n%%EOF\n"
FILES: dict[str, tuple[bytes, str]] = {
    "a script in a pdf": (PDF, "request.pdf"),
    "a page called pdf": (b"<html><script>alert(1)</script></html>", "request.pdf"),
    "a pdf that is a page": (b"%PDF-1.4\n<html><script>alert(1)</script></html>", "request.html"),
    "a pdf and a zip": (PDF + b"PK\x05\x06" + b"\x00" * 18, "request.docx"),
    "a picture and a page": (b"GIF89a/*<svg onload=alert(1)>*/", "request.gif"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "request.svg"),
    "a name of a place": (PDF, "../../../../etc/passwd.pdf"),
    "a name with a line": (PDF, "a\nSet-Cookie: x=1.pdf"),
    "a name beyond measure": (PDF, "n" * 5_000 + ".pdf"),
    "a name of nothing": (PDF, "\u202efdp.exe"),
    "nothing": (b"", "request.pdf"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_or_only_ever_downloaded(
    name: str, client: tuple[FlaskClient, str], service: Engine
) -> None:
    visitor, task = client
    content, called = FILES[name]
    with service.database.writing() as db:
        db.execute(text("UPDATE task SET draft = NULL, version = 1"))
    data = {"revision": "1", "action": "draft", "request_letter": (io.BytesIO(content), called)}
    answer = visitor.post(task, data=data)
    assert answer.status_code in {200, 303, 422}

    with service.database.reading() as db:
        draft = db.execute(text("SELECT draft FROM task")).scalar() or ""
    assert "/etc/" not in draft
