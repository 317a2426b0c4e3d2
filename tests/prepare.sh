#!/bin/sh
# What the tests need beside Python: a browser, exiftool (a second opinion on photographs), gettext, node, Java (the checker of
# HTML runs on it), Redis, and a font.
# As root with apt-get it installs what is missing; otherwise it says how to get it, and the tests go on without.
set -eu

missing=""
need() { # need COMMANDS PACKAGES: any one of the commands will do
    for command in $1; do
        if command -v "$command" >/dev/null 2>&1; then return; fi
    done
    missing="$missing $2"
}

can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

install_missing() {
    if [ -z "$missing" ]; then return; fi
    if can_install; then
        echo "Installing what the tests need:$missing"
        apt-get update -qq
        # shellcheck disable=SC2086 # one word for each package
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "Not installed:$missing. What needs it is left out; on Debian or Ubuntu: sudo apt-get install$missing"
    fi
    missing=""
}

# The browser without its windows takes half the time of the whole one, which will do where it is there.
browsers=chromium-headless-shell
can_install || browsers="$browsers chromium chromium-browser google-chrome google-chrome-stable"
need "$browsers" "chromium-headless-shell fonts-dejavu-core"
need exiftool libimage-exiftool-perl
need node nodejs
need java default-jre-headless
need xgettext gettext
need redis-server redis-server
install_missing
# Some packages of node bring npm along and refuse Debian's: so it is asked for only after.
need npm npm
install_missing
