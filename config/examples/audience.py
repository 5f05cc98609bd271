#!/usr/bin/env python3
# Asks what to do next for each journey state, one a line of FILE or standard input; does it; reports the outcome. Copy
# it and replace `deliver`. RUN names the run, or else the date: a run that is repeated within a day gets the same
# answers, and nothing is recorded twice. Exit code 1: something was refused or warned of; 75: no daemon answers.
import hashlib, http.client, json, os, re, socket, sys, time

def deliver(action, channel, decision, journey):
    """Carries out an action; an error says that it was not sent. `decision` is the key under which to send once."""
    os.write(1, "\t".join([action, channel, decision, re.sub(r"[\0-\x1f\x7f]", "?", journey) + "\n"]).encode())

def ask(path, body, headers={}):
    """Returns the daemon's answer, for which it waits half a minute while the daemon is away."""
    for pause in 0.1, 0.4, 1, 3, 9, 16, None:
        try:
            if not daemon.sock:
                daemon.sock = socket.socket(socket.AF_UNIX)
                daemon.sock.settimeout(30)
                daemon.sock.connect(os.environ.get("WAYMARK_SOCKET_PATH") or f"{folder}/waymark.sock")
            daemon.request("POST", path, body, headers)
            response = daemon.getresponse()
            status, wait, answer = response.status, int(response.headers.get("Retry-After", 0)), json.load(response)
            for name in "Released", "Closed": answer[name] = response.headers.get(f"Idempotency-{name}", "").split(",")
        except (OSError, http.client.HTTPException) as error:
            daemon.close()
            status, answer, wait = 503, {"detail": error}, 0
        if status == 200: return answer
        if status not in (408, 503): raise ValueError(answer["detail"])
        print("the daemon is away:", answer["detail"], file=sys.stderr, flush=True)
        time.sleep(max(pause, wait) if pause else sys.exit(75))

folder, run = os.environ.get("XDG_RUNTIME_DIR") or "/run/waymark", os.environ.get("RUN") or time.strftime("%F")
daemon, decisions, code = http.client.HTTPConnection("waymark"), set(), 0
# All lines are read first: what `deliver` starts may read standard input.
for number, state in enumerate((open(sys.argv[1], "rb") if sys.argv[1:] else sys.stdin.buffer).readlines(), 1):
    if state.isspace(): continue
    try:
        try: journey = json.loads(state)["journey"]
        except (ValueError, KeyError, TypeError): journey = None  # the daemon says what is wrong with it
        answer = ask("/v1/next", state, {"Idempotency-Key": hashlib.sha256(f"{run} {journey}".encode()).hexdigest()})
        for it in answer["warnings"]: code = 1; print(f"line {number} is not sent: {it['detail']}", file=sys.stderr)
        decision, action = answer["decision"], next(iter(answer["reserved"]), None)
        if action in answer["Closed"]: print(f"line {number} is not sent: its channel was closed", file=sys.stderr)
        if not action or decision in decisions or action in answer["Released"] + answer["Closed"]: continue
        first, outcome = answer["recommendations"][0], "not_sent" if answer["warnings"] else "delivered"
        decisions.add(decision)
        try: answer["warnings"] or deliver(action, first.get("channel", "-"), decision, answer["journey"])
        except Exception as error:
            print(f"line {number} is not sent: {error}", file=sys.stderr)
            outcome = "not_sent"
        ask("/v1/outcomes", json.dumps({"decision": decision, "action": action, "outcome": outcome}))
    except ValueError as error:
        print(f"line {number}: {error}", file=sys.stderr)
        code = 1
sys.exit(code)
