#!/bin/sh
# Lighthouse over a story and the front page of a running newsroom, as a phone and as a desktop: its four figures, and
# what it would still mend. `sh bench/lighthouse.sh http://127.0.0.1:8000 /stories/some-story/`
# Lighthouse is fetched by npx, at this version; CHROME_PATH names the browser (Debian's chromium otherwise).
set -eu

site=$1 story=$2
export CHROME_PATH="${CHROME_PATH:-/usr/bin/chromium}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

measured() { # measured NAME PATH OPTIONS
    name=$1 path=$2
    shift 2
    npx --yes lighthouse@12.8.2 "$site$path" --quiet --output=json --output-path="$folder/$name.json" "$@" \
        --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    node --input-type=commonjs --eval '
        const { audits, categories } = require(process.argv[1]);
        const figures = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
        const shown = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight"];
        console.log(process.argv[2] + ": " + figures.join(", "));
        console.log("  " + shown.map((id) => `${audits[id].title} ${audits[id].displayValue}`).join("; "));
        const left = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.map(({ id }) => audits[id]));
        const titles = left.filter(({ score }) => score !== null && score < 0.9).map(({ title }) => title);
        console.log("  left: " + ([...new Set(titles)].join("; ") || "nothing"));
    ' "$folder/$name.json" "$name"
}

measured "story, phone" "$story"
measured "front page, phone" /
measured "story, desktop" "$story" --preset=desktop
measured "front page, desktop" / --preset=desktop
