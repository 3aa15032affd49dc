"""Short and loving forms of given names, a group a line: whoever has one of them may be called by another.

Our own list, modest on purpose: what a child is really called stands in their record as "known as".
"""

from typing import Final

_GROUPS: Final = """
abigail abby abi gail
abdullah abdul abdi
abdirahman abdirahim abdi
adam addy
adeyemi ade yemi
agnieszka aga agnes
aleksander alexander alex al alec lex sasha xander sandy alek olek
aleksandra alexandra alex lexi sandra sasha ola
alfred alfie alf fred
alice ali
amelia amy millie mia
amanda mandy
andrew andy drew
andrei andrew
angela angie
anna ann anne annie ania hannah
anthony antony tony ant
archibald archie
arthur art artie
benjamin ben benny benji
bernadette bernie
bethany beth bethan
bradley brad
brandon bran
cameron cam
catherine katherine kathryn cathy kathy kate katie kat kit cat
charlotte lottie charlie lotte
charles charlie chas chuck
chidinma didi dinma chichi
chloe clo
christina chris christie tina
christopher chris kit topher
connor con
constance connie
daniel dan danny
danielle dani
david dave davy dawid dai
deborah debbie deb
declan dec
dominic dom nic
dorothy dot dotty
edward ed eddie ted teddy ned
eleanor ellie nell nora ella
elizabeth liz lizzie beth betty libby eliza elsie lisa bess
elijah eli
eloise ellie
emily em emmie millie
emma em
evelyn evie eve
faisal fais
fatima fati
folasade sade fola
frances fran frankie fanny
francis frank frankie
freya frey
frederick fred freddie
gabriel gabe
gabrielle gabby gabi
george georgie
georgia georgie gia
georgina georgie gina
gurtej tej
hannah han
harriet hattie harrie
harrison harry harris
harry henry hal
heather hev
hope hopey
ibrahim ibby ibrahima abraham
imogen immy gen
isaac zac ike
isabella isabel isobel bella izzy belle
isaiah zay
jacob jake jakub kuba
jacqueline jackie
james jim jimmy jamie jem
janet jan
jasmine jas jaz
jennifer jen jenny
jermaine jay
jessica jess jessie
joanne jo joanna
john jack johnny jon ian sean
jonathan jon jonny
jordan jord
joseph joe joey yusuf yousef youssef jose
joshua josh
judith judy
julian jules
juliet jules julie
kacper casper
katarzyna kasia kate
kayleigh kay
kenneth ken kenny
kieran kier
kimberley kim
leonard leo len lenny
leonardo leo
leon leo
lewis lew louis lou louie
louise lou
lucas luke luca
lukasz luke lukas
lucy lu lucie
madeleine maddie
magdalena magda lena
malachi mal
margaret maggie meg peggy greta rita
maria mary marie maja mia
martha marty
martin marty
matthew matt matty matei mateusz mateus
matilda tilly mattie tilda
maximilian max
megan meg
melanie mel
michael mike mick mickey mikey mikolaj miki
mohammed muhammad mohamed mohammad muhammed mo
molly mol
natalie nat
natasha tash tasha
nathan nath nate
nathaniel nat nate nathan
nicholas nick nicky nico
nicola nicky nic
oluwaseun seun
oluwaseyi seyi
oliver ollie noll
olivia liv livvy ollie
oliwia olivia ola
omar omari
oskar oscar
pamela pam
patricia pat patsy tricia trish
patrick pat paddy
peter pete
philip phil pip
philippa pippa pip
rachel rach
ramandeep raman
raymond ray
rebecca becky becca bex
reuben rube ben
richard rich rick dick ricky richie
robert rob bob bobby bert robbie robin
robin rob robbie
roisin ro rose
ronald ron ronnie
rosemary rosie rose
rose rosie
ruby rubes
ryan ry
samantha sam sammy
samuel sam sammy
sarah sara sally sadie
scarlett scar letty
sebastian seb bas
shanice shan
simisola simi
simon si szymon
simran sim
sofia sophia sophie zofia sofija zosia
stanley stan
stephanie steph stevie
stephen steven steve stevie stefan
susan sue susie
tabitha tabby
temitope temi tope
theodore theo ted teddy
theresa terry tess teresa
thomas tom tommy tomasz tomas
timothy tim timmy
tobias toby
tobi oluwatobi
tyler ty
tyrese ty
valerie val
veronica ronnie vera
victoria vicky tori
vincent vin vinnie
william will bill billy liam willy
yaw yao
yewande yewa wande
zachary zac zack zach zak
zakariye zac zak
"""


def _forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _GROUPS.split("\n"):
        names = set(group.split())
        for name in names:
            found.setdefault(name, set()).update(names - {name})
    return {name: frozenset(others) for name, others in found.items() if others}


OTHER_FORMS: Final[dict[str, frozenset[str]]] = _forms()
