/// The text of Runbook.md, which a test keeps the same: `WAYMARK_REWRITE_GOLDENS=1` writes it.
enum Runbook {
  static let text = ###"""
    # Runbook

    What to do when an alarm comes, and how the daemon is copied, restored, upgraded, moved and asked from cron.

    ## Where to look first

    ```sh
    curl --unix-socket /run/waymark/waymark.sock http://waymark/readyz   # able to serve and to record? if not, why
    waymark book                                                         # which rules serve; what is wrong with newer ones
    waymark alerts list --since 1d                                       # what alert rules said of journeys
    journalctl --unit waymark --priority warning --since today           # the daemon's log
    ```

    <doc:Running> explains each event of the log. While the history cannot record, decisions go on, and `next` is answered
    with 503 and the reason. Scripts that try again later lose nothing. While new rule files are broken, the last good ones
    serve. So most alarms leave you time to read.

    ## The alarms

    The Prometheus rules in `prometheus-rules.yaml` use these names. Each rule links to its section here.

    ### WaymarkDown

    **Means:** nothing answers where Prometheus asks. Scripts get exit code 75 and should try again later.

    **Do:** run `systemctl status waymark`, and read the last `daemon.failed` or `daemon.stopped` in the log. It names the
    file and the line, or what the system refused. A daemon that does not start on broken rules has no copy of good ones:
    correct what `waymark check` reports. If `socket.taken` is the last line, another daemon runs in its place.

    ### WaymarkRestarting

    **Means:** the daemon ended and was started again more than twice in a quarter of an hour. Each start is so short that
    `WaymarkDown` may see nothing of it.

    **Do:** look at what stands in the log before each `daemon.started`. If there is no `daemon.stopping`, the process was
    killed or crashed: `journalctl --unit waymark` and `dmesg` say by what. Mostly the machine has too little memory. Report
    a crash as a bug, with the lines of the log. Scripts that try again later lose nothing.

    ### WaymarkBookRejected

    **Means:** somebody saved rules with a mistake, and the earlier rules serve. The change is not in force.

    **Do:** `waymark book` names the file, the line and the way out. Correct the file, or put it back as it was. You do not
    have to restart anything.

    ### WaymarkBookStale

    **Means:** for an hour, the rules that serve have not been the newest files. The files have a mistake, or they keep
    changing and never come to rest (`book.unsettled`). After a restart, the copy of the last good rules serves.

    **Do:** the same as for a rejected book. If the files do not rest, `waymark book` names them: find out what keeps
    writing them. Do not remove the state directory: the copy is in it.

    ### WaymarkRulesGone

    **Means:** rules that served an hour ago no longer serve: more than a tenth of all, or one that suppresses. What it held
    back may go out from now on. A folder that was moved away is enough, because what is left is a good book, also while the
    daemon is stopped: the start compares with what served before. An hour later the alarm is over, whatever was done.

    **Do:** `waymark book` says how many are gone with the last change, and what else keeps less from people.
    `rules_removed` of `book.loaded` in the log names them. If that was not meant, put the files back: they serve half a
    second later. What was reserved meanwhile stands in the decision log.

    ### WaymarkSafeguardsWeakened

    **Means:** somebody saved rules, channels, caps, quiet hours or other policies that keep less from people than those of
    the last day. It may be meant, but one file that was moved away is enough. The alarm is over after a day, or once the
    safeguards are back.

    **Do:** `waymark book` says under `weakened` what keeps less from people, and since when. Ask whoever saved the files.
    If it was not meant, put the files back. What was reserved meanwhile stands in the decision log.

    ### WaymarkNoMatch

    **Means:** for many journeys in a stage no rule recommends anything. Usually a rule was removed or its condition became
    too narrow, or a script began to send other words. A book with a `fallback` has no such decisions as long as a fallback
    can be sent: then the next two alarms take its place.

    **Do:** compare the time with the last `book.loaded`, which says what changed. Ask about one journey of that stage with
    `waymark decide --explain full`. Look for `state.warned` in the log, which counts words that the rules do not know.

    ### WaymarkFallback

    **Means:** over half of all journeys get only a fallback action, because no rule matched or everything better was held
    back.

    **Do:** the same as for `WaymarkNoMatch`. If `waymark_held_back_total` has grown as well, the same as for
    `WaymarkHeldBack`. If that is how your book is meant, raise the bound.

