"""What the classes of one vote decide together: each by its own ballot, and all must consent."""

from collections.abc import Sequence
from typing import Any

from governance.ballots.models import Ballot
from governance.reckoning.resolutions.by_class import together
from governance.reckoning.resolutions.decision import Outcome

COUNTED = ("for", "against", "abstained")


def consent_of(
    ballots: Sequence[Ballot], results: Sequence[list[dict[str, Any]]]
) -> Sequence[list[dict[str, Any]]]:
    """Return the results as all classes together make them; of one ballot they stay as they are.

    Each declaration has the outcome of all, and what each class decided.
    """
    if len(ballots) == 1:
        return results
    classes = [
        {
            "ballot": ballot.id,
            "title": ballot.electorate["title"],
            "outcome": of_class["outcome"],
            "figures": of_class["figures"] | {"entitled": ballot.roll_size},
            "arithmetic": of_class["arithmetic"],
        }
        for ballot, (of_class,) in zip(ballots, results, strict=True)
    ]
    outcome, told = together({each["title"]: Outcome(each["outcome"]) for each in classes})
    return [
        [
            of_class
            | {
                "outcome": outcome.value,
                "arithmetic": told.as_json(),
                "remarks": [of_class["arithmetic"], *of_class["remarks"]],
                "classes": classes,
            }
        ]
        for (of_class,) in results
    ]


def of_all_classes(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the result of a vote by classes as its motion keeps it, with the votes of all."""
    classes = results[0]["classes"]
    entitled = sum(each["figures"]["entitled"] for each in classes)
    votes = {name: sum(each["figures"][name] for each in classes) for name in COUNTED}
    return results[0] | {"figures": votes | {"entitled": entitled}}
