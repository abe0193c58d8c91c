#!/usr/bin/env bash
# Installs archlint, from the checkout that this script is part of, into an environment of its own.
#
# Reads: PYTHON, the interpreter to use; RUNNER_TEMP; GITHUB_OUTPUT.
# Sets the output `archlint`: the path of the command.

set -euo pipefail

action="$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)"
environment="$RUNNER_TEMP/archlint-environment"

# Out of the workspace, and isolated (-I): else Python would import a pip.py that a stranger's branch
# brings along.
cd -- "$RUNNER_TEMP"
"$PYTHON" -I -m venv "$environment"
"$environment/bin/python" -I -m pip install --quiet --disable-pip-version-check "$action"
echo "archlint=$environment/bin/archlint" >>"$GITHUB_OUTPUT"
