"""The pages of policies and of what was authorised."""

import pytest

from governance.effects.effect import Decided
from governance.effects.queries import mandates
from governance.effects.registry import effect_named
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.database import db
from governance.motions import service as motions
from tests.factories.accounts import make_role, signed_in
from tests.factories.ledger import make_book, post_income
from tests.factories.members import make_member, make_society
from tests.factories.motions import make_actor
from tests.factories.resolutions import make_resolution
from tests.factories.rules import set_rules
from tests.machinery.clock import NOON

TODAY = NOON.date()


def enact(name: str, payload: dict, *, resolution_id: int | None = None) -> None:
    effect = effect_named(name)
    decided = Decided(
        "resolution",
        "Resolution 2026/3",
        "A decision",
        "We decide.",
        at=NOON,
        resolution_id=resolution_id,
    )
    effect.enact(effect.checked(payload, today=TODAY), decided, actor=WORKER, now=NOON)
    db.session.commit()


def links_on(browser, address: str) -> set[str]:
    return {link["href"] for link in browser.get(address).page.all("a")}


@pytest.fixture
def ada(client):
    make_society()
    return signed_in(client, make_member("Ada Brook").party_id)


def test_before_anything_was_decided_the_pages_say_so(ada):
    assert "No policy has been adopted yet" in ada.get("/policies").page.text
    assert "Nothing has been authorised yet" in ada.get("/mandates").page.text
    assert ada.get("/policies/1").status_code == 404
    assert ada.get("/mandates/1").status_code == 404


def test_a_policy_is_read_with_its_versions(ada):
    enact("adopt_policy", {"title": "Lone working", "text": "Nobody works **alone**."})
    enact("adopt_policy", {"policy": 1, "text": "Two together.", "from": "2027-01-01"})

    assert "Lone working 16 November 2026 Resolution 2026/3" in ada.get("/policies").page.text
    today, later = ada.get("/policies/1").page.text, ada.get("/policies/1?version=2").page.text

    assert "Nobody works alone." in today
    assert "Two together." in later
    assert "This is not the version that holds today: that is version 1." in later


def test_what_a_resolution_made_and_the_resolution_lead_to_each_other(ada):
    made = make_resolution(title="Adopt a policy on lone working")
    enact("adopt_policy", {"title": "Lone working", "text": "Never alone."}, resolution_id=made.id)
    bought = make_resolution(title="Buy a minibus")
    enact("authorise_spend", {"pence": 100_00, "purpose": "A minibus"}, resolution_id=bought.id)

    for resolution, at, listed in (
        (made, "/policies/1", "/policies"),
        (bought, "/mandates/1", "/mandates"),
    ):
        address = f"/resolutions/{resolution.id}"
        assert address in links_on(ada, at)
        assert address in links_on(ada, listed)
        assert any(link.startswith(at) for link in links_on(ada, address))
    assert {"/policies", "/mandates"} <= links_on(ada, "/decisions")


def test_members_read_the_whole_policy_before_they_vote_on_it(ada):
    set_rules(motions__seconders=0)
    motion = motions.propose(
        "Adopt a policy on lone working",
        "We adopt it.",
        "It is safer.",
        "",
        effect="adopt_policy",
        payload={"title": "Lone working", "text": "Nobody works **alone** at night."},
        actor=make_actor("Maud Mover"),
        now=NOON,
    )

    page = ada.get(f"/motions/{motion.id}").page

    assert "Policy: Lone working" in page.text
    assert "Read the whole text Nobody works alone at night." in page.text


def test_finance_notes_a_posting_and_members_see_what_is_left(ada, new_client):
    book = make_book()
    enact("authorise_spend", {"pence": 40_000_00, "purpose": "A minibus"})
    address = f"/mandates/{mandates.mandates()[0].mandate.id}"
    seq = post_income(book, 30_000_00, on=TODAY).seq
    imran = make_member("Imran Hussain")
    make_role(imran.party_id, Role.FINANCE)
    db.session.commit()
    office = signed_in(new_client(), imran.party_id)

    refused = office.submit(f"{address}/use", {"transaction_seq": str(seq), "pence": "50,000"})
    noted = office.submit(
        f"{address}/use", {"transaction_seq": str(seq), "pence": "30,000"}, follow=True
    )

    assert "The posting has £30,000.00 that are not noted yet." in refused.page.text
    assert "The posting is noted." in noted.page.text
    shown = ada.get(address).page.text
    assert "Left £10,000.00" in shown
    assert "Note a posting" not in shown
