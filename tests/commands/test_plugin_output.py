"""What a rule prints does not stand in the midst of a report."""

import json
from pathlib import Path

from archlint.cli import main

RULE = """\
from archlint.plugin import rule, satisfied

@rule(id="chatty", title="T", severity="error", why="W.", fix="F.")
def chatty(graph):
    print("hello")
    for node in graph.nodes.values():
        yield satisfied(node)
"""


def test_what_a_rule_prints_goes_to_the_error_stream(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("chatty.py").write_text(RULE)
    Path("m.yaml").write_text("archlint: 1\nname: A\nnodes: {a: {type: aws.ec2}}\n")
    words = ["check", "m.yaml", "--plugin", "./chatty.py", "--select", "chatty"]
    assert main([*words, "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["summary"]["satisfied"] == 1
    assert captured.err == "hello\n"
