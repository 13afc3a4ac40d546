#!/usr/bin/env bash
# What the real portals of the tests are started from: Redmine's dependencies and Radicale, from Debian's packages.
# Installs what is missing when it runs as root, else says the line that does. Installs neither Redmine itself nor any
# package that brings a service: Redmine is only fetched (tests/portals/redmine-program.ts).
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

command -v apt-get >/dev/null || {
  echo "The real portals are started from Debian's packages redmine and python3-radicale, and this machine has no apt-get." >&2
  echo "What to do: run npm run test:portals on Debian 12 (or in a container of it)." >&2
  exit 1
}

known() { apt-cache show --no-all-versions redmine python3-radicale >/dev/null 2>&1; }
if ! known && [ "$(id -u)" = 0 ]; then apt-get update -qq; fi
if ! known; then
  echo "apt-get knows no packages redmine and python3-radicale. What to do: sudo apt-get update" >&2
  exit 1
fi

# The package's own list, without its database setup: that would ask for a database server's client and questions.
needs="$(apt-cache show --no-all-versions redmine | sed -n 's/^Depends: //p' | tr ',' '\n' |
  grep -vE 'dbconfig|redmine-|debconf|libjs-' | paste -sd,), ruby-sqlite3, puma, python3-radicale"

missing() { apt-get satisfy --simulate --no-install-recommends "$needs" | grep '^Inst ' || true; }
if [ -z "$(missing)" ]; then exit 0; fi
if [ "$(id -u)" != 0 ]; then
  echo "Redmine's dependencies or Radicale are missing. What to do (it starts no service):" >&2
  echo "  sudo apt-get satisfy --no-install-recommends \"$needs\"" >&2
  exit 1
fi
echo "Redmine's dependencies and Radicale are missing: installing them with apt-get" >&2
apt-get update -qq
apt-get satisfy -y -qq --no-install-recommends "$needs" >&2
[ -z "$(missing)" ] || { echo "apt-get did not bring everything: $(missing)" >&2; exit 1; }
