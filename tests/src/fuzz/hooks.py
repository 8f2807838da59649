"""What Schemathesis is told besides the API document: how to log in, whom to spare, what else to check, what to count.

FUZZ_CASE names a JSON file: base, login ({user, password} or null), requests and
seconds (from the first answer on) after which the run ends, and instead: ids that must
last, with those that may be ended in their place.
FUZZ_FIGURES names the JSON file that is written at the end, and after every hundred requests.
"""

import json
import os
import signal
import threading
import time

import requests
import schemathesis

with open(os.environ["FUZZ_CASE"], encoding="utf-8") as file:
    CASE = json.load(file)
LOGIN_LASTS = 200  # seconds; sensitive acts want a password of the last 300
SESSION_ENDS = ("DELETE", "/api/v1/sessions/current")
DECIDES_ON_PEOPLE = ("/suspension", "/refusal", "/approval")
LOCK = threading.Lock()


class Figures:
    """Counts of one run."""

    def __init__(self):
        self.requests = 0
        self.began = None
        self.ended = False
        self.made = 0
        self.statuses = {}
        self.calls = {}
        self.slowest = 0.0
        self.broken = {}
        self.findings = {}

    def count(self, call, response):
        with LOCK:
            self.requests += 1
            status = str(response.status_code)
            self.statuses[status] = self.statuses.get(status, 0) + 1
            of_call = self.calls.setdefault(call, {})
            of_call[status] = of_call.get(status, 0) + 1
            self.slowest = max(self.slowest, response.elapsed)
            if self.requests % 100 == 0:
                self.write()
            self.began = self.began or time.monotonic()
            over = time.monotonic() - self.began > CASE["seconds"]
            if not self.ended and (over or self.requests >= CASE["requests"]):
                self.ended = True
                os.kill(os.getpid(), signal.SIGINT)

    def write(self):
        figures = {
            "requests": self.requests,
            "statuses": self.statuses,
            "calls": self.calls,
            "slowest": self.slowest,
            "broken": self.broken,
            "findings": list(self.findings.values()),
        }
        with open(os.environ["FUZZ_FIGURES"], "w", encoding="utf-8") as out:
            json.dump(figures, out)


FIGURES = Figures()


def log_in():
    body = {**CASE["login"], "transport": "bearer"}
    answer = requests.post(f"{CASE['base']}/api/v1/sessions", json=body, timeout=60)
    answer.raise_for_status()
    return answer.json()["token"]


class Session:
    """The session of this run's person, opened again before it grows old or when it is gone."""

    def __init__(self):
        self.token = None
        self.until = 0.0

    def current(self):
        with LOCK:
            if time.monotonic() > self.until:
                self.token = log_in()
                self.until = time.monotonic() + LOGIN_LASTS
            return self.token

    def gone(self, token):
        with LOCK:
            if token == self.token:
                self.until = 0.0


SESSION = Session()


@schemathesis.auth(refresh_interval=None)
class Login:
    """A bearer token; a call that ends its session gets one of its own."""

    def get(self, case, _context):
        if CASE["login"] is None:
            return None
        if (case.method, case.path) == SESSION_ENDS:
            return log_in()
        return SESSION.current()

    def set(self, case, token, _context):
        if token is not None:
            case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.hook
def map_case(_context, case):
    """Keeps what the run needs: calls that end something or decide on people get an id that was made for that."""
    ends = case.method == "DELETE" or case.path.endswith(DECIDES_ON_PEOPLE)
    if ends and case.path_parameters:
        for name, value in case.path_parameters.items():
            if isinstance(value, str):
                case.path_parameters[name] = CASE["instead"].get(value, value)
    strip_person(case)
    return case


def strip_person(case):
    """Most calls say nothing of whose page makes them, as programs do: nearly every invented person is another one."""
    with LOCK:
        FIGURES.made += 1
        keep = FIGURES.made % 10 == 0
    if keep:
        return
    for place, name in ((case.headers, "Medseal-Person"), (case.query, "person")):
        if place and isinstance(place, dict | type(case.headers)):
            place.pop(name, None)


def label(case):
    return f"{case.method} {case.path}"


@schemathesis.hook
def after_call(_context, case, response):
    FIGURES.count(label(case), response)
    if response.status_code == 401 and b'"UNAUTHENTICATED"' in response.content:
        sent = response.request.headers.get("Authorization", "")
        SESSION.gone(sent.removeprefix("Bearer "))


@schemathesis.hook
def after_network_error(_context, case, _request):
    with LOCK:
        FIGURES.broken[label(case)] = FIGURES.broken.get(label(case), 0) + 1


@schemathesis.check
def problem_says_its_status(_context, response, _case):
    """RFC 9457: a failure is a problem document with the status of its answer; a 503 and a 429 say when to come back."""
    status = response.status_code
    if status in (429, 503):
        assert "retry-after" in response.headers, f"{status} without Retry-After"
    if status >= 400 and response.content:
        document = response.json()
        if "checks" in document:
            return
        assert document.get("status") == status, f"{status} with a document that says {document.get('status')}"


@schemathesis.hook
def filter_failure(_context, failure, case, response):
    """Takes down every kind of failure once, with a command that repeats it, and drops none."""
    key = (label(case), failure.title, response.status_code)
    finding = {
        "title": f"{failure.title}: {label(case)} answered {response.status_code}",
        "text": f"{failure.message}\n{response.text}"[:2000],
        "curl": case.as_curl_command()[:4000],
    }
    with LOCK:
        FIGURES.findings.setdefault(key, finding)
    return True


@schemathesis.hook
def after_load_schema(_context, _schema):
    import atexit

    atexit.register(FIGURES.write)
