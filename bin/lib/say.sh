# How the scripts talk: progress to standard error, so that standard output stays free for results.
# shellcheck shell=bash

if [[ -t 2 ]]; then
  say_bold=$'\e[1m' say_red=$'\e[31m' say_plain=$'\e[0m'
else
  say_bold='' say_red='' say_plain=''
fi

# step TEXT: a new part of the work begins.
step() {
  printf '%s==> %s%s\n' "$say_bold" "$1" "$say_plain" >&2
}

# note TEXT…: a detail of the part that runs, one line for each argument.
note() {
  printf '    %s\n' "$@" >&2
}

# fail TEXT…: says what went wrong and what to do, and ends the script.
fail() {
  printf '%serror:%s %s\n' "$say_red" "$say_plain" "$1" >&2
  shift
  [[ $# -eq 0 ]] || note "$@"
  exit 1
}
