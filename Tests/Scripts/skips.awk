# Counts what was skipped in the logs of test runs, with the reasons, in one line.
#
# The tests of suites that lie beside the project are skipped where these are absent; their reason begins as below. Where
# `suites` names the folder in which they are, such a skip is a mistake: it is said, and the exit code is 1.
#
# usage: awk [-v suites=FOLDER] -f skips.awk LOG…

{ gsub(/\033\[[0-9;]*m/, "") }

# A script that leaves out its part says so in such a line.
/^skipped: / { reason = substr($0, 10) }
/^➜ Test / && / skipped/ {
  reason = "no reason given"
  if (match($0, / skipped: "/)) reason = substr($0, RSTART + RLENGTH, length($0) - RSTART - RLENGTH)
}

reason != "" {
  skipped++
  if (!(reason in count)) reasons[++kinds] = reason
  count[reason]++
  if (reason ~ /^not beside the project: /) missing++
  reason = ""
}

END {
  if (suites != "" && missing) {
    print "failed: " missing " skipped of the suites in " suites ", which is there"
    status = 1
  }
  line = "skipped: " skipped + 0
  for (i = 1; i <= kinds; i++) line = line (i == 1 ? " (" : "; ") count[reasons[i]] "× " reasons[i]
  print line (kinds ? ")" : "")
  exit status
}
