"""The register on paper: its renderings, and one tag tree however many parts it has."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pikepdf import Array, Dictionary, NameTree, NumberTree

from governance.infrastructure.pdf import Letterhead
from governance.members.documents import (
    ROWS_A_PART,
    Cover,
    OfficerRow,
    PrintedRegister,
    Rendering,
    Row,
    Volume,
    in_one_file,
    register_volumes,
)
from tests.machinery.printed import elements, is_said, opened, pages_of, tags

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HASH = "70571cba" * 8
OFFICERS = [OfficerRow("Secretary", "Grace Hopper", date(2024, 4, 1))]


def printed(*parts: list[Row], rendering: Rendering = Rendering.OPEN) -> bytes:
    """Print a register of these parts."""
    count = sum(map(len, parts))
    cover = Cover(
        Letterhead("Harbour Community Care"), date(2026, 3, 31), 1490, HASH, rendering, count, NOON,
        officers=OFFICERS if rendering is Rendering.FULL else [],
    )  # fmt: skip
    register = PrintedRegister(cover)
    for part in parts:
        register.add(part)
    return register.content()


def people(count: int, *, after: int = 0) -> list[Row]:
    """Return so many entries."""
    return [
        Row(
            n, f"Person{n} Jones", "Day centres", date(2019, 5, 4),
            address="1 High Street", email=f"p{n}@example.org", holdings="25 Ordinary",
        )
        for n in range(after + 1, after + count + 1)
    ]  # fmt: skip


def test_the_members_own_list_has_no_addresses_and_no_holdings() -> None:
    made = printed(people(3))

    assert is_said("Person3 Jones", made)
    assert not any(is_said(word, made) for word in ("High Street", "@example", "25 Ordinary"))


def test_what_is_open_for_inspection_has_addresses_and_no_holdings() -> None:
    """CCBS Act 2014 s.103: all of s.30 but (2)(c) and (d)."""
    made = printed(people(3), rendering=Rendering.INSPECTION)

    assert is_said("1 High Street", made)
    assert not is_said("25 Ordinary", made)


def test_the_full_rendering_has_addresses_holdings_and_officers() -> None:
    made = printed(people(3), rendering=Rendering.FULL)

    words = ("Person3 Jones", "1 High Street", "p3@example.org", "25 Ordinary", "Grace Hopper")
    assert all(is_said(word, made) for word in words)


def test_the_cover_says_of_which_day_and_as_known_at_which_link() -> None:
    cover = pages_of(printed(people(3)))[0]

    assert all(word in cover for word in ("31Mar2026", "1490", "70571cba", "Entries3"))


def test_pages_are_numbered_through_all_parts() -> None:
    pages = pages_of(printed(people(80), people(80, after=80)))

    assert len(pages) > 4
    assert all(page.endswith(f"Page{n}") for n, page in enumerate(pages, 1))


def test_parts_are_bound_with_one_tag_tree() -> None:
    made = printed(people(60), people(40, after=60))

    pdf = opened(made)
    assert pdf.Root.MarkInfo.Marked is True
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo.Title) == "Register of members"
    assert tags(pdf)["Document"] == 1
    assert tags(pdf)["TD"] == 100 * 4 + 4 * 2
    assert_the_tree_is_whole(pdf)


def test_twelve_thousand_are_made_in_volumes_with_their_structure() -> None:
    cover = Cover(
        Letterhead("Harbour"), date(2026, 3, 31), 1490, HASH, Rendering.OPEN, 12_000, NOON
    )

    volumes = list(register_volumes(cover, iter(people(12_000))))

    assert [(each.first, each.last) for each in volumes] == [
        (1, 5_000), (5_001, 10_000), (10_001, 12_000),
    ]  # fmt: skip
    for volume in volumes:
        pdf = opened(volume.content)
        cells = sum(str(each.get("/S")) == "/TD" for each in dictionaries_of(pdf))
        assert cells == 4 * (volume.last - volume.first + 1) + 4 * 2
        assert list(NumberTree(pdf.Root.StructTreeRoot.ParentTree)) == list(range(len(pdf.pages)))


def test_one_volume_is_a_pdf_and_more_are_a_zip() -> None:
    one, two = Volume(1, 1, 2, b"%PDF one"), Volume(2, 3, 4, b"%PDF two")

    assert in_one_file([one]) == ("application/pdf", b"%PDF one")
    kind, content = in_one_file([one, two])
    assert kind == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == [one.file_name, two.file_name]


def test_an_empty_register_is_its_cover() -> None:
    cover = Cover(Letterhead("Harbour"), date(2026, 3, 31), 1490, HASH, Rendering.OPEN, 0, NOON)

    (volume,) = register_volumes(cover, iter([]))

    assert len(pages_of(volume.content)) == 1


def test_the_same_register_gives_the_same_bytes() -> None:
    assert printed(people(60), people(4)) == printed(people(60), people(4))


def test_an_erased_name_and_a_hostile_one_are_printed() -> None:
    rows = [Row(1, None, "", None), Row(2, "#panic() ] $ 😀", "", None)]

    made = printed(people(2), rows)

    assert is_said("(name erased)", made)
    assert is_said("#panic() ] $", made)


def test_a_part_is_not_too_long() -> None:
    with pytest.raises(AssertionError):
        printed(people(ROWS_A_PART + 1))


def assert_the_tree_is_whole(pdf: Any) -> None:
    """Every mark on every page leads to an element of the tree, and every cell to its head."""
    tree = pdf.Root.StructTreeRoot
    parents = NumberTree(tree.ParentTree)
    of_page = {page.obj.StructParents: page.obj.objgen for page in pdf.pages}
    assert len(of_page) == len(pdf.pages)
    found = list(elements(pdf))
    in_tree = {element.objgen for element in found}
    for key, page in of_page.items():
        marked = [each for each in parents[key] if each is not None]
        assert marked
        assert all(each.objgen in in_tree for each in marked)
        assert any(each.get("/Pg", None) is None or each.Pg.objgen == page for each in marked)
    assert all(element.P.objgen in in_tree | {tree.objgen} for element in found)
    pages = {page.obj.objgen for page in pdf.pages}
    assert all(element.Pg.objgen in pages for element in found if "/Pg" in element)
    heads = [str(element.ID) for element in found if "/ID" in element]
    assert len(heads) == len(set(heads))
    assert {str(name) for name in NameTree(tree.IDTree)} == set(heads)
    assert set(named_heads(found)) <= set(heads)


def named_heads(found: list[Any]) -> set[str]:
    """Return the ids of heads that cells say they are under."""
    return {
        str(head)
        for element in found
        for attributes in element.get("/A", Array())
        for head in attributes.get("/Headers", [])
    }


def dictionaries_of(pdf: Any) -> list[Any]:
    """Return every object of the file that has named parts."""
    return [each for each in pdf.objects if isinstance(each, Dictionary)]