    ### WaymarkUnknownFacts

    **Means:** states name stages, personas or facts that the rule book does not know. They count as not known, so that
    fewer rules match. Mostly a script sends another word than before, or a word was taken out of the vocabulary.

    **Do:** `state.warned` in the log names the place in the state, and `waymark decide` with such a state names the word.
    Correct the script, or declare the word, perhaps as one of the `aliases`.

    ### WaymarkRefused

    **Means:** over a fifth of what is sent to a path is refused. Those journeys get no answer, and nothing is sent to them.

    **Do:** look at `waymark_requests_total` by `status`. 422: `state.refused` in the log has the place in the state and the
    kind of mistake; `waymark decide` with one of the states names the value. 409: a script uses a key again for something
    else. 403: the script runs as another user than `access` names. 404: it asks for a path that there is not, or for what
    is not remembered.

    ### WaymarkHeldBack

    **Means:** much of what the rules recommend is held back. Caps, consent and quiet hours do that on purpose, but a jump
    is unusual.

    **Do:** look at the `reason`. `no-consent` after a change of the consent field in the CRM is a script's mistake.
    `capped` after a campaign is normal. With `suppressed`, each answer names the rule.

    ### WaymarkRuleErrors

    **Means:** an expression fails for some states. A rule that fails recommends nothing; one that suppresses still does.

    **Do:** `rule.error` in the log has rule, file, line and the reason. Most often a script leaves out a fact. Guard it
    with `has(…)`, or correct the script.

    ### WaymarkHistoryUnavailable

    **Means:** the database cannot be written: the disk is full, or the file is removed or read-only. Decisions go on.
    Nothing is reserved or recorded, but opt-outs hold.

    **Do:** correct what `/readyz` reports. The daemon looks every second and recovers by itself (`history.recovered`). A
    restart does not help and is not needed.

    If the database was moved away or removed while the daemon runs, the daemon writes a new one from memory within a
    second. No contact is missing in it. Leave the old file where it is now: it lacks what was recorded since. If another
    file stands in the place of the database, `/readyz` says so. Move that file away, and the daemon goes on from memory. Do
    not restart it before, because a restart takes the other file, and forgets what only the memory knows.

    If `/readyz` says that another waymark has locked the history, two daemons run on one state directory: somebody removed
    the lock file. The message names both processes. Stop the one that should not run (`ps -p NUMBER -f`). The other reads
    the database anew, and is ready a second later.

    If the whole state folder is gone, only the memory knows who was sent what, and who opted out. Put the folder back, or
    mount its disk, before you restart the daemon. The daemon goes on by itself as soon as the folder is there again.

    ### WaymarkHistoryNotAccepted

    **Means:** damage was found at a start or later, the database was gone, or it is an old copy: the decision log, the file
    `withdrawals` or the file `erasures` has what it lacks. Nothing is reserved until somebody has looked, because people
    could get the same again.

    **Do:** restore a copy (below), or look at what is left and run `waymark history accept`. `/readyz` says how many
    contacts and opt-outs are known: whoever opted out before and is not among these gets messages again, once it is
    accepted, unless that is reported again. Until then `waymark contacts` warns that it may not show all, and no backup is
    made. If the database is gone because its disk was not mounted, stop the daemon, mount the disk and start again.
    <doc:Remembering> has the details.

    If the damage was found while the daemon runs (`was found damaged while it was read`), do not restart it: its memory
    still has all contacts and opt-outs. Move `waymark.sqlite` to another folder; do not remove it. Within a second the
    daemon writes a new one from memory, and copies the events that can still be read; `history.damaged` says how many could
    not. Then run `waymark history accept`, and have the disk checked.

    ### WaymarkHistoryNew

    **Means:** within the last hour the daemon found no history, and began a new one. At a first start that is right.
    Otherwise nobody knows who was sent what, and who opted out: people could get messages that they do not want. The disk
    of the state directory was not mounted, somebody removed the directory, or the daemon runs on another machine.

    **Do:** if it was no first start, stop the daemon at once. Mount the disk or put the directory back, else restore a copy
    (below). Then start it. What was reserved meanwhile stands in the decision log of the new directory:
    `waymark tail --no-follow --config /etc/waymark/waymark.yaml` shows it. Set `history.expected: true`, so that the next
    time nothing is reserved.

