"""The core turns text into values: it opens, prints and starts nothing, whatever it is given."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

# What Python tells an audit hook before it does it; importing opens files, too.
WATCHED = ("open", "os.", "subprocess.", "socket.", "shutil.", "tempfile.", "glob.", "import")

SCRIPT = """
import gc, io, json, sys
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.decoding import decode
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.edge.plugins import installed_rules
from archlint.graph import ArchitectureGraph
from archlint.reports.json import reports_as_json
from archlint.reports.problems import problems_as_text
from archlint.reports.style import PLAIN
from archlint.reports.text import TextOptions, reports_as_text
from archlint.ruleset import check, read_rules, run_examples, select_rules
from archlint.source import SourceError

files, data = FileReader(), bundled()
in_python = installed_rules()
types, index, rule_files = data.type_files(files), data.icon_index(files), data.rule_files(files)
watched, done, armed = tuple(sys.argv[1].split()), [], False

def hook(event, arguments):
    if armed and event.startswith(watched):
        done.append([event, repr(arguments)[:200]])

def work(text):
    catalogue = read_catalogue([], index, shipped=types)
    rules = [*read_rules(rule_files, catalogue), *in_python]
    rules = select_rules(rules, select=["error", "warning"], ignore=[])
    run_examples(rules, catalogue)
    model = read_model(decode(text.encode(), "m.yaml"), "m.yaml", catalogue)
    report = check(ArchitectureGraph(model), rules)
    texts = {**files.texts, "m.yaml": text}
    pieces = list(reports_as_text([report], texts, TextOptions(PLAIN, 80, unknown=True)))
    pieces += reports_as_json([report], version="1", unknown=True)
    return report.summary.satisfied + report.summary.violated

def fail(text):
    try:
        work(text)
    except SourceError as error:
        list(problems_as_text(error.problems, {"m.yaml": text}, style=PLAIN, width=80))
        return len(error.problems)

sys.addaudithook(hook)
model = sys.stdin.buffer.read().decode()
out, err = sys.stdout, sys.stderr
sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
armed = True
judged = work(model)
refused = fail(model.replace("aws.rds", "aws.rdss").replace("multi_az", "multi_as"))
armed = False
said = sys.stdout.getvalue() + sys.stderr.getvalue()
sys.stdout, sys.stderr = out, err
print(json.dumps({"judged": judged, "refused": refused, "done": done, "said": said}))
"""

# The parts of a model that rules ask for: placement, paths, references, data, flows.
MODEL = """\
archlint: 1
name: Clinic
data: {records: {classification: restricted, tags: [phi]}}
nodes:
  users: {type: actor.user}
  vpc:
    type: aws.vpc
    nodes:
      public: {type: aws.subnet, access: public}
      private: {type: aws.subnet, access: private}
  alb: {type: aws.alb, in: public, scheme: internet-facing}
  acm: {type: aws.acm}
  ecs: {type: aws.ecs_service, in: public}
  db: {type: aws.rds, in: private, multi_az: true, stores: [records]}
connections:
  - users -> alb: {protocol: https}
  - alb -> ecs
  - alb -> acm: {kind: uses}
  - ecs -> db: {carries: [records]}
flows:
  request: {title: Request, steps: [users -> alb, alb -> ecs, ecs -> db]}
"""


CLINICEASE = Path(__file__).resolve().parents[1] / "model" / "architecture.yaml"


def run(script, model):
    """Runs the script on the text of a model and returns what it tells."""
    command = [sys.executable, "-c", script, " ".join(WATCHED)]
    done = subprocess.run(command, input=model.encode(), check=True, capture_output=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("model", [MODEL, CLINICEASE], ids=["small", "clinicease"])
def test_reading_and_judging_opens_prints_and_starts_nothing(model):
    told = run(SCRIPT, model if isinstance(model, str) else model.read_text(encoding="utf-8"))
    assert told["judged"] > 0, "the model must have been judged, or this test shows nothing"
    assert told["refused"] > 0
    assert told["done"] == []
    assert told["said"] == ""


def test_the_hook_sees_what_it_is_there_for():
    first = "    catalogue = read"
    told = run(SCRIPT.replace(first, f"    open(sys.executable).close()\n{first}"), MODEL)
    assert [event for event, _ in told["done"]] == ["open", "open"]
