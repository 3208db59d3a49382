"""Takes the pictures of the README from the running product: `./dev shots`.

A demo of its own, in a folder that is thrown away, is served on this machine and looked at in
Chromium. Every picture is made at the same size, so that a change of the pages shows in the diff.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PASSWORD = "police assistance"  # noqa: S105 - the demo's sign-in page shows it to everybody
WIDTH, HEIGHT = 1100, 900
PATIENCE = 90.0  # seconds that the demo may take to start

CHIEF = "chief.constable@lancashire.example"
PRIVATE_OFFICE = "private.office@home-office.example"
OWNER = "process.owner@section26.example"


def main() -> int:
    """Writes the pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    with (
        TemporaryDirectory(prefix="section26-shots-") as folder,
        demo(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        take(browser, address)
        browser.close()
    return 0


def take(browser: Browser, address: str) -> None:
    """One picture of each thing that the README shows."""
    owner = signed_in(browser, address, OWNER, scale=2)  # a diagram is looked at closely
    owner.goto(f"{address}/definitions")
    owner.get_by_role("link", name="Version 1").first.click()
    owner.wait_for_load_state("networkidle")
    owner.locator(".app-diagram").first.screenshot(path=PICTURES / "process.png")

    chief = signed_in(browser, address, CHIEF)
    chief.goto(f"{address}/cases")
    chief.get_by_role("link", name="Detectives for a review of serious crime").first.click()
    chief.wait_for_load_state("networkidle")
    chief.screenshot(path=PICTURES / "case.png")

    office = signed_in(browser, address, PRIVATE_OFFICE)
    office.get_by_role("link", name="Decide on consent").first.click()
    office.screenshot(path=PICTURES / "decide-on-consent.png")


def signed_in(browser: Browser, address: str, email: str, scale: int = 1) -> Page:
    """A window in which somebody of the demo has signed in."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=scale, locale="en-GB"
    )
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    form = page.locator("form").filter(has=page.locator("#email"))
    form.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="My tasks", level=1).wait_for()
    return page


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """The address of a demo that is served until the block ends."""
    port = free_port()
    environment = {**os.environ, "S26_DATABASE_URL": f"sqlite:///{folder / 'shots.db'}"}
    s26 = [sys.executable, "-m", "engine.cli.words"]
    subprocess.run([*s26, "seed", "--demo"], env=environment, cwd=ROOT, check=True)  # noqa: S603
    serve = [*s26, "serve", "--demo", "--port", str(port)]
    served = subprocess.Popen(serve, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address
    finally:
        served.terminate()
        served.wait()


def wait_for(address: str) -> None:
    """Returns when the pages answer; SystemExit when they do not in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/sign-in"):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit(f"the demo at {address} does not answer")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def chromium() -> str:
    """The browser to look with: the one S26_CHROMIUM names, else the first on the path."""
    named = os.environ.get("S26_CHROMIUM")
    for name in [named] if named else BROWSERS:
        if found := shutil.which(name):
            return found
    raise SystemExit("there is no Chromium on this machine: ./dev test installs it")


if __name__ == "__main__":
    sys.exit(main())
