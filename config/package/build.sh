#!/bin/sh
# Makes the package for Debian and Ubuntu, and the tarball for other systems, of a program that is built.
#
# usage: build.sh PROGRAM VERSION FOLDER
# environment: MAKE; COMPRESSION, as dpkg-deb takes it (-Zxz); ONLY_DEBIAN, not empty, leaves the tarball out
set -eu
# By its whole path, so that it is not built once more.
program=$(realpath "$1")
version=$2
folder=$3
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
umask 022
mkdir -p "$folder"

# usage: put MODE FILE… FOLDER
put() {
  mode=$1
  shift
  for last in "$@"; do :; done
  mkdir -p "$last"
  install -m "$mode" "$@"
}

# usage: installed DESTDIR PREFIX [SETTING…]
installed() {
  root=$1
  prefix=$2
  shift 2
  "${MAKE:-make}" --no-print-directory install BUILT="$program" DESTDIR="$root" PREFIX="$prefix" "$@" >/dev/null
}

# The rule book and the configuration as they stand in /etc/waymark: what the project itself sets is left out.
#
# usage: configured FOLDER
configured() {
  mkdir -p "$1"
  cp -R rules "$1/rules"
  sed -e 's|^  path: \.\./rules |  path: rules    |' \
    -e 's|^state_dir: \.\./state  *#|# state_dir: /var/lib/waymark  #|' config/waymark.yaml >"$1/waymark.yaml"
  if grep -n '\.\./' "$1/waymark.yaml"; then
    echo "build.sh: the configuration names a place of the project" >&2
    exit 1
  fi
  find "$1" -type f -exec chmod 0644 {} +
  find "$1" -type d -exec chmod 0755 {} +
}

# What is in config beside the units and the configuration itself.
#
# usage: examples FOLDER
examples() {
  mkdir -p "$1"
  cp -R config/. config/examples/. "$1"
  rm -rf "$1/examples" "$1/package" "$1/waymark.yaml" "$1/waymark.service" "$1/waymark.socket"
}

tarball() {
  name=waymark-$version-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
  tree=$stage/$name
  installed "$tree" ""
  configured "$tree/etc/waymark"
  put 644 config/waymark.service config/waymark.socket "$tree/lib/systemd/system"
  examples "$tree/share/doc/waymark/examples"
  put 644 README.md LICENSE Sources/waymark/Documentation.docc/*.md "$tree/share/doc/waymark"
  tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner -czf "$folder/$name.tar.gz" "$name"
  echo "$folder/$name.tar.gz"
}

# The packages of the libraries that the program needs, with the oldest versions that will do.
dependencies() {
  ldd "$program" | grep -oE '/[^ ]+' | while read -r library; do
    # Wherever the library lies by the name that dpkg knows it by.
    dpkg-query --search "*/${library##*/}" | grep -E "^[^ ]+: (/usr)?/lib(64)?/([^/]+/)?[^/]+$" | head -n 1 | cut -d: -f1
  done | sort -u | while read -r package; do
    case $package in
    libc6)
      echo "$package (>= $(grep -aoE 'GLIBC_2\.[0-9]+' "$program" | sort -uV | tail -n 1 | cut -d_ -f2))"
      ;;
    libstdc++6 | libgcc-s1)
      # Of the compiler's libraries the major version decides.
      # shellcheck disable=SC2016 # dpkg-query expands it
      echo "$package (>= $(dpkg-query --show --showformat '${Version}' "$package" | cut -d. -f1))"
      ;;
    *) echo "$package" ;;
    esac
  done | paste -sd, | sed 's/,/, /g'
}

debian() {
  tree=$stage/deb
  architecture=$(dpkg --print-architecture)
  doc=$tree/usr/share/doc/waymark
  installed "$tree" /usr ZSH_COMPLETIONS=/usr/share/zsh/vendor-completions
  gzip -9n "$tree"/usr/share/man/man1/*.1
  configured "$tree/etc/waymark"
  put 644 config/waymark.service config/waymark.socket "$tree/lib/systemd/system"
  examples "$doc/examples"
  put 644 README.md Sources/waymark/Documentation.docc/*.md "$doc"
  install -m 644 LICENSE "$doc/copyright"
  put 755 config/package/postinst config/package/prerm config/package/postrm "$tree/DEBIAN"
  (cd "$tree" && find etc -type f | sort | sed 's|^|/|') >"$tree/DEBIAN/conffiles"
  (cd "$tree" && find . -type f ! -path './DEBIAN/*' ! -path './etc/*' -printf '%P\0' | sort -z | xargs -0 md5sum) \
    >"$tree/DEBIAN/md5sums"
  cat >"$tree/DEBIAN/control" <<CONTROL
Package: waymark
Version: $version
Architecture: $architecture
Maintainer: The authors of Waymark <waymark@localhost>
Section: net
Priority: optional
Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f1)
Depends: $(dependencies), passwd
Recommends: curl
Description: next best actions for customers, by rules in YAML files
 A daemon that answers, over a Unix socket, what to do next with a customer,
 and why: by the stage of the journey, the persona, pain points and what was
 sent before.
CONTROL
  package=$folder/waymark_${version}_$architecture.deb
  # shellcheck disable=SC2086 # words
  dpkg-deb --root-owner-group ${COMPRESSION:--Zxz} --build "$tree" "$package" >/dev/null
  echo "$package"
}

[ -n "${ONLY_DEBIAN:-}" ] || tarball
if command -v dpkg-deb >/dev/null; then
  debian
else
  echo "build.sh: without dpkg-deb there is no package for Debian" >&2
fi
