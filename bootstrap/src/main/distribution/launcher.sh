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

# Modest defaults: the heap is for requests under way, bodies are files or off the heap.
case $name in
  edge-gateway) heap=192m ;;
  *) heap=384m ;;
esac

# The cache of loaded and linked classes (JEP 514) fits one place of the distribution and one build of Java. In any
# other case Java would start without even its own cache, so it is told of ours only where it fits.
cache=${EDGECOMET_AOT_OUTPUT:-$home/aot/edgecomet.aot}
fits="$home $(sed -n 's/^JAVA_RUNTIME_VERSION=//p; s/^IMPLEMENTOR=//p; s/^OS_ARCH=//p' "$java_home/release" | tr '\n' ' ')"
if [ -n "${EDGECOMET_AOT_OUTPUT:-}" ]; then
  echo "$fits" >"$cache.fits"
  aot=-XX:AOTCacheOutput=$cache
elif [ -r "$cache" ] && [ -r "$cache.fits" ] && [ "$(cat "$cache.fits")" = "$fits" ]; then
  aot=-XX:AOTCache=$cache
else
  aot=-Xshare:auto
fi

# The options of the environment are lists of words; none of them is a file pattern.
set -f
# shellcheck disable=SC2086
exec "$java_home/bin/java" \
  -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError \
  -XX:TrimNativeHeapInterval=10000 -XX:MaxHeapFreeRatio=40 -XX:MinHeapFreeRatio=20 "-Xmx$heap" \
  --sun-misc-unsafe-memory-access=allow --enable-native-access=io.netty.common \
  "$aot" -Xlog:disable -Xlog:all=error:stderr \
  ${JAVA_OPTS:-} ${EDGECOMET_OPTS:-} \
  --module-path "$home/lib" --add-modules ALL-MODULE-PATH \
  --module edgecomet.bootstrap/edgecomet.bootstrap.Main "$typed" "$@"
