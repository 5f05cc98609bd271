#!/usr/bin/env bash
# Asks what to do next for each journey state, one a line of FILE or standard input; does it; reports the outcome. Copy
# it and replace `deliver`. RUN names the run, or else the date: a run that is repeated within a day gets the same
# answers, and nothing is recorded twice. Exit code 1: something was refused or warned of; 75: no daemon. It needs jq.
set -u
run=${RUN:-$(date +%F)} socket=${WAYMARK_SOCKET_PATH:-${XDG_RUNTIME_DIR:-/run/waymark}/waymark.sock} code=0
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT

# Carries out an action; where it fails, that was not sent. The decision is the key under which to send once.
deliver() { # action, channel, decision, journey
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4//[[:cntrl:]]/?}"
}

# All requests are for one curl, and so for one connection. While the daemon is away, it tries again for half a minute.
patience=$'retry = 30\nretry-all-errors\nretry-max-time = 30\nmax-time = 30\nno-progress-meter'
request='next\nurl = http://waymark/v1/next\nunix-socket = "%s"\nheader = "Idempotency-Key: %s"\ndata-raw = "%s"\n%s\n'
request+='write-out = "[\\"%%{http_code}\\", %s, '
request+='\\"%%header{idempotency-released}\\", \\"%%header{idempotency-closed}\\"]\\n"\n'
cat -- "${1:--}" > "$folder/states" || exit 1
jq -Rr 'try (fromjson.journey | @base64) catch "-"' "$folder/states" | paste - "$folder/states" |
  while IFS=$'\t' read -r journey state; do
    key=$(printf '%s %s' "$run" "$journey" | sha256sum) state=${state//\\/\\\\} number=$((${number-0} + 1))
    [ -z "${state//[[:space:]]/}" ] ||
      printf "$request" "$socket" "${key%% *}" "${state//\"/\\\"}" "$patience" "$number"
  done > "$folder/requests"
[ -s "$folder/requests" ] || exit 0

mkfifo "$folder/answers"
curl --fail-early --config "$folder/requests" > "$folder/answers" & curl=$!
declare -A decisions
while IFS=$'\t' read -r status line action channel decision journey; do
  if [[ $status == @(000|408|503) ]]; then kill "$curl" 2> "$folder/kill"; echo "the daemon is away: $action" >&2
  elif [ "$status" = warning ]; then echo "line $line is not sent: $action" >&2; code=1
  elif [ "$status" = closed ]; then echo "line $line is not sent: its channel was closed" >&2
  elif [[ $status != @(200|doubtful) ]]; then echo "line $line: $action" >&2 && code=1
  elif [ -z "${decisions[$decision]-}" ]; then
    decisions[$decision]=$line outcome=not_sent journey=$(printf %b "$journey")
    [ "$status" = 200 ] && deliver "$action" "$channel" "$decision" "$journey" < /dev/null && outcome=delivered
    printf '{"decision": "%s", "action": "%s", "outcome": "%s"}\n' "$decision" "$action" "$outcome" >&3
  fi
done 3> "$folder/outcomes" < <(jq -nr --unbuffered 'foreach inputs as $part ({};
    if $part | type == "array" then .sent = $part else {answer: $part} end; select(.sent))
  | .sent[:2] as $sent | .answer as $it | (.sent[2:] | map(split(","))) as [$released, $closed]
  | if $sent[0] != "200" then $sent + [$it.detail] else
    ($it.warnings[] | ["warning", $sent[1], .detail]), ($it.recommendations[:($it.reserved | length)][]
    | select(.action | IN($released[]) | not) | [if .action | IN($closed[]) then "closed" elif $it.warnings[0] then
      "doubtful" else $sent[0] end, $sent[1], .action, .channel // "-", $it.decision, $it.journey])
  end | @tsv' "$folder/answers")
wait "$curl" || code=75
[ -s "$folder/outcomes" ] || exit "$code"
curl --config - --fail --unix-socket "$socket" --data-binary "@$folder/outcomes" --output "$folder/reported" \
  --header "Content-Type: application/x-ndjson" http://waymark/v1/outcomes <<< "$patience" || exit 75
! grep '"error"' "$folder/reported" >&2 || code=1
exit "$code"
