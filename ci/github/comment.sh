#!/usr/bin/env bash
# Writes the review into the pull request: into the comment of an earlier run, else a new one.
#
# Reads: MARKDOWN, the file with the review; PULL_REQUEST, its number; PICTURES_URL, the address of the
# pictures, or empty; GH_TOKEN; GITHUB_REPOSITORY; RUNNER_TEMP; GITHUB_STEP_SUMMARY.
# Ends with 0 even when nothing could be written: a token that may only read, as a pull request from a
# fork has, must not fail the job. The summary says so then.

set -euo pipefail

give_up() {
  echo "::notice::archlint could not comment: $1. The review is in the summary of the job."
  printf '\n_This review is not a comment of the pull request: %s._\n' "$1" >>"$GITHUB_STEP_SUMMARY"
  exit 0
}

if ! [[ "$PULL_REQUEST" =~ ^[0-9]+$ ]]; then
  give_up "there is no pull request"
fi
for tool in gh jq; do
  if ! command -v "$tool" >/dev/null; then
    give_up "the runner has no $tool"
  fi
done

work="$(mktemp -d -- "$RUNNER_TEMP/archlint-comment.XXXXXX")"
trap 'rm -rf -- "$work"' EXIT

# The first line tells one model's review from another's; archlint writes it.
marker="$(head -n 1 -- "$MARKDOWN")"
case "$marker" in
  '<!-- archlint review: '*' -->') ;;
  *) give_up "the report is not a review" ;;
esac

cp -- "$MARKDOWN" "$work/body.md"
if [ -n "$PICTURES_URL" ]; then
  printf '\n[Pictures: before, after, and the difference](%s)\n' "$PICTURES_URL" >>"$work/body.md"
fi
jq --raw-input --slurp '{body: .}' "$work/body.md" >"$work/body.json"

refused="GitHub did not take it; the token of a pull request from a fork may only read"
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
if ! gh api --paginate "$comments?per_page=100" >"$work/comments.json"; then
  give_up "$refused"
fi

# Only a comment of this token's own bot: anybody may write the marker.
own="$(
  jq --raw-output --slurp --arg marker "$marker" '
    [.[][] | select(.user.type == "Bot" and .user.login == "github-actions[bot]")
           | select(.body | startswith($marker))
           | .id][0] // empty
  ' "$work/comments.json"
)"

if [ -n "$own" ]; then
  method=PATCH
  place="repos/$GITHUB_REPOSITORY/issues/comments/$own"
else
  method=POST
  place="$comments"
fi
if ! gh api --method "$method" "$place" --input - --silent <"$work/body.json"; then
  give_up "$refused"
fi
