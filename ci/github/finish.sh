#!/usr/bin/env bash
# Ends the action as archlint ended, once all has been shown.
#
# Reads: STATUS; SARIF_UPLOAD and PICTURES_UPLOAD, the outcomes of these steps.

set -euo pipefail

if [ "$SARIF_UPLOAD" = failure ]; then
  echo "::warning::the findings were not uploaded: that needs 'security-events: write', and code scanning"
fi
if [ "$PICTURES_UPLOAD" = failure ]; then
  echo "::warning::the pictures were not uploaded as an artifact"
fi
if ! [[ "$STATUS" =~ ^[0-9]+$ ]]; then
  echo "::error::archlint did not run"
  exit 2
fi
exit "$STATUS"
