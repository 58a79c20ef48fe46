"""The office's pages of roles and of invitations."""

from collections.abc import Callable

import pytest

from governance.accounts import queries, service
from governance.infrastructure.actor import WORKER, Role
from governance.infrastructure.database import db
from tests.factories.accounts import make_account, make_role, signed_in
from tests.factories.members import make_member, make_society
from tests.machinery.client import StrictClient
from tests.machinery.clock import NOON

WHY = {"reason": "Appointed by the board"}


@pytest.fixture
def secretary(client: StrictClient) -> StrictClient:
    """The secretary's browser."""
    make_society()
    grace = make_member("Grace Hopper")
    make_role(grace.party_id, Role.SECRETARY)
    return signed_in(client, grace.party_id)


@pytest.fixture
def administrator(new_client: Callable[[], StrictClient]) -> StrictClient:
    """The administrator's browser."""
    make_society()
    joan = make_member("Joan Clarke")
    make_role(joan.party_id, Role.ADMINISTRATOR)
    return signed_in(new_client(), joan.party_id)


def roles_page(party_id: int) -> str:
    return f"/office/people/{party_id}/roles"


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BOARD, Role.AUDITOR, Role.MANAGER, None])
def test_only_the_secretary_and_the_administrator_open_the_pages(
    client: StrictClient, role: Role | None
) -> None:
    make_society()
    ada = make_member()
    make_role(ada.party_id, *([role] if role else []))
    signed_in(client, ada.party_id)

    for page in ("/office/roles", "/office/invitations", roles_page(ada.party_id)):
        assert client.get(page).status_code == 403


def test_the_secretary_gives_a_role_and_the_pages_say_so(secretary: StrictClient) -> None:
    ada = make_member("Ada Lovelace").party_id

    answer = secretary.submit(roles_page(ada), WHY | {"role": "scrutineer"}, form=0, follow=True)

    assert "Ada Lovelace now has the role Scrutineer." in answer.page.text
    listed = secretary.get("/office/roles").page.text
    for words in ("Scrutineer", "Ada Lovelace", "Grace Hopper", "Appointed by the board"):
        assert words in listed


def test_the_secretary_is_not_offered_the_administrators_role(secretary: StrictClient) -> None:
    ada = make_member("Ada Lovelace").party_id

    offered = [
        radio["value"] for radio in secretary.get(roles_page(ada)).page.all("input", type="radio")
    ]

    assert "administrator" not in offered
    assert "secretary" in offered


def test_a_role_that_is_not_offered_cannot_be_sent_either(secretary: StrictClient) -> None:
    ada = make_member("Ada Lovelace").party_id
    token = secretary.get(roles_page(ada)).page.first("input", name="csrf_token")["value"]

    answer = secretary.post(
        roles_page(ada), data=WHY | {"role": "administrator", "csrf_token": token}
    )

    assert answer.status_code == 400
    assert queries.roles_of(ada) == []


def test_the_administrator_gives_every_role(administrator: StrictClient) -> None:
    ada = make_member("Ada Lovelace").party_id

    page = administrator.get(roles_page(ada)).page

    offered = {radio["value"] for radio in page.all("input", type="radio")}
    assert offered == {role.value for role in Role} - {"member"}


def test_one_is_offered_no_role_for_oneself(secretary: StrictClient) -> None:
    herself = queries.parties_with(Role.SECRETARY)[0]

    page = secretary.get(roles_page(herself)).page

    assert "Nobody gives themself a role" in page.text
    assert not page.all("input", type="radio")


def test_the_secretary_cannot_withdraw_the_administrators_role(
    secretary: StrictClient, administrator: StrictClient
) -> None:
    joan = queries.parties_with(Role.ADMINISTRATOR)[0]

    assert "/withdraw" not in secretary.get(roles_page(joan)).text
    assert secretary.get(f"{roles_page(joan)}/administrator/withdraw").status_code == 403


def test_a_role_is_withdrawn_with_its_reason_and_kept_in_the_history(
    secretary: StrictClient,
) -> None:
    ada = make_member("Ada Lovelace").party_id
    service.give_role(ada, Role.AUDITOR, reason="Elected", actor=WORKER, now=NOON)

    secretary.submit(f"{roles_page(ada)}/auditor/withdraw", {"reason": "Moved to finance"})

    assert queries.roles_of(ada) == []
    assert "Moved to finance" in secretary.get("/office/roles").page.text
    assert "Moved to finance" in secretary.get(roles_page(ada)).page.text


