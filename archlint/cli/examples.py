"""What the help of each command ends with."""

ALL = """\
examples:
  archlint check                       hold model/architecture.yaml to the rules
  archlint check shop.yaml --unknown   list what the model does not say, too
  archlint check --format json         for scripts
  archlint render -o pictures          draw it as SVG and PNG
  archlint docs --check                fail when the committed documents are stale
  archlint diff old.yaml new.yaml      compare two architectures
  archlint review --base main          tell what a change does, and whether it makes it worse
  archlint report --framework aws-fsbp tell the state of each of its controls
  archlint explain rds-multi-az@rds    tell why, and what would mend it
  archlint rules test --rules mine     prove your own rules by their examples
  archlint init                        begin in an empty repository
  archlint schema -o model.schema.json for completion in editors

exit status: 0 clean; 1 findings, or stale documents or pictures; 2 nothing could be judged
"""
CHECK = """\
examples:
  archlint check
  archlint check shop.yaml --rules company-rules --fail-on warning
  archlint check --select network,encryption --ignore rds-multi-az
  archlint check --format json -o report.json
  archlint check --baseline archlint-baseline.json --write-baseline

exit status: 0 clean; 1 findings at or above --fail-on; 2 the model could not be judged
"""
RENDER = """\
examples:
  archlint render
  archlint render shop.yaml -o pictures --format svg
  archlint render --check

exit status: 0 drawn, or current; 1 missing or stale (with --check); 2 the model cannot be drawn
"""
DOCS = """\
examples:
  archlint docs
  archlint docs shop.yaml -o docs/shop
  archlint docs --check

exit status: 0 written, or current; 1 stale (with --check); 2 the documents could not be made
"""
REPORT = """\
examples:
  archlint report --framework aws-fsbp
  archlint report --framework hipaa-security-rule --format markdown -o hipaa.md
  archlint report shop.yaml --env staging --format html -o compliance.html

exit status: 0 reported, whatever was found; 2 the model could not be judged
"""
EXPLAIN = """\
examples:
  archlint explain rds-multi-az
  archlint explain rds-multi-az@rds
  archlint explain 'restricted-data-encrypted@alb->ecs' shop.yaml --env staging

exit status: 0 explained; 2 there is no such rule or subject, or the model cannot be judged
"""
RULES = """\
examples:
  archlint rules list --select aws
  archlint rules docs --rules company-rules -o docs/rules
  archlint rules test --rules company-rules
"""
SCHEMA = """\
examples:
  archlint schema -o model.schema.json
  archlint schema --types company-types -o model.schema.json

An editor with the YAML language server completes and checks a model that begins with the line
  # yaml-language-server: $schema=model.schema.json
"""
INIT = """\
examples:
  archlint init
  archlint init shop --name "The shop"

Nothing that is there already is replaced.
"""
DIFF = """\
examples:
  archlint diff old.yaml new.yaml
  archlint diff v1.0:model/architecture.yaml model/architecture.yaml --format markdown
  archlint diff --base v1.0 --head v2.0 --pictures pictures

exit status: 0 compared; 1 they differ (with --exit-code); 2 they could not be compared
"""
REVIEW = """\
examples:
  archlint review --base main
  archlint review --base origin/main --working-tree
  archlint review --base "$BASE" --format markdown:review.md --pictures review

exit status: 0 nothing is introduced at or above --fail-on; 1 something is; 2 it could not be judged
"""
