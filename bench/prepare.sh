#!/bin/sh
# What the comparisons need beside Python: wrk, nginx, and nchan for nginx.
# As root with apt-get it installs what is missing; otherwise it says how to get it, and the comparisons do without.
set -eu

PATH="$PATH:/usr/sbin"
missing=""
need() { # need COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need wrk wrk
need nginx nginx
ls /usr/lib*/nginx/modules/ngx_nchan_module.so >/dev/null 2>&1 || missing="$missing libnginx-mod-nchan"
if [ -z "$missing" ]; then exit 0; fi

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed:$missing. What needs it is left out; on Debian or Ubuntu: sudo apt-get install$missing"
    exit 0
fi
# The comparisons start an nginx of their own: none is to take this machine's port 80.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi
echo "Installing what the comparisons need:$missing"
apt-get update -qq
# shellcheck disable=SC2086 # one word for each package
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends $missing >/dev/null