    ### WaymarkHistoryShrunk

    **Means:** over a tenth of the contacts are gone that were remembered within the last hour. People could get the same
    again. It is over an hour later, whatever was done. An `erase` of many journeys, or a shorter `history.keep`, does this
    on purpose.

    **Do:** if nobody meant it, stop the daemon. Look whether the disk of the state directory is mounted, and whether the
    directory is the one of before. Then start the daemon on the right one, or go back to a copy (below).

    ### WaymarkOptOutsUnwritten

    **Means:** opt-outs are in force but could not be written to the database.

    **Do:** repair the disk as above. Do not kill the daemon before the alarm is over. If it has to stop, it says whether
    any opt-outs are lost (`daemon.stopped`, `lost_opt_outs`): report those again.

    ### WaymarkOptOutsOnce

    **Means:** opt-outs are in the database, but they cannot be written to the file `withdrawals` as well, or that file has
    no more room. Nothing is lost as long as the database is whole. If the disk fills up now, or the database is damaged,
    opt-outs of these hours may be lost.

    **Do:** `withdrawals.unavailable` in the log says why: mostly the disk is full, or somebody changed the rights in the
    state directory. Correct that. The daemon looks every second and writes the file again (`withdrawals.rebuilt`).

    ### WaymarkBackupOld

    **Means:** the newest copy of the history that the daemon gave is over two days old. Whether the copy arrived on a disk,
    the daemon cannot know. It is quiet as long as nobody ever asked for a copy.

    **Do:** run the line of the nightly job by hand, as its user. It says what is wrong: mostly the disk of the copies is
    full, the user may no longer ask, or the file is there already and `--force` is missing.

    ### WaymarkDecisionLogUnavailable

    **Means:** decisions cannot be written to the decision log: mostly the disk is full, or its folder was removed or may
    not be written. With `decision_log.on_full: block` nobody gets a decision. With `drop` decisions go on and wait in
    memory; those that find no room are missing for good, and `WaymarkDecisionLogDropping` follows.

    **Do:** correct the `reason` of `decision_log.unavailable` in the log. The daemon tries every second, and writes what
    waits (`decision_log.recovered`). Do not restart it before: what waits in memory would be missing.

    ### WaymarkDecisionLogDropping

    **Means:** the decision log lacks lines, because the disk was too slow or full. Decisions did not wait, and a record in
    the log says how many are missing.

    **Do:** make room, or move `decision_log.path` to a faster disk. If no line may ever be missing, set
    `decision_log.on_full: block`.

    ### WaymarkClockJumped

    **Means:** the clock of the machine went two seconds or more forward or back at once, within the last hour: somebody or
    NTP set it, or the machine slept, or a virtual machine was resumed. `clock.jumped` in the log says how far. After a jump
    forward, caps, cooldowns and pauses end early, by the new time. After a jump back, contacts that seem later than now
    count as made now. So nobody gets more, but these people wait until the clock is past that time once more.

    **Do:** run `timedatectl`: is the clock right, and is NTP at work? If it was wrong for a while, `waymark contacts --all`
    has the contacts with their times. Those with a time that has not come yet hold their caps until then. Mostly you can
    wait. If that is too long for somebody, erase the journey and report what it really got; its opt-outs stay. After a jump
    of more than a week, the clean-up waits as well (`history.held`).

    ### WaymarkSlow

    **Means:** one answer in a hundred takes longer than it should.

    **Do:** look for large arrays and streams in `waymark_requests_total`, for a slow disk in
    `waymark_history_commit_seconds`, and for other programs on the machine. `waymark decide --explain full` shows a single
    slow rule.

    ### WaymarkLoadShed

    **Means:** connections were refused because too many are open. A script opens a new one for each question and does not
    close it, or waits without end.

    **Do:** `load.shed` in the log names user and process. Let the script use one connection, or raise `limits.connections`.

    ### WaymarkLogDropping

    **Means:** lines of the daemon's own log are lost, because what takes them is too slow or stands still.

    **Do:** look at journald or the pipe behind standard error. Alerts of rules are lost there, too, but not in the history:
    `waymark alerts list --since 1h` has them. Whether alerts reach people, no metric knows: where a delivery
    fails, `waymark alerts` says so on its standard error, which is in the journal of `waymark-alerts`, and tries again
    (<doc:Alerts>).

