#!/bin/sh
# Makes the packages of a program and lives with one, in a copy of this system that nobody keeps: installs an older version,
# asks its daemon, edits what it is configured by, upgrades it with its history, removes it and purges it.
#
# usage: package.sh PROGRAM
set -u
program=$1
what="the package"
status=0

fail() {
  echo "✘ $what: $*"
  status=1
}

skip() {
  echo "skipped: installing $what ($1)"
  exit "$status"
}

# usage: expect TEXT COMMAND…
expect() {
  wanted=$1
  shift
  found=$("$@" 2>&1) || fail "$* ends with $?"
  case $found in
  *"$wanted"*) ;;
  *) fail "$*: '$wanted' is not in what it says:
$found" ;;
  esac
}

# ---- in a namespace of mounts, with the packages made

if [ "${2:-}" = inside ]; then
  place=$3
  mount -t tmpfs none "$place/disk" && mkdir "$place/disk/upper" "$place/disk/work" "$place/disk/root" &&
    mount -t overlay overlay \
      -o "lowerdir=/,upperdir=$place/disk/upper,workdir=$place/disk/work" "$place/disk/root" 2>/dev/null ||
    skip "this system cannot be laid below another folder"
  root=$place/disk/root
  inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"; }
  daemon=
  trap 'if [ -n "$daemon" ]; then kill -KILL "$daemon"; fi 2>/dev/null' EXIT
  inside dpkg --version >/dev/null 2>&1 || skip "this system does not run from a copy of it"
  if inside dpkg-query --status waymark >/dev/null 2>&1; then skip "it is installed on this machine"; fi
  mount --rbind /proc "$root/proc" && mount --rbind /dev "$root/dev" || fail "/proc and /dev cannot be had"
  mkdir -p "$root/packages" && cp "$place"/*.deb "$root/packages"

  # What a daemon of this machine may have left is none of the package's.
  rm -rf "$root/var/lib/waymark" "$root/var/log/waymark" "$root/etc/waymark" "$root/run/waymark"

  architecture=$(dpkg --print-architecture)

  # A systemd that only writes down what it is asked for.
  mkdir -p "$root/run/systemd/system" "$root/run/waymark"
  rm -f "$root/bin/systemctl" "$root/usr/bin/systemctl"
  printf '%s\n' '#!/bin/sh' 'echo "$*" >>/systemctl.log' >"$root/usr/bin/systemctl"
  chmod 755 "$root/usr/bin/systemctl"
  # usage: asked LINE…, which systemd was to hear since the last time
  asked() {
    for line in "$@"; do
      grep -qxF "$line" "$root/systemctl.log" || fail "systemctl is not asked for '$line': $(cat "$root/systemctl.log")"
    done
    : >"$root/systemctl.log"
  }
  : >"$root/systemctl.log"

  package() { inside dpkg --force-unsafe-io --no-debsig "$@" </dev/null >"$place/dpkg.log" 2>&1; }

  # Runs the daemon as the unit does, until it is stopped.
  start() {
    inside chown waymark:waymark /run/waymark
    rm -f "$place/events" && mkfifo "$place/events"
    # In the place of the shell, so that its number is the daemon's. One that hangs is killed.
    (
      exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin STATE_DIRECTORY=/var/lib/waymark \
        timeout --foreground --signal=KILL 120 setpriv --reuid=waymark --regid=waymark --init-groups \
        waymark serve --config /etc/waymark/waymark.yaml
    ) 2>"$place/events" &
    daemon=$!
    exec 3<"$place/events"
    event=
    while read -r event <&3; do
      case $event in *daemon.started* | *daemon.failed*) break ;; esac
    done
    case $event in *daemon.started*) ;; *) fail "the daemon does not start: $event" ;; esac
  }
  stop() {
    kill -TERM "$daemon"
    cat <&3 >/dev/null
    exec 3<&-
    wait "$daemon" || fail "the daemon ends with $?"
    daemon=
  }
  ask() { inside waymark "$@" --socket /run/waymark/waymark.sock; }

  package --install "/packages/waymark_0.0.1_$architecture.deb" || fail "it is not installed: $(cat "$place/dpkg.log")"
  asked daemon-reload "enable waymark.socket waymark.service" "start waymark.socket waymark.service"
  expect "waymark:x:" inside getent passwd waymark
  expect "700 waymark:waymark" inside stat -c '%a %U:%G' /var/lib/waymark
  expect "750 waymark:waymark" inside stat -c '%a %U:%G' /var/log/waymark
  expect " files" inside waymark check /etc/waymark/rules
  expect "waymark" inside bash -c '. /usr/share/bash-completion/completions/waymark && complete -p waymark'
  [ -s "$root/usr/share/man/man1/waymark-serve.1.gz" ] || fail "there is no page on 'serve'"
  printf '%s\n' '{"journey": "acme/anna", "market": "b2b", "stage": "consideration", "persona": "economic-buyer"}' \
    >"$root/state.json"
  start
  expect '"reserved":["' ask next /state.json
  expect '"action":' ask contacts acme/anna --format json
  contacts=$(ask contacts acme/anna --format json)
  stop
  printf '\nunknown: refuse # as our scripts want it\n' >>"$root/etc/waymark/waymark.yaml"

  package --install "/packages/waymark_$4_$architecture.deb" || fail "it is not upgraded: $(cat "$place/dpkg.log")"
  asked daemon-reload "try-restart waymark.service"
  expect "unknown: refuse # as our scripts want it" cat "$root/etc/waymark/waymark.yaml"
  expect "$4" inside waymark --version
  start
  expect "$contacts" ask contacts acme/anna --format json
  stop

  package --remove waymark || fail "it is not removed: $(cat "$place/dpkg.log")"
  asked "stop waymark.service waymark.socket" daemon-reload
  for left in /etc/waymark/waymark.yaml /var/lib/waymark/waymark.sqlite; do
    [ -e "$root$left" ] || fail "$left goes with the program"
  done
  for gone in /usr/bin/waymark /usr/share/man/man1/waymark.1.gz /lib/systemd/system/waymark.service; do
    [ ! -e "$root$gone" ] || fail "$gone stays after it"
  done
  expect "waymark:x:" inside getent passwd waymark

  package --purge waymark || fail "it is not purged: $(cat "$place/dpkg.log")"
  if inside getent passwd waymark || inside getent group waymark; then fail "its user stays"; fi
  rm -rf "$root/packages"
  left=$(cd "$place/disk/upper" && find . -name '*waymark*' ! -type c)
  [ -z "$left" ] || fail "there is something left of it: $left"
  [ "$status" != 0 ] || echo "the package is installed, upgraded with its history, removed and purged"
  exit "$status"
fi

# ---- outside

command -v dpkg-deb >/dev/null || skip "there is no dpkg-deb"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/disk"
version=$(sed -n 's/.*static let current = "\(.*\)"/\1/p' Sources/API/Version.swift)
export COMPRESSION="-Zgzip -z1"
config/package/build.sh "$program" "$version" "$place" >"$place/log" || fail "is not made: $(cat "$place/log")"
# The last version, as it were.
ONLY_DEBIAN=1 config/package/build.sh "$program" 0.0.1 "$place" >"$place/log" ||
  fail "is not made: $(cat "$place/log")"

# The tarball has the same program, with its manual and all that it is configured by.
tar -C "$place" -xzf "$place/waymark-$version"-*.tar.gz || fail "there is no tarball"
tree=$(echo "$place/waymark-$version"-*/bin)
tree=${tree%/bin}
cmp "$program" "$tree/bin/waymark" || fail "the tarball has another program"
expect " files" "$tree/bin/waymark" check "$tree/etc/waymark/rules"
for file in share/man/man1/waymark-next.1 share/zsh/site-functions/_waymark lib/systemd/system/waymark.service; do
  [ -s "$tree/$file" ] || fail "the tarball has no $file"
done
depends=$(dpkg-deb --field "$place/waymark_${version}"_*.deb Depends)
for library in libc6 libsqlite3-0 libyaml-0-2 'libstdc++6'; do
  case $depends in *"$library"*) ;; *) fail "does not depend on $library: $depends" ;; esac
done

[ "$(id -u)" = 0 ] || skip "needs root"
unshare --mount "$0" "$program" inside "$place" "$version" || status=1
exit "$status"
