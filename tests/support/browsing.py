"""A browser of few words: it keeps a person's cookies, sends forms, and reads what comes back."""

import re
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

PATIENCE = 100  # seconds
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
REVISION = re.compile(r'name="revision" value="(\d+)"')
GONE = (OSError, HTTPException)  # the service was killed, or is not there yet
EDGE = "----section26-edge"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered: its status, where it leads, and the page or file itself."""

    status: int
    leads: str
    content: bytes
    again_in: str = ""  # after how many seconds it is worth another try

    @property
    def page(self) -> str:
        """The page as text."""
        return self.content.decode()


@dataclass
class Browser:
    """One person's visit to a service on this machine."""

    port: int
    email: str
    password: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Answer:
        """A page or a file; whoever is not signed in any more signs in first."""
        answer = self._ask("GET", address)
        if answer.leads.startswith("/sign-in"):
            self.sign_in()
            answer = self._ask("GET", address)
        return answer

    def send(self, address: str, page: str, **fields: str) -> Answer:
        """What answers the form of a page, with that page's own hidden fields."""
        hidden = {"csrf_token": TOKEN.findall(page), "revision": REVISION.findall(page)}
        body = {name: found[0] for name, found in hidden.items() if found} | fields
        form = "application/x-www-form-urlencoded"
        return self._ask("POST", address, urlencode(body).encode(), form)

    def hand_in(
        self,
        address: str,
        page: str,
        content: bytes,
        fields: list[list[str]],
        named: str = "signed",
    ) -> Answer:
        """What answers a form with a signed letter in it, or with another file of that name."""
        parts = [
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in [["csrf_token", TOKEN.findall(page)[0]], *fields]
        ]
        file = f'name="{named}"; filename="signed.docx"\r\nContent-Type: application/octet-stream'
        head = f"{''.join(parts)}--{EDGE}\r\nContent-Disposition: form-data; {file}\r\n\r\n"
        body = head.encode() + content + f"\r\n--{EDGE}--\r\n".encode()
        return self._ask("POST", address, body, f"multipart/form-data; boundary={EDGE}")

    def sign_in(self) -> None:
        """Signs in with the email address and the password."""
        page = self._ask("GET", "/sign-in").page
        said = self.send("/sign-in", page, email=self.email, password=self.password)
        if said.status != 303:
            raise HTTPException(f"{self.email} could not sign in: {said.status}")

    def _ask(self, method: str, address: str, body: bytes = b"", kind: str = "") -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            line.request(method, address, body or None, headers)
            answer = line.getresponse()
            content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        leads, again_in = answer.getheader("Location", ""), answer.getheader("Retry-After", "")
        return Answer(answer.status, leads, content, again_in)
