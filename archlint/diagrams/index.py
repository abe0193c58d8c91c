"""The index of the icon classes of the `diagrams` package: `python -m archlint.diagrams.index`.

The catalogue reads its lines instead of importing the package and its classes (see
`archlint.architecture.icon_index`). The command prints it; a test holds the file current.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from types import ModuleType
from typing import Any

from archlint.diagrams.icon_kinds import kinds_of

COMMAND = "python -m archlint.diagrams.index > model/types/diagrams-index.tsv"
# A capital begins a word after a small letter, before one, and after digits, which stay with the
# letters before them: `EC2AutoScaling` is `EC2 Auto Scaling`.
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Z][a-z])")
_WORDS = """
ACL ACM AD AI AKS ALB AMI API APIM AppFlow AppStream AppSync AR AWS B2C BI CDK CDN CI CLI
CloudFormation CloudFront CloudHSM CloudTrail CloudWatch CodeBuild CodeCommit CodeDeploy
CodePipeline CPU DB DDoS DNS DocumentDB DynamoDB EBS EC2 ECR ECS EFS EKS ElastiCache ELB EMR ENI
ETL EventBridge FSx GCE GitHub GitLab GKE GPU GraphQL GuardDuty HDFS HPC HSM HTTP HTTPS IaaS IAM
ID IDE IoT IP IPsec IPv4 IPv6 IQ IT JSON JWT K3S K8s KMS LDAP LB MariaDB ML MongoDB MQ MQTT MSK
MySQL NAS NAT NFS NLB NoSQL OAuth OAuth2 OIDC OpenSearch OpenStack OS PaaS PDB PostgreSQL
PrivateLink PV PVC QuickSight RabbitMQ RBAC RDS REST RTOS S3 SaaS SageMaker SAML SAP SDK SDN SES
SFTP SIEM SLB SMS SNS SQL SQS SSD SSH SSL SSM SSO STS TLS TPU TSDB UDP UI URL VM VMware VNet VPC
VPN VR WAF WAN XML YAML a and by for from in of on the to with
"""
_SPELLINGS = {word.casefold(): word for word in _WORDS.split()}


def index_text() -> str:
    """Return the whole index, sorted, every alias a line of its own."""
    lines = [
        f"# Generated from diagrams {version('diagrams')} by: {COMMAND}",
        "# Do not edit. Apart by tabs: path, title, icon file, kinds.",
    ]
    lines += sorted("\t".join(row) for row in _rows())
    return "\n".join(lines) + "\n"


def _rows() -> Iterator[tuple[str, str, str, str]]:
    import diagrams

    for info in pkgutil.walk_packages(diagrams.__path__, "diagrams."):
        module = importlib.import_module(info.name)
        short = info.name.removeprefix("diagrams.")
        icons = {name: found for name, found in vars(module).items() if _is_icon(found, module)}
        # Of spellings that differ in capitals only (`Automl`, `AutoML`) the richest has the words.
        spelling: dict[str, str] = {}
        for name in sorted(icons):
            known = spelling.setdefault(name.casefold(), name)
            if len(title(name)) > len(title(known)):
                spelling[name.casefold()] = name
        for name, found in icons.items():
            file = f"{found._icon_dir.removeprefix('resources/')}/{found._icon}"
            words = title(spelling[found.__name__.casefold()])
            yield f"{short}.{name}", words, file, kinds_of(short, found.__name__)


def _is_icon(found: Any, module: ModuleType) -> bool:
    from diagrams import Node

    return (
        isinstance(found, type)
        and not found.__name__.startswith("_")
        and issubclass(found, Node)
        and found.__module__ == module.__name__
        and bool(getattr(found, "_icon", None))
        and bool(getattr(found, "_icon_dir", None))
    )


def title(name: str) -> str:
    """Turn the name of a class into words: `ElbApplicationLoadBalancer`, `ELB Application ...`."""
    words = [word for part in name.split("_") for word in _WORD.split(part) if word]
    spelt = [_SPELLINGS.get(word.casefold(), word[0].upper() + word[1:]) for word in words]
    return " ".join([spelt[0][0].upper() + spelt[0][1:], *spelt[1:]])


if __name__ == "__main__":
    sys.stdout.write(index_text())
