#!/usr/bin/env bash
# The check of the GitHub action (`action.yml`). It takes CAPTURES, ARGUMENTS, SARIF and HTML from its environment, writes the exit status of
# hookscope to GITHUB_OUTPUT, and fails only where it could not run it.
set -euo pipefail

# Patterns are filled in, one a line; spaces in names are kept. A pattern without a match stays as it is, so that hookscope names it.
IFS=$'\n'
captures=($CAPTURES)
set -f
arguments=($ARGUMENTS)
set +f

if [ "${#captures[@]}" -eq 0 ]; then
  echo '::error::hookscope: no captures were given; name files or patterns in "captures"'
  exit 2
fi

reports=(--format github --report "sarif=$SARIF")
if [ -n "$HTML" ]; then reports+=(--report "html=$HTML"); fi

status=0
node "$GITHUB_ACTION_PATH/build/hookscope.mjs" check "${reports[@]}" ${arguments[@]+"${arguments[@]}"} -- "${captures[@]}" || status=$?
echo "status=$status" >>"$GITHUB_OUTPUT"
