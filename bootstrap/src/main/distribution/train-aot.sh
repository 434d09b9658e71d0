#!/bin/sh
# Makes the class cache of this distribution (JEP 514), which about halves the time to start. The cache
# fits this folder and the Java that the launchers find: run this after unpacking, moving or changing Java.
#
#   train-aot           runs the standalone, which renders a page of its own; needs Chromium and curl
#   train-aot --short   only loads what every start loads; needs nothing
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
cache=$home/aot/edgecomet.aot
log=$home/aot/training.log
port=$((20000 + $$ % 10000))
work=
pid=

fail() {
  echo "train-aot: $1; the output of the run:" >&2
  tail -n 20 "$log" >&2
  exit 1
}

clean_up() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  [ -z "$work" ] || rm -rf "$work"
}

# One site: this very process, whose /health is a page like any other.
configure() {
  mkdir "$work/hosts.d"
  cat >"$work/hosts.d/site.yaml" <<END
hosts:
  - {id: 1, domain: localhost, render_key: training, enabled: true, render: {timeout: 20s, cache: {ttl: 1h}}}
END
  cat >"$work/standalone.yaml" <<END
server: {listen: "127.0.0.1:$port", timeout: 60s}
storage: {base_path: "$work/cache"}
bypass: {timeout: 5s, ssrf_protection: false}
dimensions:
  desktop: {id: 1, width: 1280, height: 800, render_ua: "Mozilla/5.0 (training)", match_ua: ["\$SearchBots"]}
hosts: {include: "hosts.d"}
renderer:
  chrome: {pool_size: 1, warmup: {url: "about:blank", timeout: 10s}, render: {max_timeout: 30s}}
log: {level: info, console: {enabled: true}}
END
}

# ask PATH CURL-OPTIONS...
ask() {
  path=$1
  shift
  curl -fsS -o /dev/null --max-time 60 "$@" "http://localhost:$port$path"
}

await_ready() {
  tries=0
  until ask /ready >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || fail "the program ended while it started"
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || fail "the program was not ready within 30 seconds"
    sleep 0.1
  done
}

run() {
  EDGECOMET_AOT_OUTPUT=$cache "$home/bin/edgecomet" "$@" >"$log" 2>&1 &
  pid=$!
}

full() {
  work=$(mktemp -d)
  configure
  cd "$work"
  run standalone -c "$work/standalone.yaml"
  await_ready
  # The first is rendered, the others come from the cache.
  for _ in 1 2 3; do
    ask "/render?url=http%3A%2F%2Flocalhost%3A$port%2Fhealth" -H 'X-Render-Key: training' \
      -A 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' || fail "a page was not answered"
  done
  kill "$pid"
}

mkdir -p "$home/aot"
rm -f "$cache" "$cache.fits"
trap clean_up EXIT
if [ "${1:-}" = --short ]; then run --version; else full; fi
status=0
wait "$pid" || status=$?
pid=
# 143: ended by the signal above.
[ "$status" -eq 0 ] || [ "$status" -eq 143 ] || fail "the training run failed with $status"
[ -s "$cache" ] || fail "Java wrote no cache"
rm -f "$log"
