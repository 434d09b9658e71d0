#!/bin/sh
# Starts a program of EdgeComet; the name by which this file is called says which one.
#
#   JAVA_HOME        the Java to run on (25 or later); else the java on the path, else the usual places
#   JAVA_OPTS        options of the Java machine for every Java program
#   EDGECOMET_OPTS   options of the Java machine for these programs; the last word
set -eu

# Where the distribution is, also when this file is called through links.
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname "$self")/$target ;;
  esac
done
home=$(cd "$(dirname "$self")/.." && pwd -P)

# feature HOME: the feature release of the Java there, or nothing.
feature() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

is_java_25() {
  version=$(feature "$1")
  [ -n "$version" ] && [ "$version" -ge 25 ]
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    is_java_25 "$JAVA_HOME" && echo "$JAVA_HOME" && return
    echo "error: JAVA_HOME is $JAVA_HOME, which is not a Java 25: let it name one, or unset it" >&2
    exit 1
  fi
  on_path=$(command -v java || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "$on_path" /usr/lib/jvm/*25* /opt/java/openjdk /opt/*jdk*25* "$home"/../../../.tools/jdk-*; do
    is_java_25 "$candidate" && echo "$candidate" && return
  done
  echo "error: no Java 25 found: install one (Debian: apt-get install openjdk-25-jre-headless) or set JAVA_HOME" >&2
  exit 1
}

java_home=$(find_java)

# The name that the user typed: a program found on the path sees its whole file name instead.
name=$(basename "$0")
typed=$0
[ "$(command -v "$name" || true)" != "$0" ] || typed=$name

# A gateway on its own is the light one; everything else has a browser beside it.
role=standalone
[ "$name" != edge-gateway ] && [ "$name ${1:-}" != "edgecomet gateway" ] || role=gateway

# Modest defaults: the heap is for requests under way, bodies are files or off the heap. It starts small, for Java's
# own choice is a part of the machine's memory. A gateway's young generation stays small too, with room for those who
# survive: what is promoted without need stays until the old one is full.
case $role in
  gateway) heap="-Xms16m -Xmx192m -Xmn8m -XX:SurvivorRatio=4" ;;
  *) heap="-Xms32m -Xmx384m" ;;
esac

# The cache of loaded and linked classes (JEP 514) knows the modules by the path that Java was given. This name of the
# folder is the same wherever it lies (docs/adr/0005); a system without /proc does without the cache.
exec 9<"$home"
here=/proc/self/fd/9
cache=$here/aot/$role.aot

# What the cache was made by and for. Given one that does not fit, Java would start without even its own.
fits() {
  sed -n 's/^JAVA_RUNTIME_VERSION=//p; s/^IMPLEMENTOR=//p; s/^OS_ARCH=//p' "$java_home/release"
  (cd "$here/lib" && stat -c '%n %s %Y' ./*.jar | cksum)
}

aot=-Xshare:auto
lib=$home/lib
if [ -d "$here/lib" ]; then
  lib=$here/lib
  case ${EDGECOMET_TRAINING:-} in
    '') [ ! -r "$cache" ] || [ "$(cat "$cache.fits")" != "$(fits)" ] || aot=-XX:AOTCache=$cache ;;
    record) aot="-XX:AOTMode=record -XX:AOTConfiguration=$cache.configuration" ;;
    create)
      fits >"$cache.fits"
      aot="-XX:AOTMode=create -XX:AOTConfiguration=$cache.configuration -XX:AOTCache=$cache"
      ;;
  esac
fi

# The C library keeps memory apart for each thread otherwise, and gives little of it back.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

# Options are lists of words; none of them is a file pattern. The class cache is mapped where it was made for: moved
# elsewhere, each of its pages would be a page of this process's own.
set -f
# shellcheck disable=SC2086
exec "$java_home/bin/java" \
  -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError \
  -XX:TrimNativeHeapInterval=10000 -XX:MaxHeapFreeRatio=40 -XX:MinHeapFreeRatio=20 $heap \
  --sun-misc-unsafe-memory-access=allow \
  --enable-native-access=io.netty.common,io.netty.transport.unix.common,io.netty.transport.classes.epoll,edgecomet.adapters.fs \
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 $aot -Xlog:disable -Xlog:all=error:stderr \
  ${JAVA_OPTS:-} ${EDGECOMET_OPTS:-} \
  --module-path "$lib" --add-modules ALL-MODULE-PATH \
  --module edgecomet.bootstrap/edgecomet.bootstrap.Main "$typed" "$@"
