"""How people who hear a name, or type it in a hurry, write it: the child who is meant, and what was typed.

A family name is written after a stroke. Everybody is invented. Hearing and typing are kept apart, because they go
wrong in different ways: who hears writes another word, who types hits another key.
"""

HEARD = """
Tayo / Aderinwale-Finch       tio aderinwally
Tayo / Aderinwale-Finch       taio addarinwali
Ife / Aderinwale-Finch        eefay finch
Ellie-Mae / Thackwray         ellymay thackray
Amelia / Sorrell              ameelia sorrel
Skye / Penhallick             sky penhalic
Leona / Wrenfield             leonna renfield
Jodie / Castleray             jody castle ray
Chloe / Ormsgill              cloey ormsgil
Bethan / Hartnoll             bethun hartnell
Kayleigh / Lunnon             kaylee lunnan
Mina / Brackley               meena brackly
Freya / Tolliver              fraya toliver
Hollie / Merrow               holly merro
Lacey / Pickersall            lacy pickersal
Imogen / Haverthwaite         immogen haverthwate
Tilly / Quillan               tillie kwillan
Abigail / Staveley            abbigale stavely
Maisie / Rudgewick            mazy rudgwick
Scarlett / Farrowby           scarlet faroby
Georgia / Denholme            jorja denholm
Ruby-Jo / Coldwell            rubyjoe coldwel
Evie / Marchbank              eavie marchbanks
Paige / Threlkeld             page threlkeld
Lottie / Oakshott             lotty oakshot
Harriet / Wetherill           harriot weatherill
Molly / Gosforth-Lee          mollie gosforth leigh
Connie / Bramhope             conny bramhop
Darcey / Corbishley           darcy corbishly
Erin / Nettlefold             errin nettlefolde
Esme / Osgathorpe             ezmay osgathorp
Keira / Rainsford             kyra raynsford
Isla / Selwood                eyela sellwood
Jessica / Tarleton            jesica tarlton
Lucie / Underhay              lucy underhey
Reuben / Winstanlow           ruben winstanlo
Alfie / Inskip                alphie inskipp
Jaydon / Lyddon               jaden lidden
Kai / Eastlake                kye eastlake
Tyler / Pennock               tylor penock
Corin / Hackleby              corrin hackelby
Callum / Dunstable-Moor       calum dunstable more
Dylan / Ashgrove              dillon ashgrove
Jude / Sorrell                jood sorrell
Connor / Thackwray            conor thackery
Riley / Lunnon                rylee lunnon
Lewis / Penhallick            louis penhallic
Rhys / Wrenfield              reece wrenfeild
Stanley / Castleray           stanly castlerey
Theo / Marchbank              feo marchbank
Zac / Ormsgill                zack ormesgill
Billy-Jay / Hartnoll          billyjay hartnol
Kieran / Brackley             kieron brakley
Aoife / O'Shaughran           eefa o'shockran
Aoife / O'Shaughran           efa oshauran
Niamh / O'Dempry              neeve odempry
Siobhán / McAndlish           shavon macandlish
Clodagh / Kilbrennan          cloda kilbrenan
Róisín / Fallonby             rosheen falonby
Caoimhe / O'Rahill            keeva o rahil
Gráinne / MacTiernan          gronya mctiernan
Sinéad / D'Arcy-Quill         shinade darcy quill
Cian / O'Shaughran            keean oshaughran
Oisín / O'Dempry              osheen o dempry
Fionn / McAndlish             finn mcandlish
Eoin / Fallonby               owen fallonby
Tadhg / O'Rahill              tige orahill
Darragh / Kilbrennan          darra kilbrennan
Amara / Okonjide              amarra okonjidey
Chidinma / Adebisun           didi adebisin
Folasade / Nwachikwe          shaday nwachikway
Ngozi / Oyelaranti            engozi oyelaranty
Zainab / Balogunde            zaynab ballogundi
Yewande / Fasholami           yewanday fashollami
Simisola / Adeyinkole         simmysola adeyinkoli
Chike / Ezeanyika             cheekay ezeanika
Femi / Okwuosanya             femmi okuosanya
Abena / Boatengwa             abbena boatengwah
Akosua / Asamoanin            akosuah assamoanin
Kwame / Ofori-Danse           kwami ofori dance
Kofi / Mensakoa               coffee mensakoa
Aaliyah / Rahmanzai           aliya rahmanzay
Inaya / Qureshan              enaya kureshan
Maryam / Malikyar             mariam malikyaar
Ayesha / Choudhri             aisha chowdri
Hafsa / Hussainov             hafza husseinov
Idris / Mirzada               idriss meerzada
Yusuf / Siddiqar              yousef sidikar
Haris / Begumjan              harris begumjan
Hamza / Ansarwala             humza ansarwalla
Simran / Sandhari             simrun sandharry
Jasleen / Gillathwal          jazleen gilathwal
Gurtej / Dhaliwan             gurtedge daliwan
Zofia / Kowalczewska          sofia kovalchevska
Łucja / Nowickarz             wootsya novickarz
Jadwiga / Zielaskowski        yadviga zhelaskovski
Szymon / Wróblewiak           shimon vrublewiak
Łukasz / Pawlakowicz          wookash pavlakovich
Mikołaj / Mazurewska          mikolai mazureska
Ștefania / Popescaru          stefania popeskaru
Răzvan / Munteanescu          rasvan munteaneskoo
Keziah / Delapenha            kezia delapena
Jermaine / Campbellow         germain cambellow
Kymani / St-Clairmont         kimani sinclairmont
Hibaaq / Warsamale            hibak warsamally
Abdirahim / Farahow           abdi faraho
Ruweyda / Nuurkeen            ruwaida noorkeen
Thảo / Trầnwick               tow tranwick
João / Oliveiraz              joao oliveras
Noémie / Núñez-Vale           naomi nunez vale
Xiaoyu / Leungford            shaoyu leungford
""".strip()

