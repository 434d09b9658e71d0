#!/bin/sh
# Makes the class caches of this distribution (JEP 514), which about halve the time to start. A cache fits the build of
# Java that made it: run this where the launchers find another one.
#
#   train-aot             both; needs Chromium, redis-server and curl
#   train-aot standalone  that of the standalone and the renderer: renders a page of its own with Chromium
#   train-aot gateway     that of the gateway, with a Redis of its own
#   train-aot --short     both, from what every start loads; needs nothing
set -eu

home=$(cd "$(dirname "$0")/.." && pwd)
log=$home/aot/training.log
port=$((20000 + $$ % 10000))
work=
pid=
redis=

fail() {
  echo "train-aot: $1; the output of the run:" >&2
  tail -n 20 "$log" >&2
  exit 1
}

clean_up() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  [ -z "$redis" ] || kill "$redis" 2>/dev/null || true
  [ -z "$work" ] || rm -rf "$work"
}

# One site: this very process, whose /health is a page like any other.
configure() {
  mkdir "$work/hosts.d"
  cat >"$work/hosts.d/site.yaml" <<END
hosts:
  - {id: 1, domain: localhost, render_key: training, enabled: true, render: {timeout: 20s, cache: {ttl: 1h}}}
END
  cat >"$work/common.yaml" <<END
server: {listen: "127.0.0.1:$port", timeout: 60s}
storage: {base_path: "$work/cache"}
bypass: {timeout: 5s, ssrf_protection: false, cache: {enabled: true, ttl: 1h, status_codes: [200]}}
dimensions:
  desktop: {id: 1, width: 1280, height: 800, render_ua: "Mozilla/5.0 (training)", match_ua: ["\$SearchBots"]}
hosts: {include: "hosts.d"}
log: {level: info, console: {enabled: true}}
END
  cat "$work/common.yaml" - >"$work/standalone.yaml" <<END
renderer:
  chrome: {pool_size: 1, warmup: {url: "about:blank", timeout: 10s}, render: {max_timeout: 30s}}
END
  cat "$work/common.yaml" - >"$work/gateway.yaml" <<END
eg_id: training
internal: {listen: "127.0.0.1:$((port + 1))", auth_key: "0123456789abcdef0123456789abcdef"}
redis: {addr: "127.0.0.1:$((port + 2))"}
END
}

# ask PATH CURL-OPTIONS...
ask() {
  path=$1
  shift
  curl -fsS -o /dev/null --max-time 60 "$@" "http://localhost:$port$path"
}

await_answer() {
  tries=0
  until ask "$1" >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || fail "the program ended while it started"
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || fail "the program was not there within 30 seconds"
    sleep 0.1
  done
}

# The first answer is rendered, or comes from the origin where there is no renderer; the others come from the cache.
visit() {
  for _ in 1 2 3; do
    ask "/render?url=http%3A%2F%2Flocalhost%3A$port%2Fhealth" -H 'X-Render-Key: training' \
      -A 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' || fail "a page was not answered"
  done
}

# record COMMAND...: starts the program that is watched.
record() {
  EDGECOMET_TRAINING=record "$home/bin/edgecomet" "$@" >"$log" 2>&1 &
  pid=$!
}

# create ROLE: ends the program that was watched and makes the cache from what it had loaded.
create() {
  status=0
  wait "$pid" || status=$?
  pid=
  # 143: ended by a signal.
  [ "$status" -eq 0 ] || [ "$status" -eq 143 ] || fail "the training run failed with $status"
  cache=$home/aot/$1.aot
  EDGECOMET_TRAINING=create "$home/bin/edgecomet" "$1" >"$log" 2>&1 || fail "Java could not make the cache"
  [ -s "$cache" ] || fail "Java wrote no cache"
  rm -f "$cache.configuration"
}

train() {
  role=$1
  rm -f "$home/aot/$role.aot" "$home/aot/$role.aot.fits"
  if [ "$short" = yes ]; then
    record "$role" --help
  else
    record "$role" -c "$work/$role.yaml"
    await_answer "$2"
    visit
    kill "$pid"
  fi
  create "$role"
}

train_gateway() {
  if [ "$short" = no ]; then
    redis-server --port "$((port + 2))" --bind 127.0.0.1 --save '' --appendonly no >"$log" 2>&1 &
    redis=$!
  fi
  train gateway /health
}

short=no
what=${1:-}
mkdir -p "$home/aot"
trap clean_up EXIT
work=$(mktemp -d)
configure
cd "$work"
case $what in
  '' | --short)
    [ -z "$what" ] || short=yes
    train standalone /ready
    train_gateway
    ;;
  standalone) train standalone /ready ;;
  gateway) train_gateway ;;
  *)
    echo "usage: train-aot [standalone|gateway|--short]" >&2
    exit 2
    ;;
esac
rm -f "$log"
