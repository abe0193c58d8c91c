"""Two models as one: what goes by which name, and what may be left out."""

from archlint.review.comparing import compare
from archlint.review.union import changed_part, unite

CHAIN = (
    "nodes:\n  vpc: {type: aws.vpc, nodes: {net: {type: aws.subnet}, far: {type: aws.subnet}}}\n"
    "  a: {type: aws.ec2, in: net}\n  b: {type: aws.ec2, in: net}\n  c: {type: aws.ec2, in: far}\n"
    "  d: {type: aws.ec2, in: [net, far]}\nconnections: [a -> b, b -> c, c -> d]\n"
)


def test_a_node_goes_by_its_id_in_the_head(model_of):
    base = model_of(
        "nodes: {app: {type: aws.ec2}, db: {type: aws.rds, name: Orders, engine: mysql}}\n"
        "connections: [app -> db]"
    )
    head = model_of(
        "nodes: {app: {type: aws.ec2}, orders: {type: aws.rds, name: Orders, engine: mysql}}\n"
        "connections: [app -> orders]"
    )
    union = unite(compare(base, head))
    assert union.names == {"app": "app", "db": "orders"}
    [pair] = union.pairs
    assert pair.before is not None
    assert pair.after is not None


def test_connections_of_one_side_only_are_pairs_of_one(model_of):
    nodes = "nodes: {a: {type: aws.ec2}, b: {type: aws.ec2}}\n"
    union = unite(
        compare(
            model_of(nodes + "connections: [a -> b]"), model_of(nodes + "connections: [b -> a]")
        )
    )
    keys = {(p.before and p.before.key, p.after and p.after.key) for p in union.pairs}
    assert keys == {("a->b", None), (None, "b->a")}


def test_a_part_keeps_what_changed_its_neighbours_and_their_boundaries(model_of):
    difference = compare(
        model_of(CHAIN),
        model_of(CHAIN.replace("a: {type: aws.ec2,", "a: {type: aws.ec2, name: New,")),
    )
    part = changed_part(difference, neighbours=True)
    assert (
        set(part.difference.head.nodes)
        == set(part.difference.base.nodes)
        == {"a", "b", "net", "vpc"}
    )
    assert [c.key for c in part.difference.head.connections] == ["a->b"]
    assert part.left_out == 3
    assert part.inside_after == {"net": {"d"}, "vpc": {"far", "c", "d"}}
    assert set(changed_part(difference, neighbours=False).difference.head.nodes) == {
        "a",
        "net",
        "vpc",
    }


def test_the_ends_of_a_changed_connection_stay(model_of):
    difference = compare(model_of(CHAIN), model_of(CHAIN.replace("b -> c", "b -> c: {port: 80}")))
    assert {"b", "c"} <= set(changed_part(difference, neighbours=False).difference.head.nodes)
