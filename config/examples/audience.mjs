#!/usr/bin/env node
// Asks what to do next for each journey state, one a line of FILE or standard input; does it; reports the outcome. Copy
// it and replace `deliver`. RUN names the run, or else the date: a run that is repeated within a day gets the same
// answers, and nothing is recorded twice. Exit code 1: something was refused or warned of; 75: no daemon answers.
import { createHash } from "node:crypto";
import { readFileSync, writeSync } from "node:fs";
import { Agent, request } from "node:http";
import { json } from "node:stream/consumers";

/** Carries out an action; an error says that it was not sent. `decision` is the key under which to send once. */
async function deliver(action, channel, decision, journey) {
  writeSync(1, [action, channel, decision, journey.replace(/[\0-\x1f\x7f]/g, "?")].join("\t") + "\n");
}

const { RUN, WAYMARK_SOCKET_PATH, XDG_RUNTIME_DIR } = process.env, agent = new Agent({ keepAlive: true });
const socketPath = WAYMARK_SOCKET_PATH || `${XDG_RUNTIME_DIR || "/run/waymark"}/waymark.sock`;
async function post(path, body, headers) {
  const options = { socketPath, path, headers, agent, method: "POST", signal: AbortSignal.timeout(30_000) };
  const response = await new Promise((take, fail) => request(options, take).on("error", fail).end(body));
  return { status: response.statusCode, wait: response.headers["retry-after"] ?? 0, ...await json(response),
    released: response.headers["idempotency-released"]?.split(",") ?? [],
    closed: response.headers["idempotency-closed"]?.split(",") ?? [] };
}

/** Returns the daemon's answer, for which it waits half a minute while the daemon is away. */
async function ask(path, body, headers, [pause, ...pauses] = [0.1, 0.4, 1, 3, 9, 16]) {
  const answer = await post(path, body, headers).catch((error) => ({ status: 503, wait: 0, detail: error.message }));
  if (answer.status === 200) return answer;
  if (![408, 503].includes(answer.status)) throw new Error(answer.detail);
  console.error(`the daemon is away: ${answer.detail}`);
  await new Promise((wake) => setTimeout(wake, pause ? 1000 * Math.max(pause, answer.wait) : process.exit(75)));
  return ask(path, body, headers, pauses);
}

const run = RUN || new Date().toISOString().slice(0, 10), decisions = new Set();
for (const [index, line] of readFileSync(process.argv[2] ?? 0, "latin1").split("\n").entries()) {
  if (line.trim()) try {
    let state;
    try { state = JSON.parse(line); } catch { /* the daemon says what is wrong with it */ }
    const key = createHash("sha256").update(`${run} ${state?.journey}`).digest("hex");
    const answer = await ask("/v1/next", Buffer.from(line, "latin1"), { "Idempotency-Key": key });
    for (const { detail } of answer.warnings) console.error(`line ${index + 1} is not sent: ${detail}`);
    if (answer.warnings.length) process.exitCode = 1;
    const { decision, journey, reserved, released, closed, recommendations: [{ action, channel = "-" } = {}] } = answer;
    if (!reserved.length || released.includes(action) || decisions.size === decisions.add(decision).size) continue;
    if (closed.includes(action)) { console.error(`line ${index + 1} is not sent: its channel was closed`); continue; }
    const isSent = !answer.warnings.length && await deliver(action, channel, decision, journey).then(() => true,
      (error) => console.error(`line ${index + 1} is not sent: ${error.message}`));
    await ask("/v1/outcomes", JSON.stringify({ decision, action, outcome: isSent ? "delivered" : "not_sent" }));
  } catch (error) {
    process.exitCode = 1;
    console.error(`line ${index + 1}: ${error.message}`);
  }
}
