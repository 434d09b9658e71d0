#!/bin/sh
# Makes the class cache of this distribution (JEP 514), which about halves the time to start, by
# running it once with the Java that the launchers find. The cache fits this folder and that Java:
# run this after unpacking, moving the folder, or changing Java.
#
#   train-aot                                    a short run that prints the version
#   train-aot READY URL... -- ROLE ARGUMENTS...  starts the role, waits until READY answers 200,
#                                                asks for each URL as a bot, stops the role
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
cache=$home/aot/edgecomet.aot
log=$home/aot/training.log
bot='Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
pid=

fail() {
  echo "train-aot: $1; its output:" >&2
  tail -n 20 "$log" >&2
  exit 1
}

stop() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
}

await() {
  tries=0
  until curl -fsS -o /dev/null --max-time 2 "$1" 2>/dev/null; do
    tries=$((tries + 1))
    kill -0 "$pid" 2>/dev/null || fail "the program ended before $1 answered"
    [ "$tries" -lt 300 ] || fail "$1 did not answer within 30 seconds"
    sleep 0.1
  done
}

ready=
urls=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  if [ -z "$ready" ]; then ready=$1; else urls="$urls $1"; fi
  shift
done
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- --version

mkdir -p "$home/aot"
rm -f "$cache" "$cache.fits"
trap stop EXIT
EDGECOMET_AOT_OUTPUT=$cache "$home/bin/edgecomet" "$@" >"$log" 2>&1 &
pid=$!
if [ -n "$ready" ]; then
  await "$ready"
  for url in $urls; do
    curl -fsS -o /dev/null --max-time 60 -A "$bot" -H 'X-Render-Key: demo-key' "$url" || fail "$url was not answered"
  done
  kill "$pid"
fi
status=0
wait "$pid" || status=$?
# 143: ended by the signal above.
[ "$status" -eq 0 ] || [ "$status" -eq 143 ] || fail "the training run failed with $status"
pid=
[ -s "$cache" ] || fail "Java wrote no cache"
rm -f "$log"
