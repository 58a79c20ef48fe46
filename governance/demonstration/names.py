"""Names as one hears them along the Tame: who works in care in the Black Country."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

WOMEN_PER_HUNDRED = 81  # much as in adult social care everywhere


@dataclass(frozen=True)
class Community:
    """Where a family's names come from, and how many of every hundred staff have such names."""

    per_hundred: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COMMUNITIES = (
    Community(  # the Black Country's own
        38,
        _words(
            "Julie Sharon Tracey Karen Debbie Michelle Donna Nicola Joanne Lisa Emma Claire Rachel"
            " Kerry Stacey Gemma Kelly Leanne Hayley Natalie Chloe Jade Megan Bethany Courtney"
            " Ellie Amy Lauren Carol Linda Susan Maureen Pauline Beverley Dawn Elaine Gaynor Mandy"
            " Tina Wendy Zoe Samantha Paula Jackie Sheila Lorraine Yvonne Abigail Paige Shannon"
        ),
        _words(
            "Darren Lee Craig Wayne Gary Stephen Mark Paul Andrew Carl Dean Scott Ryan Jordan Liam"
            " Ashley Kieran Callum Nathan Adrian Neil Kevin Barry Trevor Keith Clive Robert Simon"
        ),
        _words(
            "Round Fellows Hadley Whitehouse Tonks Bytheway Cartwright Hingley Parkes Darby Nock"
            " Perry Wootton Bate Homer Dunn Westwood Danks Priest Tromans Shakespeare Hickman Rudge"
            " Jukes Onions Raybould Detheridge Guest Caddick Foxall Millward Billingham Rollason"
            " Siviter Yardley Smallman Aston Bissell Crumpton Dando Edwards Turley Woodhall Haywood"
            " Slater Walters Hackett Partridge Sheldon Whittaker Marsh Cooper Baker Fletcher Green"
        ),
    ),
    Community(  # Punjabi, Sikh
        13,
        _words(
            "Gurpreet Manjit Harjinder Kulwinder Baljit Sukhwinder Jaswinder Amandeep Harpreet"
            " Simranjit Rajinder Parminder Navdeep Kiranjit Jasmeet Satwinder Balvinder Mandeep"
            " Ravinder Surinder Amarjit Davinder Sandeep Manpreet"
        ),
        _words(
            "Gurdeep Harvinder Jagdeep Sukhdev Balbir Ranjit Amrik Kuldeep Jaspal Inderjit Tejinder"
            " Mohinder"
        ),
        _words(
            "Kaur_Sandhu Kaur_Gill Kaur_Dhillon Kaur_Sahota Kaur_Johal Kaur_Bains Kaur_Uppal"
            " Kaur_Rai Kaur_Atwal Kaur_Mann Kaur_Sidhu Kaur_Chahal Kaur_Purewal Kaur_Dosanjh"
            " Kaur_Randhawa Kaur_Hayer"
        ),
    ),
    Community(  # Pakistani
        9,
        _words(
            "Shazia Nasreen Rukhsana Farzana Saima Ayesha Sobia Samina Nazia Zainab Tahira Kiran"
            " Maryam Bushra Noreen Iqra Aneesa Shabana Robina Sadia"
        ),
        _words("Imran Tariq Asif Waqas Shahid Nadeem Zahid Kashif Adeel Usman Bilal Faisal"),
        _words(
            "Hussain Akhtar Mahmood Khan Iqbal Bibi Aslam Rafiq Malik Shafiq Nawaz Yaqoob Sadiq"
            " Zaman Javed Mirza Qureshi Butt"
        ),
    ),
    Community(  # Bengali
        6,
        _words(
            "Nasima Rahima Shirin Rumana Fahmida Salma Tahmina Jahanara Monowara Sultana Parveen"
            " Rokeya Hasina Sabina Farhana"
        ),
        _words("Abdul Shofiq Rezaul Mizanur Jahangir Kamal Habibur Anwar Delwar Masud"),
        _words(
            "Begum Khatun Miah Rahman Uddin Choudhury Islam Ali Hoque Ullah Akter Sarkar Talukdar"
        ),
    ),
    Community(  # Gujarati and other Indian
        5,
        _words("Hansa Jayshree Bhavna Nita Meena Kalpana Daksha Priti Hemlata Ila Sejal Rupal"),
        _words("Dinesh Kishor Mukesh Bharat Jitesh Nilesh Hitesh Pravin"),
        _words("Patel Mistry Chauhan Parmar Solanki Desai Lad Joshi Rana Vaghela Sharma Tailor"),
    ),
    Community(  # Jamaican and other Caribbean
        9,
        _words(
            "Marcia Beverly Sonia Claudette Hyacinth Cherrelle Yvette Jacqueline Winsome Paulette"
            " Sandra Donnette Latoya Shanice Gloria Carmen Monique Sharlene Verna Novlette"
        ),
        _words("Winston Delroy Errol Leroy Everton Neville Tyrone Marlon Desmond Carlton"),
        _words(
            "Beckford Campbell Grant Reid Bailey Francis Gordon Hylton McKenzie Powell Samuels"
            " Thompson Williams Wright Blake Clarke Dacres Ebanks Gayle Henry Lawrence Morrison"
        ),
    ),
    Community(  # Zimbabwean, Nigerian, Ghanaian and their neighbours
        7,
        _words(
            "Tendai Rudo Chipo Nyasha Blessing Ngozi Folake Chiamaka Adaeze Abena Akosua Efua"
            " Precious Patience Memory Rutendo Funmilayo Ifeoma Thandiwe Grace"
        ),
        _words("Tafadzwa Farai Emeka Kwame Kofi Tunde Chidi Simba Kudakwashe Ebenezer"),
        _words(
            "Moyo Ncube Sibanda Dube Chikwanha Okafor Adeyemi Okonkwo Balogun Eze Mensah Owusu"
            " Boateng Asante Mutasa Zhou Gumbo Nwosu"
        ),
    ),
    Community(  # Polish
        5,
        _words(
            "Agnieszka Małgorzata Katarzyna Joanna Beata Ewa Monika Danuta Żaneta Magdalena Dorota"
            " Halina Iwona"
        ),
        _words("Paweł Tomasz Krzysztof Łukasz Marek Grzegorz Mateusz"),
        _words(
            "Nowak Wiśniak Kowalczyk Zając Wójcik Mazur Krawczyk Dąbek Pawlak Sikora Górecka_Król"
            " Bąk Wróbel Pietrzak"
        ),
    ),
    Community(  # Irish
        4,
        _words("Bridget Siobhán Maeve Noreen Bernadette Róisín Aoife Kathleen Philomena Geraldine"),
        _words("Declan Eamonn Seán Brendan Ciarán Pádraig"),
        _words(
            "O'Sullivan Murphy Brennan O'Connor Gallagher Doyle Byrne Kavanagh Ní_Bhriain Nolan"
            " McGrath Flaherty Keane Tierney"
        ),
    ),
    Community(  # Welsh
        3,
        _words("Carys Bronwen Siân Nerys Eleri Rhian Angharad Menna Lowri"),
        _words("Gareth Dylan Rhodri Huw Geraint Emyr"),
        _words("Pritchard Llewellyn Vaughan Bevan Probert Gwilym Parry Rees Meredith Davies"),
    ),
    Community(  # Romanian
        1,
        _words("Andreea Mihaela Elena Ioana Cristina"),
        _words("Bogdan Ionuț Florin"),
        _words("Popescu Ionescu Dumitru Stan Munteanu"),
    ),
)


def names(count: int, *, taken: Sequence[str] = (), random: Random) -> list[tuple[str, str]]:
    """Return so many different (first names, family name), in no order, mixed as the region is."""
    known = set(taken)
    found: list[tuple[str, str]] = []
    while len(found) < count:
        first, family = _name(random)
        if f"{first} {family}" not in known:
            known.add(f"{first} {family}")
            found.append((first, family))
    return found


def _name(random: Random) -> tuple[str, str]:
    community = random.choices(COMMUNITIES, [each.per_hundred for each in COMMUNITIES])[0]
    is_woman = random.randrange(100) < WOMEN_PER_HUNDRED
    first = random.choice(community.women if is_woman else community.men)
    family = random.choice(community.families).replace("_", " ")
    if not is_woman:  # a Sikh man is a Singh; Bibi, Begum, Khatun and Akter are women's names
        family = family.replace("Kaur ", "Singh ").replace("Ní Bhriain", "Ó Briain")
        family = {"Bibi": "Hussain", "Begum": "Miah", "Khatun": "Rahman", "Akter": "Hoque"}.get(
            family, family
        )
        family = family.replace("Górecka Król", "Górecki")
    return first, family
