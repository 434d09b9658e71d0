# What the measurements share: processes with logs in a directory of their own, and what Linux says of them.
# shellcheck shell=bash disable=SC2154 # root and measured belong to the script that sources this.

work=$(mktemp -d)
processes=()

stop_all() {
  local index
  for ((index = ${#processes[@]} - 1; index >= 0; index--)); do
    kill "${processes[index]}" 2>/dev/null || true
    wait "${processes[index]}" 2>/dev/null || true
  done
  processes=()
}

clean_up() {
  stop_all
  rm -rf "$work"
}

# await WHAT COMMAND...: repeats the command until it succeeds, for half a minute.
await() {
  local what=$1 tries
  shift
  for ((tries = 0; tries < 3000; tries++)); do
    ! "$@" >/dev/null 2>&1 || return 0
    sleep 0.01
  done
  tail -n 20 "$work"/*.log >&2
  fail "$what did not come within 30 seconds"
}

# launch NAME COMMAND...
launch() {
  local name=$1
  shift
  (cd "$work" && exec "$@") >"$work/$name.log" 2>&1 &
  processes+=($!)
}

# prepare: finds the distribution and a Java, and ends everything with the script.
prepare() {
  [[ -r /proc/self/status ]] || fail "this needs Linux: it reads /proc"
  distribution=$(find "$root/bootstrap/target" -maxdepth 1 -type d -name 'edgecomet-*' 2>/dev/null | head -n 1)
  [[ -x $distribution/bin/edgecomet ]] || fail "there is no distribution" "Run:  ./mvnw -pl bootstrap -am package -DskipTests"
  JAVA_HOME=$(bin/find-jdk)
  export JAVA_HOME
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# memory FIELD: of the measured process, in KiB.
memory() { awk -v field="$1:" '$1 == field { print $2 }' "/proc/$measured/status"; }
mib() { awk -v kib="$1" 'BEGIN { printf "%.1f MiB", kib / 1024 }'; }
row() { printf '%-34s %s\n' "$1" "$2"; }
