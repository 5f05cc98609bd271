# Makes of the log of a test run what a person wants to see: what failed, with its message, and the runner's own closing
# line as it is. What was skipped is counted by skips.awk.
#
# usage: awk [-v isOneOfMany=1] -f summary.awk < LOG

# The most lines of one message.
BEGIN { most = 60 }

function show() { isMessage = 1; lines = 0; shown[++count] = $0 }

{ gsub(/\033\[[0-9;]*m/, "") }

/^✔ Test run with / || /^✘ Test run with / { closing = $0; isMessage = 0; next }
/^◇ Test / { last = $0 }
# Their tests have said it already.
/^✘ Suite / || (/^✘ Test / && / failed after [0-9]/) { isMessage = 0; next }
/^✘ / { show(); next }
/^✔ / || /^➜ / || /^◇ / || /^Test Suite / || /^\t Executed / { isMessage = 0; next }
# A crash, and what the runner itself complains of.
/^error: |[Ff]atal error:|Program crashed|\*\*\* Signal/ { show(); next }
isMessage && ++lines <= most { shown[++count] = $0 }
isMessage && lines == most + 1 { shown[++count] = "  … (the rest is in the log)" }

END {
  for (i = 1; i <= count; i++) print shown[i]
  # The runner's line as it is, but for a run that is one of many.
  if (isOneOfMany) sub(/^.*Test run with /, "", closing)
  if (closing != "") print closing
  else print "the run broke off" (last == "" ? "" : "; the last test that began:\n" last)
}