    ### WaymarkAlertRaised

    **Means:** an alert rule of the rule book held for journeys, such as a complaint without an answer. The label `rule`
    says which; metrics name no journeys. The daemon itself is well.

    **Do:** what the rule is there for. `waymark alerts list --since 1d` says for whom it held, and why. The owner of the
    rule knows what to do for the customer.

    ## Why did she get this?

    `waymark contacts JOURNEY` has the id of the decision of each contact. `waymark log show ID`, with the daemon's
    `--config`, shows all that the decision depended on: what was known, which contacts were remembered, which rules matched
    and where they stood. <doc:DecisionLog> shows one.

    ## A person asks for her data

    All that the daemon has of a journey stands in three places. As the user of the daemon, or as root:

    ```sh
    config=/etc/waymark/waymark.yaml
    waymark contacts anna --config $config --format ndjson > anna-contacts.ndjson
    waymark alerts list --config $config --journey anna --format json > anna-alerts.json
    waymark tail --config $config --no-follow --journey anna --lines 1000000 --format json > anna-decisions.ndjson
    ```

    Decisions have what scripts sent of the person, such as her company, her consents and her pain points, for
    `decision_log.keep`. Without `--lines`, `tail` shows only the last ten. With `decision_log.journeys: hashed` it finds a
    journey by its name as well. Names are exact: `Anna` and `anna` are two journeys, so ask for each way in which your
    scripts write the name.

    `waymark contacts anna --erase` forgets the journey in these three places. If there was no contact and no event of that
    name, it warns, names journeys that differ in capitals or spaces only, and ends with exit code 1. It does not reach
    these, which go by themselves or by your hand:

