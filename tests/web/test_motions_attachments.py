"""Attaching, taking away and removing files through the pages."""

from io import BytesIO

import pytest

from governance.infrastructure.actor import Role
from governance.motions import queries, service
from tests.factories.accounts import make_role, signed_in
from tests.factories.files import make_docx, make_jpeg, make_pdf
from tests.factories.members import make_member, make_person, make_society
from tests.factories.motions import make_motion
from tests.machinery.clock import NOON
from tests.web.test_motions import acting
from tests.web.test_motions_proposing import written


@pytest.fixture
def ada():
    make_society(seconders_needed=2)
    return make_member("Ada Brook")


@pytest.fixture
def browser(client, ada):
    """Ada's browser."""
    return signed_in(client, ada.party_id)


def sent(browser, address, content=None, name="plan.pdf", description="The plan of the house"):
    """Send a file with the form at that address."""
    fields = browser.get(address).page.form().fields()
    file = (BytesIO(make_pdf() if content is None else content), name)
    return browser.post(address, data={**fields, "file": file, "description": description})


def attached(motion, ada, content=None, name="plan.pdf"):
    return service.attach(
        motion, content or make_pdf(), name, "The plan", actor=acting(ada), now=NOON
    )


def test_a_file_attached_to_a_draft_is_with_the_motion(browser, new_client):
    draft = written(browser)
    checked = browser.get(f"{draft}/check").page
    link = checked.first("a", text="Attach a file")["href"]

    answer = sent(browser, link)
    shown = browser.submit(f"{draft}/check", follow=True).page
    ben = signed_in(new_client(), make_member("Ben Cole").party_id)
    file = ben.get(shown.first("a", text="plan.pdf")["href"])

    assert answer.location == f"{draft}/check"
    assert "plan.pdf (PDF, 1 kB)" in shown.text
    assert "The plan of the house" in shown.text
    assert file.get_data() == make_pdf()


def test_a_file_is_sent_so_that_nothing_in_it_runs(browser, ada):
    motion = make_motion(mover=acting(ada))
    added = attached(motion, ada, make_docx(), 'Räume "1".docx')

    headers = browser.get(f"/motions/attachments/{added.id}").headers

    assert headers["Content-Type"].endswith("wordprocessingml.document")
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"Raume 1.docx\"; filename*=UTF-8''R%C3%A4ume%201.docx"
    )
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "description", "sentence"),
    [
        (b"<html>", "A page", "Only PDF, PNG"),
        (b"", "Nothing", "This file is empty"),
        (make_pdf(), "", "Enter what is in the file"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_beside_it(browser, content, description, sentence):
    draft = written(browser)

    page = sent(browser, f"{draft}/attachments", content, description=description).page

    assert sentence in page.text
    assert page.title.startswith("Error: ")
    assert page.form().fields()["description"] == [description]


def test_no_file_at_all_is_asked_for(browser):
    draft = written(browser)

    page = browser.submit(f"{draft}/attachments", {"description": "The plan", "file": None}).page

    assert "Choose a file" in page.text


def test_a_drafts_file_is_its_writers_alone(browser, ada, new_client):
    draft = written(browser)
    sent(browser, f"{draft}/attachments")
    (listed,) = queries.attachments_of(queries.draft(int(draft.rsplit("/", 1)[1]), ada.party_id))
    ben = signed_in(new_client(), make_member("Ben Cole").party_id)
    address = f"/motions/attachments/{listed.attachment.id}"

    assert browser.get(address).status_code == 200
    assert ben.get(address).status_code == 404
    assert ben.get(f"{address}/remove").status_code == 404


def test_whoever_is_neither_member_nor_officer_reads_no_files(browser, ada, new_client):
    added = attached(make_motion(mover=acting(ada)), ada)
    stranger = signed_in(new_client(), make_person("Sam Staff").party_id)

    assert stranger.get(f"/motions/attachments/{added.id}").status_code == 403


def test_an_author_removes_a_file_after_being_asked(browser, ada):
    motion = make_motion(mover=acting(ada))
    added = attached(motion, ada)
    link = browser.get(f"/motions/{motion.id}").page.first("a", text="Remove plan.pdf")

    shown = browser.submit(link["href"], follow=True).page

    assert "“plan.pdf” was removed by its author." in shown.text
    assert browser.get(f"/motions/attachments/{added.id}").status_code == 404


def test_an_officer_removes_a_file_and_everyone_reads_why(browser, ada, new_client):
    motion = make_motion(mover=acting(ada))
    added = attached(motion, ada)
    sue = make_member("Sue Office")
    make_role(sue.party_id, Role.SECRETARY)
    office = signed_in(new_client(), sue.party_id)
    address = f"/motions/attachments/{added.id}/remove"

    blank = office.submit(address, {"reason": " "}).page
    office.submit(address, {"reason": "It names a patient."})

    assert "Enter a reason" in blank.text
    shown = browser.get(f"/motions/{motion.id}").page.text
    assert "A file was removed by Sue Office: It names a patient." in shown
    assert "plan.pdf" not in shown


def test_other_members_are_offered_nothing_but_the_file(browser, ada, new_client):
    motion = make_motion(mover=acting(ada))
    added = attached(motion, ada)
    ben = signed_in(new_client(), make_member("Ben Cole").party_id)

    page = ben.get(f"/motions/{motion.id}").page

    assert page.all("a", text="plan.pdf")
    assert not page.all("a", text="Attach a file")
    assert not page.all("a", text="Remove plan.pdf")
    assert ben.get(f"/motions/{motion.id}/attachments").status_code == 403
    assert ben.get(f"/motions/attachments/{added.id}/remove").status_code == 403


def test_once_it_is_put_to_a_ballot_the_page_offers_no_change(browser, ada):
    motion = make_motion(mover=acting(ada), state="balloted")

    assert "Attach a file" not in browser.get(f"/motions/{motion.id}").page.text
    assert browser.get(f"/motions/{motion.id}/attachments").status_code == 409


def test_a_photo_attached_is_one_that_opens(browser, ada):
    motion = make_motion(mover=acting(ada))

    sent(browser, f"/motions/{motion.id}/attachments", make_jpeg(), "IMG_0001.HEIC")

    page = browser.get(f"/motions/{motion.id}").page
    file = browser.get(page.first("a", text="JPEG picture")["href"])
    assert file.headers["Content-Type"] == "image/jpeg"
    assert "IMG_0001.HEIC.jpg" in page.text


def test_there_is_no_file_that_is_not_there(browser):
    assert browser.get("/motions/attachments/99").status_code == 404
    assert browser.get("/motions/attachments/99/remove").status_code == 404
