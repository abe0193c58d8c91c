"""Write the topology of a given size: the same size gives the same bytes.

    python benchmarks/generate.py 10000 FOLDER

The folder then holds `model.yaml` for archlint, and `templates/network-N.json` of the same topology
for the tools that read CloudFormation.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from cloudformation import template
from topology import Topology, topology

from model import model


def write_model(system: Topology, file: Path) -> None:
    """Write the model of a topology."""
    file.write_text("".join(line + "\n" for line in model(system)), encoding="utf-8")


def write_templates(system: Topology, folder: Path) -> int:
    """Write the templates of a topology and return how many resources they have."""
    folder.mkdir(parents=True, exist_ok=True)
    resources = 0
    for network in system.networks:
        content = template(network)
        resources += len(content["Resources"])
        text = json.dumps(content, indent=1) + "\n"
        (folder / f"network-{network.number}.json").write_text(text, encoding="utf-8")
    return resources


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description="Write the topology of a given size.")
    parser.add_argument("nodes", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    system = topology(arguments.nodes)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    write_model(system, arguments.folder / "model.yaml")
    resources = write_templates(system, arguments.folder / "templates")
    print(f"{system.nodes} nodes, {resources} resources in {len(system.networks)} templates")


if __name__ == "__main__":
    main()
