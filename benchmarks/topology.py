"""The topology that is measured: the same size gives the same value.

A system is made of networks, spread over regions. Each network has three zones with three subnets
each, its own certificate, key, firewall, logs and security groups, and up to `GROUPS` groups of
nodes. Each group is a load balancer on the internet, three services behind it, three more behind
those, and what they keep data in. One service of each group calls the load balancer of the group
before, so that paths of traffic are long. Some groups lack a safeguard, so that there is something
to find; `Group` says which.

`model.py` writes it for archlint, `cloudformation.py` for the tools that read templates.
"""

from __future__ import annotations

from dataclasses import dataclass

ZONES = 3
TIERS = ("public", "app", "data")
GROUPS = 20  # a network of so many fits a CloudFormation template, which holds 500 resources
CHAINS = 3  # of services: one that the load balancer passes requests to, and one behind it
NETWORKS_PER_REGION = 10

NODES_AROUND = 4  # users, the internet, the cloud, a region
NODES_PER_NETWORK = 1 + ZONES + ZONES * len(TIERS) + 3 + 4  # ..., security groups, shared services
NODES_PER_GROUP = 1 + 2 * CHAINS + 5


@dataclass(frozen=True, slots=True)
class Group:
    """A load balancer, its services and their data.

    Attributes:
        number: Its number in the whole system.
        network: The number of its network.
    """

    number: int
    network: int

    @property
    def exposed(self) -> bool:
        """Whether a service takes traffic past the load balancer, and the database is in public."""
        return self.number % 50 == 7

    @property
    def serves_https(self) -> bool:
        """Whether the load balancer speaks HTTPS, with a certificate."""
        return self.number % 13 != 0

    @property
    def has_firewall(self) -> bool:
        """Whether the load balancer's requests are filtered."""
        return self.number % 11 != 0

    @property
    def encrypted(self) -> bool:
        """Whether database and bucket are encrypted with the network's key."""
        return self.number % 7 != 0

    @property
    def multi_az(self) -> bool:
        """Whether the database has a standby in another zone."""
        return self.number % 5 != 0

    @property
    def backup_days(self) -> int:
        """How long the database's backups are kept."""
        return self.number % 14

    def tier_of(self, *, chain: int) -> str:
        """Return the tier of subnets of the services of a chain that face the load balancer."""
        return "public" if self.exposed and chain == 0 else "app"

    @property
    def database_tier(self) -> str:
        """The tier of subnets that the database stands in."""
        return "public" if self.exposed else "data"

    @property
    def called(self) -> int | None:
        """The number of the group whose load balancer a service calls; the first calls none."""
        return self.number - 1 if self.number else None


@dataclass(frozen=True, slots=True)
class Network:
    """A network with its groups."""

    number: int
    groups: tuple[Group, ...]

    @property
    def region(self) -> int:
        """The number of its region."""
        return self.number // NETWORKS_PER_REGION


@dataclass(frozen=True, slots=True)
class Topology:
    """A whole system."""

    networks: tuple[Network, ...]

    @property
    def regions(self) -> tuple[int, ...]:
        """The numbers of its regions."""
        return tuple(sorted({network.region for network in self.networks}))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of all networks."""
        return tuple(group for network in self.networks for group in network.groups)

    @property
    def nodes(self) -> int:
        """How many nodes its model has."""
        around = NODES_AROUND - 1 + len(self.regions)
        inside = NODES_PER_NETWORK * len(self.networks) + NODES_PER_GROUP * len(self.groups)
        return around + inside


def topology(nodes: int) -> Topology:
    """Return the system of about so many nodes: the last network has fewer groups."""
    left = nodes - NODES_AROUND
    networks: list[Network] = []
    first = 0
    while not networks or left >= NODES_PER_NETWORK + NODES_PER_GROUP:
        number = len(networks)
        groups = max(1, min(GROUPS, (left - NODES_PER_NETWORK) // NODES_PER_GROUP))
        numbers = range(first, first + groups)
        networks.append(Network(number, tuple(Group(each, number) for each in numbers)))
        first += groups
        left -= NODES_PER_NETWORK + NODES_PER_GROUP * groups
    return Topology(tuple(networks))
