"""Names for invented people. Every pairing is made by chance; whoever bears one of them is not meant.

A family takes its names from one strand, as families do, and some take two family names. Weights are shares
of families in the invented council, not of any real one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strand:
    """Names that go together, and how common they are beside the others."""

    weight: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STRANDS: tuple[Strand, ...] = (
    Strand(
        46,
        _words(
            "Ellie-Mae Amelia Skye Leona Daisy Jodie Chloe Bethan Rosie Kayleigh Mina Poppy Freya Hollie Lacey "
            "Imogen Tilly Abigail Maisie Scarlett Georgia Ruby-Jo Evie Paige Lottie Harriet Molly Connie Summer "
            "Darcey Erin Heidi Martha Nell Esme Bonnie Keira Isla Jessica Lucie"
        ),
        _words(
            "Reuben Alfie Jaydon Kai Tyler Corin Harvey Ash Callum Dylan Frankie Jude Connor Riley Toby Lewis "
            "Archie Brandon Ellis Finley Jenson Logan Mason Noah Ollie Rhys Stanley Theo Zac Billy-Jay Danny Elijah "
            "George Harrison Jake Kieran Leo Max Nathan Robbie"
        ),
        _words(
            "Thackwray Sorrell Hackleby Penhallick Wrenfield Castleray Dunstable-Moor Ormsgill Hartnoll Ashgrove "
            "Lunnon Brackley Tolliver Merrow Pickersall Haverthwaite Quillan Staveley Rudgewick Farrowby Denholme "
            "Coldwell Marchbank Inskip Threlkeld Oakshott Wetherill Gosforth-Lee Bramhope Lyddon Corbishley "
            "Eastlake Nettlefold Osgathorpe Pennock Rainsford Selwood Tarleton Underhay Winstanlow"
        ),
    ),
    Strand(
        8,
        _words("Aoife Niamh Siobhán Clodagh Róisín Orla Caoimhe Gráinne Sinéad Maeve-Ann"),
        _words("Cian Oisín Fionn Declan Eoin Darragh Ronan Tadhg Cormac Seán"),
        _words("O'Shaughran O'Dempry McAndlish Kilbrennan Fallonby O'Rahill MacTiernan D'Arcy-Quill"),
    ),
    Strand(
        10,
        _words("Ife Amara Chidinma Folasade Ngozi Temi Zainab Adaeze Yewande Simisola Ebele Kemi"),
        _words("Tayo Kola Chike Emeka Tobi Obinna Femi Ayo Dele Kelechi Sola Uche"),
        _words(
            "Aderinwale Okonjide Adebisun Nwachikwe Oyelaranti Balogunde Ezeanyika Fasholami Okwuosanya Adeyinkole"
        ),
    ),
    Strand(
        5,
        _words("Abena Efua Akosua Esi Adwoa Afia Yaa Serwaa"),
        _words("Kwame Kofi Yaw Kojo Ekow Kwabena Nii Fiifi"),
        _words("Boatengwa Asamoanin Ofori-Danse Mensakoa Owusu-Brenya Ansahene Tetteroh"),
    ),
    Strand(
        10,
        _words("Hana Aaliyah Inaya Maryam Zara Safa Anisa Hafsa Laiba Sumaiya Noor Ayesha"),
        _words("Idris Zain Yusuf Haris Bilal Ibrahim Ayaan Rayan Hamza Ismail Kamran Adeel"),
        _words(
            "Rahmanzai Qureshan Malikyar Sheraz-Khan Choudhri Hussainov Mirzada Siddiqar Begumjan Ansarwala"
        ),
    ),
    Strand(
        5,
        _words("Priya Anika Diya Kavya Simran Jasleen Meera Riya Harpreet"),
        _words("Arjun Rohan Kiran Dev-Raj Gurtej Aman Nikhil Jovan Veer"),
        _words("Patelwar Sandhari Gillathwal Sharmanik Nair-Coombe Dhaliwan Mistrikar"),
    ),
    Strand(
        6,
        _words("Zofia Oliwia Łucja Daria Maja Kalina Sofija Jadwiga"),
        _words("Jakub Szymon Kacper Łukasz Mikołaj Dawid Oskar Tomasz"),
        _words("Kowalczewska Nowickarz Zielaskowski Wróblewiak Jasińczyk Pawlakowicz Mazurewska"),
    ),
    Strand(
        5,
        _words("Sefa Ioana Elena Bianca Mădălina Ana-Maria Ștefania Larisa"),
        _words("Andrei Matei Ionuț Luca Ștefan Răzvan Cosmin Vlad"),
        _words("Popescaru Ionescaru Dumitrel Munteanescu Stoicar Lupuleț"),
    ),
    Strand(
        5,
        _words("Shanice Keziah Tiana Renée Jada Micah-Rose Aniya Zahra-Lee"),
        _words("Tyrese Jermaine Malachi Kymani Andre Isaiah Jaheim Dante"),
        _words("Campbellow Grantley-Rose Beckfordson Delapenha Morganite St-Clairmont Wrayburn"),
    ),
    Strand(
        4,
        _words("Hodan Ayaan-Ifrah Sagal Ladan Hibaaq Ruweyda"),
        _words("Abdirahim Liban Guled Mahad Zakariye Warsame"),
        _words("Warsamale Farahow Jamacade Nuurkeen Abdullowe"),
    ),
    Strand(
        4,
        _words("Rojin Shilan Nergiz Elif Dilara Selin"),
        _words("Rebin Azad Baran Emre Kaan Diyar"),
        _words("Karimzand Yıldıray Demirsoy Hassanpur Çelikbaş Barzanji-Holt"),
    ),
    Strand(
        3,
        _words("Linh Thảo Mai Ngọc Hà-My"),
        _words("Minh Tuấn Bảo Khôi Đạt"),
        _words("Nguyenholt Trầnwick Phạmley Lêdon"),
    ),
    Strand(
        3,
        _words("Lucía Inés Beatriz Conceição Noémie"),
        _words("Tomás Joaquín João Mateus Thiago"),
        _words("Fernandeira Oliveiraz Santamaro Núñez-Vale Gonçalveira"),
    ),
    Strand(
        3,
        _words("Wen Meilin Xiaoyu Kaya-Lin"),
        _words("Jun Haoran Zihan Wei-Jie"),
        _words("Castleray-Wen Leungford Zhaomere Chanterley"),
    ),
)


def strand_of(given: str) -> Strand:
    """The first strand that has this given name. Raises StopIteration for a name that is in none."""
    return next(each for each in STRANDS if given in (*each.girls, *each.boys))


# Ways a child is known among people who love them, where it is not the given name.
KNOWN_AS: dict[str, tuple[str, str]] = {
    "Abdirahim": ("Abdi", "AB-dee"),
    "Aoife": ("", "EE-fa"),
    "Caoimhe": ("", "KEE-va"),
    "Chidinma": ("Didi", "DEE-dee"),
    "Cian": ("", "KEE-an"),
    "Clodagh": ("", "CLO-da"),
    "Conceição": ("São", "SOWN"),
    "Elijah": ("Eli", ""),
    "Folasade": ("Sade", "sha-DAY"),
    "Gurtej": ("Tej", "TAYJ"),
    "Harrison": ("Harry", ""),
    "Isaiah": ("Zay", ""),
    "Kayleigh": ("Kay", ""),
    "Łucja": ("", "WOOTS-ya"),
    "Łukasz": ("", "WOO-kash"),
    "Mikołaj": ("Miki", "MEE-kee"),
    "Niamh": ("", "NEEV"),
    "Oisín": ("", "uh-SHEEN"),
    "Róisín": ("Ro", ""),
    "Simisola": ("Simi", ""),
    "Siobhán": ("", "shiv-AWN"),
    "Tadhg": ("", "TIGE, as in tiger"),
    "Thảo": ("", "TOW, as in towel"),
    "Yewande": ("", "yeh-WAHN-day"),
}

CARERS_FIRST: tuple[tuple[str, str], ...] = (
    ("Jan", "Peter"), ("Denise", "Carl"), ("Moira", "Alec"), ("Yvonne", "Desmond"), ("Lorraine", "Keith"),
    ("Farida", "Imran"), ("Gwen", "Huw"), ("Patience", "Samuel"), ("Carys", "Anil"), ("Bridget", "Tom"),
    ("Shirin", "Navid"), ("Marcia", "Errol"), ("Helen", "Kath"), ("Owen", "Marcus"), ("Teresa", "Paulo"),
    ("Nasreen", "Tariq"), ("Judith", "Ray"), ("Agnieszka", "Piotr"), ("Comfort", "Isaac"), ("Wendy", "Clive"),
)  # fmt: skip
CARERS_LAST: tuple[str, ...] = (
    "Canningdale", "Abiola-Grant", "Brockhurst", "Mistle", "Fenwickham", "Oyelade-Shaw", "Partlow", "Rookhope",
    "Gethinow", "Sandiford-Bell", "Thrupp", "Ullathorne", "Vasey", "Whinfell", "Yarrowby", "Ainderby", "Chisholme",
    "Dacrewood", "Elvetham", "Fosdyke-Lamb", "Garsdale", "Hesketh-Roe", "Islip", "Jessamy", "Kirkandrew",
)  # fmt: skip
HOMES: tuple[str, ...] = (
    "Hollin Lea", "Saltmarsh House", "The Old Chandlery", "Birkrigg", "Lantern Court", "Fernside", "Number Forty",
)  # fmt: skip
STREETS: tuple[str, ...] = (
    "Tannery Rise", "Wherry Lane", "Coldharbour Close", "Millrace Road", "Gasworks Cottages", "Sexton’s Walk",
    "Plover Way", "Ropery Street", "Lower Staithe", "Orchard Bank", "Larkspur Drive", "Priory Gate", "Ferry Terrace",
    "Kiln Field", "Bramble Court", "Station Parade", "Hythe Avenue", "Damson Grove", "Quarry Top", "Windlass Road",
)  # fmt: skip
# Other places with homes: in the area of a council next to Marlowick's, and further away.
NEXT_TOWNS: tuple[str, ...] = ("Harrowfen", "Nether Quill", "Skelderby")
FAR_TOWNS: tuple[str, ...] = ("Wyndlemouth", "Orrinsford")
# No postcode area begins with QX, so no house has one of these.
POSTCODE_AREA = "QX"
# Two halves of the name of a team or practice, where there are many.
BODY_FRONTS = _words(
    "Alder Beacon Birch Bridge Brook Castle Cedar Chalk Cliff Copper Crane Dale Elm Fern Field Forge Glen Harbour "
    "Hazel Heron Holly Juniper Kestrel Lark Linden Maple Marsh Mill Oak Orchard"
)
BODY_BACKS = _words(
    "bank bourne brook croft dale field ford gate grove hall hay hill holme hurst lea mead moor mount ridge shore side "
    "stead stone thorpe ton vale view water well wick"
)
