"""Steps put together say no more than is needed."""

from archlint.ruleset.steps import NEVER, Step, either, together

A, B, C = Step("a"), Step("b"), Step("c")


def test_what_holds_already_needs_nothing():
    assert together([None, None]) is None
    assert together([None, A]) == A
    assert either([A, None]) is None


def test_what_never_comes_true_is_no_choice_and_spoils_what_needs_it():
    assert either([NEVER, A]) == A
    assert either([NEVER]) == NEVER
    assert together([A, NEVER]) == NEVER


def test_groups_of_one_sort_are_one_group():
    assert together([together([A, B]), C]) == Step(parts=(A, B, C))
    assert either([either([A, B]), C, A]) == Step(parts=(A, B, C), one_of=True)


def test_a_choice_that_is_open_anyway_is_not_offered_again():
    inner = together([B, either([A, C])])
    assert either([A, inner]) == Step(parts=(A, Step(parts=(B, C))), one_of=True)


def test_saying_what_a_value_is_leaves_out_what_it_is_not():
    vague = Step("x not 1", about="x", vague=True)
    exact = Step("x 2", about="x")
    other = Step("y not 1", about="y", vague=True)
    assert together([vague, exact, other]) == Step(parts=(exact, other))
    assert together([vague, other]) == Step(parts=(vague, other))


def test_a_choice_that_another_step_makes_anyway_is_left_out():
    exact = Step("x 2", about="x")
    vague = Step("state x", about="x", vague=True)
    assert together([exact, either([vague, B])]) == exact
    assert together([A, either([B, A])]) == A
    assert together([exact, either([B, C])]) == Step(parts=(exact, Step(parts=(B, C), one_of=True)))
