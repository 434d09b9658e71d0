# A packaged render service with a Redis of its own.
# shellcheck shell=bash disable=SC2154,SC2034 # port belongs to the script, the rest to it and to processes.sh

readonly service_id=bench

# choose_browser NAME [FLAG...]: the service finds it first on the path, with the flags in front of its own.
choose_browser() {
  local name=$1
  shift
  browser=$(command -v "$name") || fail "$name is not installed" "Debian:  apt-get install $name"
  mkdir -p "$work/path"
  printf '#!/bin/sh\nexec %q %s "$@"\n' "$browser" "${*@Q}" >"$work/path/chromium-headless-shell"
  chmod +x "$work/path/chromium-headless-shell"
  browser=$work/path/chromium-headless-shell
}

# start_renderer TABS LIMIT RENDERS: replaces a browser after so many renders for each tab; listens on the port of the script, its Redis on the next one.
start_renderer() {
  mkdir -p "$work/tmp"
  cat >"$work/renderer.yaml" <<END
server: {id: $service_id, listen: "127.0.0.1:$port"}
redis: {addr: "127.0.0.1:$((port + 1))"}
chrome:
  pool_size: $1
  warmup: {url: "about:blank", timeout: 5s}
  restart: {after_count: $3}
  render: {max_timeout: $2}
log: {level: warn, console: {enabled: true}}
END
  launch redis redis-server --port "$((port + 1))" --bind 127.0.0.1 --save '' --appendonly no
  await Redis redis-cli -p "$((port + 1))" ping
  launch renderer env PATH="$work/path:$PATH" TMPDIR="$work/tmp" \
    EDGECOMET_OPTS="${EDGECOMET_OPTS:-} -Djava.io.tmpdir=$work/tmp" "$distribution/bin/render-service" -c "$work/renderer.yaml"
  measured=${processes[-1]}
  await '/health of the render service' curl -fsS --max-time 1 "http://127.0.0.1:$port/health"
}
