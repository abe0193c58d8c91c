#!/usr/bin/env bash
# Reviews a change, or checks the project where there is nothing to compare with.
#
# Reads: ARCHLINT, the command; MODEL, BASE, RULES, FAIL_ON, each empty for archlint's own choice;
# DRAW, whether to draw the change; RUNNER_TEMP; GITHUB_OUTPUT; GITHUB_STEP_SUMMARY.
# Sets the outputs `status` (what archlint ended with), `kind` (review or check), `markdown`, `sarif`,
# `json` (the reports) and `pictures` (their folder; empty where there are none).
# Ends with 0 whatever archlint found: what it wrote is to be shown first.

set -euo pipefail

reports="$RUNNER_TEMP/archlint-reports"
pictures="$RUNNER_TEMP/archlint-pictures"
rm -rf -- "$reports" "$pictures"
mkdir -p -- "$reports" "$pictures"

options=()
if [ -n "$BASE" ]; then
  kind=review
  options+=("--base=$BASE" "--rules=${RULES:-base}")
else
  kind=check
fi
if [ -n "$FAIL_ON" ]; then
  options+=("--fail-on=$FAIL_ON")
fi
if [ -n "$MODEL" ]; then
  case "$MODEL" in
    -*) options+=("./$MODEL") ;;
    *) options+=("$MODEL") ;;
  esac
fi

# What archlint prints has a stranger's words in it: the runner is to take none of them as a command.
silence="archlint-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::$silence"

status=0
"$ARCHLINT" "$kind" ${options[@]+"${options[@]}"} \
  --format text \
  --format "github:$reports/annotations.txt" \
  --format "markdown:$reports/archlint.md" \
  --format "sarif:$reports/archlint.sarif" \
  --format "json:$reports/archlint.json" \
  2>"$reports/errors.txt" || status=$?
cat -- "$reports/errors.txt"

# Whatever kept archlint from writing a report (no such base, say) is told where the report would be.
if [ ! -s "$reports/archlint.md" ]; then
  if [ "$status" -le 1 ]; then
    status=2
  fi
  subject="${MODEL:-model/architecture.yaml}"
  if ! [[ "$subject" =~ ^[A-Za-z0-9._/-]+$ ]] || [[ "$subject" == *--* ]]; then
    subject=unknown
  fi
  {
    echo "<!-- archlint $kind: $subject -->"
    echo "archlint could not judge this (exit status $status):"
    echo
    sed 's/^/    /' "$reports/errors.txt"
  } >"$reports/archlint.md"
fi
cat -- "$reports/archlint.md" >>"$GITHUB_STEP_SUMMARY"

# GitHub shows no picture of an artifact within a comment, so the report above refers to none; they
# are drawn apart, and linked.
drawn=""
undrawn=""
if [ "$kind" = review ] && [ "$DRAW" = true ] && [ "$status" -le 1 ]; then
  if { "$ARCHLINT" review "${options[@]}" --exit-zero --pictures "$pictures" >/dev/null; } 2>&1; then
    drawn="$pictures"
  else
    undrawn=true
  fi
fi
echo "::$silence::"

if [ -n "$undrawn" ]; then
  echo "::warning::archlint drew no pictures of this change; the log tells why"
fi
if [ -f "$reports/annotations.txt" ]; then
  cat -- "$reports/annotations.txt"
fi

{
  echo "status=$status"
  echo "kind=$kind"
  echo "markdown=$reports/archlint.md"
  echo "sarif=$reports/archlint.sarif"
  echo "json=$reports/archlint.json"
  echo "pictures=$drawn"
} >>"$GITHUB_OUTPUT"