def test_the_last_secretary_stays_and_is_told_why(secretary: StrictClient) -> None:
    herself = queries.parties_with(Role.SECRETARY)[0]

    answer = secretary.submit(f"{roles_page(herself)}/secretary/withdraw", {"reason": "Tired"})

    assert answer.status_code == 409
    assert "the society cannot be without one" in answer.page.text
    assert queries.parties_with(Role.SECRETARY) == [herself]


def test_a_role_works_from_the_next_page_on_and_no_longer_than_it_is_held(
    secretary: StrictClient, new_client: Callable[[], StrictClient]
) -> None:
    ada = make_member("Ada Lovelace").party_id
    phone = signed_in(new_client(), ada)
    assert phone.get("/office/roles").status_code == 403
    service.give_role(ada, Role.SECRETARY, reason="Elected", actor=WORKER, now=NOON)
    assert phone.get("/office/roles").status_code == 200

    service.withdraw_role(ada, Role.SECRETARY, reason="Resigned", actor=WORKER, now=NOON)

    assert phone.get("/office/roles").status_code == 403


def test_a_reason_is_asked_for(secretary: StrictClient) -> None:
    ada = make_member("Ada Lovelace").party_id

    answer = secretary.submit(roles_page(ada), {"role": "chair", "reason": " "}, form=0)

    assert answer.status_code == 400
    assert "Enter the reason" in answer.page.text


def test_people_are_found_by_part_of_their_name(secretary: StrictClient) -> None:
    siân = make_member("Siân O'Brien-Jones").party_id
    make_member("Ada Lovelace")

    page = secretary.get("/office/roles?name=sian brien").page

    assert page.first("a", href=roles_page(siân))
    assert "Ada Lovelace" not in page.text
    assert "Nobody in the register is called that" in secretary.get("/office/roles?name=%25").text


def test_a_page_of_the_history_that_is_not_there_is_empty(secretary: StrictClient) -> None:
    for page in ("2", "0", "-1", "x", "9" * 30):
        assert secretary.get(f"/office/roles?page={page}").status_code == 200


def test_roles_of_nobody_are_not_found(secretary: StrictClient) -> None:
    ada = make_member("Ada Lovelace").party_id

    assert secretary.get(roles_page(404)).status_code == 404
    assert secretary.get(f"{roles_page(ada)}/emperor/withdraw").status_code == 404


def test_a_person_is_invited_and_the_invitation_taken_back(secretary: StrictClient) -> None:
    ada = make_member("Ada Lovelace").party_id
    page = roles_page(ada)

    invited = secretary.submit(page, form=f"/office/people/{ada}/invitation", follow=True)
    assert "The link works until Monday 30 November at midday" in invited.page.text
    back = secretary.submit(page, form=f"/office/people/{ada}/invitation/take-back", follow=True)

    assert "its link no longer works" in back.page.text
    assert queries.account_of(ada) is None


def test_all_members_are_invited_with_a_count_and_a_way_back(secretary: StrictClient) -> None:
    make_account(make_member("In Already").party_id)
    for name in ("One More", "Two More"):
        make_member(name)
    shown = secretary.get("/office/invitations").page
    assert shown.first("button", text="Invite 2 members")

    waiting = secretary.submit("/office/invitations", form="/office/invitations", follow=True)
    assert "0 of 2 made" in waiting.page.text
    _work()
    done = secretary.submit(
        "/office/invitations", form="/office/invitations/take-back", button="Take back", follow=True
    )

    assert "2 invitations were taken back." in done.page.text
    assert done.page.first("button", text="Invite 2 members")


def test_a_round_that_never_was_is_not_taken_back(secretary: StrictClient) -> None:
    token = secretary.get("/office/invitations").page.first("input", name="csrf_token")["value"]

    for at in ("", "yesterday", "2026-11-16T12:00:00"):
        answer = secretary.post(
            "/office/invitations/take-back", data={"at": at, "csrf_token": token}
        )
        assert answer.status_code == 400


def _work() -> None:
    job = queries.newest_job(service.INVITE_MEMBERS)
    assert job is not None
    for _ in service.invite_waiting(job, NOON):
        db.session.commit()
    job.state = "done"
