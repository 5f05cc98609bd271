"""What schemathesis has to be told of Waymark beyond its description."""

import json

import schemathesis
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

LINES = "application/x-ndjson"


@schemathesis.serializer(LINES)
def write_lines(ctx, value):
    """Lines are described as an array of what stands on each."""
    if isinstance(value, bytes):
        return value
    values = value if isinstance(value, list) else [value]
    return "".join(json.dumps(one) + "\n" for one in values).encode()


@schemathesis.deserializer(LINES)
def read_lines(ctx, response):
    return [json.loads(line) for line in response.content.splitlines()]


@schemathesis.deserializer("application/vnd.sqlite3")
def read_copy(ctx, response):
    """A copy of the history is not looked into."""
    return ""


@schemathesis.hook
def before_call(context, case, kwargs):
    """Without a journey, contacts are answered to those who accept lines, as the description says in words only."""
    if case.path == "/v1/contacts" and case.method in ("GET", "HEAD") and "journey" not in (case.query or {}):
        case.headers = {**(case.headers or {}), "Accept": LINES}
    # Nobody waits for alerts that do not come.
    wait = str((case.query or {}).get("wait", ""))
    if case.path == "/v1/alerts" and wait.isascii() and wait.isdigit() and 0 < int(wait) <= 60:
        case.query = {**case.query, "wait": 0}


@schemathesis.check
def right_data_is_accepted(ctx, response, case):
    """The check positive_data_acceptance, but for what a schema cannot say of parameters: that 'preview' goes with neither
    'reserve' nor 'take', 'reserve' not with a single state, by what the rule book can group journeys, and that no
    duration is longer than 100 years."""
    query = case.query or {}
    if response.status_code == 400:
        if "preview" in query and ("reserve" in query or "take" in query):
            return None
        if case.path == "/v1/decide" and "reserve" in query and not isinstance(case.body, list) and case.media_type != LINES:
            return None
        if case.path.startswith("/v1/reports/") and ("by" in query or "mature" in query):
            return None
    return positive_data_acceptance(ctx, response, case)


@schemathesis.check
def wrong_data_is_refused(ctx, response, case):
    """The check negative_data_rejection, but for lines: each is refused in its place, in an answer with 200."""
    return None if case.media_type == LINES else negative_data_rejection(ctx, response, case)


@schemathesis.check
def lines_are_answered(ctx, response, case):
    """Each line has its answer, and the last says how many there were and how many of them were refused."""
    if case.media_type != LINES or response.status_code != 200:
        return
    answers = [json.loads(line) for line in response.content.splitlines()]
    errors = sum("error" in answer for answer in answers)
    assert answers[-1] == {"end": True, "lines": len(answers) - 1, "errors": errors}, "the last line does not fit"