    - the daemon's own log, where `journey.alert` names the journey, with its old files (`log.journeys: hashed` keeps names
      out of it)
    - copies that `waymark backup` made: keep them no longer than you need them. If one is put back, journeys that were
      erased since are erased again
    - files with `damaged` in their names in the state directory
    - the lists that your own scripts wrote, such as `todo.tsv`

    ## A copy, every night

    `waymark backup` writes a copy while the daemon runs. Keep it on another disk, with the rules, and test it now and then.

    ```yaml waymark.yaml
    rules: {path: rules}
    state_dir: state
    ```

    ```bash
    waymark init rules > /dev/null
    cat > start <<'END'
    waymark serve --config waymark.yaml 2>> daemon.log & echo $! > pid
    until curl --silent --unix-socket "${WAYMARK_SOCKET_PATH:-waymark.sock}" http://waymark/readyz > ready.json; do
      kill -0 "$(cat pid)" || break
      sleep 0.1
    done
    END
    cat > stop <<'END'
    kill "$(cat pid)"
    while kill -0 "$(cat pid)" 2> /dev/null; do sleep 0.1; done
    END
    ```

    The two scripts stand for `systemctl start waymark` and `systemctl stop waymark`. `ready.json` says whether the daemon
    is ready, and if not, why.

    ```bash
    . ./start
    echo '{"journey": "anna", "stage": "awareness", "consent": {"email": true}}' > anna.json
    waymark next anna.json -q | cut -f 1,2
    waymark backup copy.sqlite
    waymark outcome --journey anna --action product-tour --channel email --outcome unsubscribed --at "$(date --utc +%FT%TZ)"
    . ./stop
    ```

    ```text
    product-tour	email
    ```

    `waymark contacts --all` is no copy: it lacks the opt-outs of erased journeys, of which only hashes are left, and says
    how many. The copy includes neither the decision log nor the file `erasures`. Copy that file and the folder `decisions`
    of the state directory as well, for instance with `rsync`. The daemon only adds to its files, or puts whole files in
    place. `waymark log verify DIR` says whether a copy is complete, where the key stands beside it or is given with
    `--key`.

    A line for cron that keeps a week of copies. `--force` replaces that of a week ago, once the new one is whole:

    ```sh
    0 3 * * * waymark backup --force --socket /run/waymark/waymark.sock /backup/waymark-$(date +\%u).sqlite
    ```

    A copy that cannot be read does not take the place of another (exit code 1). Nor does it replace a good copy by the rest
    of a history. While damage is not accepted it makes no copy (exit code 75).
    A copy that knows more than twice as many contacts or opt-outs as the history now, or is of a history that began
    earlier, stays (exit code 1). If the loss is meant, move that copy away, or give `--despite-loss`.

    `waymark_last_backup_timestamp_seconds` says when the daemon last gave a whole copy, also after a restart.

    ## Going back to a copy

    First let the daemon write down what it still knows, because the copy lacks all that came after it. Then stop the
    daemon, move the database away with all that belongs to it, and put the copy in its place. Move the old files, do not
    remove them: if something goes wrong they are all you have.

    ```bash
    . ./start
    echo '{"journey": "cy", "stage": "awareness", "consent": {"email": true}}' | waymark next -q | cut -f 1,2
    waymark contacts --all > after.ndjson
    . ./stop
    mkdir old
    mv state/waymark.sqlite* old
    install --mode=600 copy.sqlite state/waymark.sqlite
    ```

    ```text
    product-tour	email
    ```

    As root, add `--owner=waymark --group=waymark`, so that the file belongs to the daemon's user. Put back the database
    alone, and never an old copy of `decisions`, `withdrawals`, `withdrawals.key` or `erasures`: keep those that are there.
    They know what came after the copy. Opt-outs of after it hold, and journeys that were erased after it are erased again
    at the start (`history.restored` in the log). Each of these files shows that the database is older: until you accept
    that, the daemon reserves nothing, and `/readyz` says how much is missing. If an old copy of all of them were put back,
    nothing could show it, and people would get messages that they do not want. After the start, bring back what the
    daemon wrote down, and accept the rest. What is in the copy already is not taken twice:

    ```bash
    . ./start
    waymark import after.ndjson 2>&1
    waymark history accept 2> /dev/null | cut -c 1-62
    waymark contacts anna | grep --only-matching 'product-tour  email'
    waymark contacts cy | grep --only-matching 'product-tour  email'
    echo '{"journey": "anna", "stage": "awareness", "consent": {"email": true}, "now": "2100-01-01T00:00:00Z"}' > later.json
    waymark decide later.json | grep --only-matching '"reason":"[^"]*"'
    . ./stop
    ```

    ```text
    3 imported, 1 was known, 0 refused
    accepted: the database is older than the file of withdrawals, 
    accepted: the database is older than the decision log, which k
    product-tour  email
    product-tour  email
    "reason":"no-consent"
    ```

    Both contacts are there. Nothing is offered by e-mail to Anna, however late: the opt-out came after the copy, but it was
    not lost. If the daemon could not write down what it knew (`waymark contacts --all` then warns that more may have been
    known, or says that the history cannot be read), contacts after the copy are missing. The decision log has what was
    reserved, unless it hides journeys (`journeys: hashed`). This brings it back; outcomes and events have to be told again:

    ```bash
    . ./start
    waymark tail --config waymark.yaml --no-follow --lines 1000000 --format json | python3 -c '
    import json, sys
    for record in map(json.loads, sys.stdin):
        decision = record.get("decision", {})
        for item in decision.get("recommendations", []):
            if item["action"] in decision.get("reserved", []):
                print(json.dumps({
                    "journey": record["state"]["journey"], "account": record["state"].get("account", {}).get("id"),
                    "action": item["action"], "channel": item.get("channel"), "at": record["now"],
                    "decision": record["id"], "reserved": True}))
    ' | waymark import 2>&1
    . ./stop
    ```

    ```text
    0 imported, 2 were known, 0 refused
    ```

    The answers that were kept for repeated requests are those of the copy as well. A request of after it that is sent again
    under the same key is decided anew, and its customer may get another message. So do not run a job again that ran
    between the copy and the restore, unless it was sent to nobody.

    If the file `erasures` is lost as well, journeys that were erased after the copy come back with it: erase them again.

    If the file of withdrawals was lost together with the database, and opt-outs came in before the copy was put back, the
    daemon finds a file of another history, puts it aside and wants a `waymark history accept`. Have those opt-outs reported
    again: the database in `old` says which.

    ## Upgrading

    Check the rules with the new program before it serves, because it may warn of more than the old one did. The first start
    converts the state directory to the new form. Only a copy takes you back, so make one first.

    ```bash
    . ./start
    new=$(command -v waymark)
    "$new" --version > version.txt
    "$new" check rules
    waymark backup before-upgrade.sqlite
    . ./stop
    . ./start
    waymark next anna.json -q || echo "exit code $?"
    . ./stop
    ```

    ```text
    exit code 3
    ```

    With the Debian package, `apt install ./waymark_VERSION_amd64.deb` does all of this except the check and the copy. With
    `waymark.socket`, connections wait while the daemon restarts, and none is refused.

    ## Moving to another host

    Copy the rules, the configuration, a backup and the files beside the database. Nothing may come after that backup: stop
    the scripts first, then make the backup, then stop the daemon. If an opt-out comes after it all the same, the file of
    withdrawals has it: it holds on the new host, and the daemon there reserves nothing until you have looked.

    ```bash
    . ./start
    waymark backup move.sqlite
    . ./stop
    mkdir --mode=700 elsewhere elsewhere/state
    cp --recursive rules waymark.yaml elsewhere
    install --mode=600 move.sqlite elsewhere/state/waymark.sqlite
    cp --archive state/decisions state/withdrawals state/withdrawals.key elsewhere/state
    if [ -e state/erasures ]; then cp --archive state/erasures elsewhere/state; fi
    cd elsewhere
    cp ../start ../stop .
    . ./start
    waymark contacts anna | grep --only-matching 'product-tour  email'
    waymark decide ../later.json | grep --only-matching '"reason":"[^"]*"'
    . ./stop
    ```

    ```text
    product-tour  email
    "reason":"no-consent"
    ```

    The file `erasures` is there once a journey was erased. Without it an older copy of the history, put back there, would
    bring erased people back, and each start says so (`erasures.lost`). The decision log moved too, and goes on there: the
    key that links its lines is in the copy of the history.

    ```bash
    cd elsewhere
    waymark log verify --config waymark.yaml
    ```

    ```text
    5 lines in 1 file, 1 to 5: all as they were written
    head: 5:…
    ```

    ## Files that grow

    The decision log rotates, compresses and removes its own files (`decision_log.rotate_size`, `rotate_age`, `keep`). The
    history forgets old contacts by itself (`history.keep`). The daemon's own log goes to standard error, where journald
    limits it. With `log.file`, let `logrotate` do it: it renames the file and sends SIGHUP. The shipped configuration has
    an example, `logrotate`. `/metrics` does not show the size of anything that is bounded, so watch the free room of the
    disk.

    ## A job in cron

    Cron has a bare environment: write out the path of `waymark`, and name the socket. One line a journey goes in, and what
    is to be sent comes out. Exit code 3 means that there was nothing to do, and 1 that a state was refused. 75 means that
    nobody answered in time: for 30 seconds nothing came, or for as long as `--answer-within` says. What was reserved counts
    as sent, also if its answer never arrived. So each journey is asked for under a key of the day: if anything breaks off,
    run the job again the same day. It gets the same answers, and sends those that it has not tried. Whether the one that
    was in the air went out, nobody knows; it is not sent again. <doc:Recipes> has a job that also gives back what could not
    be sent.

    ```bash
    cat > send-next.sh <<'END'
    #!/bin/bash
    # For each journey in leads.ndjson, send the next thing, once a day, and report it.
    export WAYMARK_SOCKET_PATH="$1"
    waymark next leads.ndjson -q --key "leads-$(date +%F)" --key-from journey --retry 5m > todo.tsv
    code=$?
    touch tried
    while IFS=$'\t' read -r action channel decision journey <&3; do
      if grep --quiet "$decision" tried; then continue; fi
      echo "$decision" >> tried
      echo "send $action to $journey by $channel"
    done 3< todo.tsv
    waymark outcome --outcome delivered todo.tsv --retry 5m || exit
    [ "$code" = 3 ] || exit "$code"
    END
    chmod +x send-next.sh
    echo '{"journey": "bo", "stage": "awareness", "consent": {"email": true}}' > leads.ndjson
    . ./start
    env --ignore-environment PATH="$PATH" ./send-next.sh "$PWD/waymark.sock"
    env --ignore-environment PATH="$PATH" ./send-next.sh "$PWD/waymark.sock"
    . ./stop
    ```

    ```text
    send product-tour to bo by email
    ```

    """###
}