TYPED = """
Ellie-Mae / Thackwray         elllie mae thackwray
Amelia / Sorrell              ameila sorrell
Skye / Penhallick             skye penhalick
Leona / Wrenfield             leona wernfield
Daisy / Hackleby              dasiy hackleby
Daisy / Hackleby              daisy hakcleby
Jodie / Castleray             jodei castleray
Chloe / Ormsgill              chleo ormsgill
Bethan / Hartnoll             bethan hartnill
Kayleigh / Lunnon             kayliegh lunnon
Kayleigh / Lunnon             lunnon kayleig
Mina / Brackley               minna brackely
Freya / Tolliver              ferya tolliver
Hollie / Merrow               hollie mrerow
Lacey / Pickersall            lacey pickrsall
Imogen / Haverthwaite         imogne haverthwaite
Imogen / Haverthwaite         haverthwiate
Tilly / Quillan               tilly quilan
Abigail / Staveley            abigial staveley
Maisie / Rudgewick            maisei rudgewick
Scarlett / Farrowby           scarlett farrwoby
Georgia / Denholme            goergia denholme
Paige / Threlkeld             paige therlkeld
Paige / Threlkeld             threlkled
Lottie / Oakshott             lottie oakshot
Harriet / Wetherill           hariret wetherill
Molly / Gosforth-Lee          molly gosfroth
Bonnie / Eastlake             bonie eastlake
Erin / Nettlefold             erin netlefold
Esme / Osgathorpe             osgathrope
Isla / Selwood                isla slewood
Jessica / Tarleton            jessica tarelton
Reuben / Winstanlow           rueben winstanlow
Reuben / Winstanlow           reubne winstanlow
Jaydon / Lyddon               jaydon lydon
Tyler / Pennock               tyelr pennock
Corin / Hackleby              cori hackleby
Harvey / Coldwell             harvye coldwell
Callum / Dunstable-Moor       callum dunstabel
Frankie / Bramhope            frnakie bramhope
Jude / Sorrell                jude srorell
Toby / Corbishley             tboy corbishley
Archie / Rainsford            archei rainsford
Brandon / Underhay            bradnon underhay
Finley / Inskip               finely inskip
Logan / Denholme              lgoan denholme
Mason / Staveley              masno staveley
Ollie / Farrowby              ollei farrowby
Elijah / Threlkeld            elijha threlkeld
Nathan / Oakshott             nahtan oakshott
Kieran / Brackley             keiran brackley
Siobhán / McAndlish           siobahn mcandlish
Niamh / O'Dempry              nimah odempry
Caoimhe / O'Rahill            caiomhe orahill
Oisín / O'Dempry              oisn o'dempry
Gráinne / MacTiernan          grainne mactieran
Tayo / Aderinwale-Finch       tayo aderinwael
Tayo / Aderinwale-Finch       finch taoy
Tayo / Aderinwale-Finch       aderniwale
Ife / Aderinwale-Finch        ife adreinwale finch
Chidinma / Adebisun           chidnima adebisun
Folasade / Nwachikwe          folasdae nwachikwe
Oyewole / Oyelaranti          oyewloe oyelaranti
Emeka / Balogunde             emkea balogunde
Kelechi / Okwuosanya          kelehci okwuosanya
Akosua / Asamoanin            akousa asamoanin
Kwabena / Tetteroh            kwabean teteroh
Aaliyah / Rahmanzai           aaliyha rahmanzai
Zainab / Balogunde            zainba balogunde
Sumaiya / Ansarwala           sumaiay ansarwala
Ibrahim / Qureshan            ibrhaim qureshan
Jasleen / Gillathwal          jasleen gillathawl
Harpreet / Patelwar           harpret patelwar
Zofia / Kowalczewska          zofia kowalczweska
Jakub / Jasińczyk             jakub jasinczky
Mikołaj / Mazurewska          mikloaj mazurewska
Mădălina / Stoicar            madalnia stoicar
Ana-Maria / Lupuleț           anamaria lupulet
Shanice / Wrayburn            shancie wrayburn
Tyrese / Beckfordson          tyrsee beckfordson
Malachi / Morganite           malahci morganite
Abdirahim / Farahow           abdirhaim farahow
Zakariye / Jamacade           zakariey jamacade
Nergiz / Demirsoy             negriz demirsoy
Emre / Yıldıray               emre yidliray
Ngọc / Phạmley                ngoc pahmley
Joaquín / Santamaro           joaqiun santamaro
Conceição / Gonçalveira       conceicao gonaclveira
Haoran / Zhaomere             haoarn zhaomere
""".strip()


def rows(text: str) -> list[tuple[str, str, str]]:
    """Given name, family name and what was typed, a line each."""
    found = []
    for line in text.splitlines():
        wanted, _, typed = line.partition("  ")
        given, _, family = wanted.partition(" / ")
        found.append((given, family.strip(), typed.strip()))
    return found
