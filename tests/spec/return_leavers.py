"""Cases of the rules of care leavers."""

CASES = """
131 Contact is said with a code
OC3
CHILD | IN_TOUCH
A     | YES
B     | RHOM
C     | Y   <
D     |     <

132 Activity is said with a code that holds today
OC3
CHILD | ACTIV
A     | F1
B     | 0
C     | F3  <
D     |     <

133 Accommodation is a letter and whether it is suitable
OC3
CHILD | ACCOM
A     | B1
B     | X2
C     | 0
D     | X1  <
E     | S1  <
F     | B   <
G     | 02  <
H     |     <

134 Both a care leaver and adopted
OC3
CHILD | IN_TOUCH | ACTIV
A     | YES      |
B     |          |
C     |          | F1
D     | YES      |
AD1
CHILD | DATE_INT   | FOSTER_CARE
A     | 01/05/2026 |   <
B     | 01/05/2026 |
C     |            | 0 <
D     |            |

153 Said in part
OC3
CHILD | IN_TOUCH | ACTIV | ACCOM
A     | YES      | F1    | B1
B     |          |       |
C     | YES      |       | B1 <
D     |          | F1    |    <

187 A care leaver, or adopted, and looked after for the whole year
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2020 | S
B     | 01/05/2020 | S
Z     | 02/04/2026 | S
OC3
CHILD | ACCOM
A     | B1 <
B     |
Z     | B1
Y     | B1
AD1
CHILD | DATE_MATCH | NB_ADOPTR
A     | 31/02/2026 |    <
B     |            |
Z     | 01/05/2026 | 2

215 Both a care leaver and with health of a child in care
OC2
CHILD | SDQ_SCORE | TEETH_CHECK
A     |           | 1 <
B     | 10        |
C     |           | 1
D     |           | 1
OC3
CHILD | IN_TOUCH
A     | YES <
A     |
B     | YES
C     |
E     | YES

344 Activity or accommodation of who died or went home
OC3
CHILD | IN_TOUCH | ACTIV | ACCOM
A     | DIED     | 0     | 0
B     | DIED     | F1    | 0  <
C     | RHOM     | 0     | B1 <
D     | RHOM     | 0     |    <
E     | NO       | F1    | B1

345 In touch, and activity or accommodation not applicable
OC3
CHILD | IN_TOUCH | ACTIV | ACCOM
A     | YES      | F1    | B1
B     | YES      | 0     | B1 <
C     | YES      | F1    | 0  <
D     | NO       | 0     | 0
E     | YES      |       |

347 In a foyer before 18
OC3
CHILD | DOB        | ACCOM
A     | 01/04/2008 | T1
B     | 02/04/2008 | T1 <
C     | 02/04/2008 | T2 <
D     | 02/04/2008 | U1
E     |            | T1

348 Died last year, and something else this year
OC3_last
CHILD | IN_TOUCH
A     | DIED
B     | DIED
C     | YES
D     | DIED
OC3
CHILD | IN_TOUCH
A     | DIED
B     | YES  <
C     | NO
D     |      <
E     | YES

391 A care leaver before 17
OC3
CHILD | DOB        | IN_TOUCH | ACCOM
A     | 31/03/2010 | YES      |
B     | 01/04/2010 | YES      |    <
C     | 01/04/2010 |          | B1 <
D     | 01/04/2010 |          |
E     |            | YES      |

1000 Died in care this year or last
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2025 | 01/05/2026 | E2
C     | 01/05/2025 | 01/05/2026 | E4A
Episodes_last
CHILD | DECOM      | DEC        | REC
B     | 01/05/2024 | 01/05/2025 | E2
C     | 01/05/2024 | 01/05/2025 | X1
OC3
CHILD
A <
B <
C
D

1000 Died in care, last year’s return not there
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2025 | 01/05/2026 | E2
OC3
CHILD
A <
B

1001 Thirteen weeks after 14 and a day after 16, both years counted
Header
CHILD | DOB
A     | 01/01/2010
B     | 01/01/2010
C     | 01/01/2010
D     | 01/01/2010
E     | 01/01/2010
F     | 31/03/2007
G     | 01/04/2007
H     |
Episodes_last
CHILD | DECOM      | DEC        | LS | REC
A     | 01/10/2025 | 30/12/2025 | C2 | E4A
B     | 01/10/2025 | 30/12/2025 | C2 | E4A
C     | 01/10/2025 | 31/12/2025 | C2 | E4A
D     | 01/10/2025 | 01/04/2026 | V3 | E4A
E     | 01/10/2025 |            | C2 |
Episodes
CHILD | DECOM      | DEC        | LS | REC
A     | 01/05/2026 | 02/05/2026 | C2 | E4A
B     | 01/05/2026 | 01/05/2026 | C2 | E4A
E     | 01/10/2025 | 30/12/2025 | C2 | E4A
H     | 01/10/2020 |            | C2 |
OC3
CHILD
A
B <
C <
D <
E <
F
G <
H <
I <

1001 The latest episode counts to the year’s end where it is open, and is no adoption
Header
CHILD | DOB
A     | 01/01/2010
B     | 01/01/2010
C     | 01/01/2010
D     | 01/01/2010
Episodes_last
CHILD | DECOM      | DEC        | LS | REC
C     | 01/10/2025 | 30/06/2026 | C2 | E11
Episodes
CHILD | DECOM      | DEC        | LS | REC
A     | 30/12/2026 |            | C2 |
B     | 31/12/2026 |            | C2 |
C     | 01/07/2026 | 01/12/2026 | C2 | E4A
D     | 01/10/2025 | 01/12/2026 | C2 | E12
OC3
CHILD
A
B <
C
D <

1001 Nothing is said where last year’s return is empty
Header
CHILD | DOB
A     | 01/01/2010
Episodes_last
CHILD
Episodes
CHILD | DECOM
A     | 30/03/2027
OC3
CHILD
A

1002 No episode in either year
Episodes
CHILD | DECOM
A     | 01/05/2026
Episodes_last
CHILD | DECOM
B     | 01/05/2025
OC3
CHILD
A
B
C <

1007 Still looked after on the 17th or 18th birthday
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2020 | 02/06/2026
B     | 01/05/2020 | 01/06/2026
C     | 01/05/2020 |
D     | 02/06/2026 |
E     | 01/06/2026 | 01/07/2026
F     | 01/05/2020 |
G     | 01/05/2020 | 02/06/2026
H     | 01/05/2020 | 02/06/2026
I     | 01/05/2020 | 31/06/2026
OC3
CHILD | DOB        | IN_TOUCH
A     | 01/06/2009 | YES <
B     | 01/06/2009 | YES
C     | 01/06/2008 | YES <
D     | 01/06/2009 | YES
E     | 01/06/2008 | YES <
F     | 01/06/2007 | YES
G     | 01/06/2009 |
H     | 01/06/2010 | YES
I     | 01/06/2009 | YES

1007 Born on 29 February, 17 on 28 February (2024/25)
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2020 | 01/03/2025
B     | 01/05/2020 | 28/02/2025
OC3
CHILD | DOB        | IN_TOUCH
A     | 29/02/2008 | YES <
B     | 29/02/2008 | YES

1010 Open as last year ended, and no episode this year
Episodes_last
CHILD | DECOM      | DEC
A     | 01/05/2025 |
B     | 01/05/2025 | 01/06/2025
C     | 01/05/2025 |
D     | 01/07/2025 | 01/08/2025
D     | 01/05/2025 |
E     | 01/05/2025 | 31/06/2025
F     | 01/05/2025 |
F     |            | 01/06/2025
Episodes
CHILD | DECOM
C     | 01/05/2025
OC3
CHILD
A <
B
C
D
E
F <
G

1011 Another authority took over at the end
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 01/06/2026 | E3
B     | 01/07/2026 | 01/08/2026 | E4A
B     | 01/05/2026 | 01/06/2026 | E3
C     | 01/05/2026 | 01/06/2026 | E3
OC3
CHILD | ACTIV
A     | F1 <
B     | F1
C     |
D     | F1

1014 Seeking asylum is said of a care leaver without an episode in the year
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2025 | 31/03/2026
B     | 01/05/2025 | 01/04/2026
C     | 01/05/2025 | 31/03/2026
E     | 01/05/2025 |
UASC
CHILD | DUC
A     | 01/05/2025 <
B     | 01/05/2025
C     |
D     |            <
E     |
OC3
CHILD | IN_TOUCH
A     | YES <
B     | YES
C     |
D     | YES <
E     | YES
F     | YES

1016 Left care on or after the 17th or 18th birthday
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2020 | 01/06/2026 | E4A
B     | 01/05/2020 | 31/05/2026 | E4A
C     | 01/05/2020 | 01/07/2026 | E11
D     | 01/05/2020 | 01/07/2026 | X1
E     | 01/05/2020 |            |
F     | 01/05/2020 | 01/07/2026 | E4A
G     | 01/05/2020 | 01/07/2026 | E4A
H     | 01/05/2020 | 01/07/2026 | E4A
I     | 01/05/2020 | 31/03/2027 | E4A
OC3
CHILD | DOB        | ACCOM
A     | 01/06/2009 | B1 <
B     | 01/06/2009 | B1
C     | 01/06/2008 | B1 <
D     | 01/06/2008 | B1
E     | 01/06/2008 | B1
F     | 01/06/2009 |
G     | 01/06/2007 | B1
H     | 01/06/2010 | B1
I     | 31/03/2010 | B1 <

3001 With former foster carers in the year of the 17th birthday
Header
CHILD | DOB
A     | 01/04/2009
B     | 31/03/2009
C     | 31/03/2010
D     | 01/04/2009
OC3
CHILD | ACCOM
A     | Z1 <
B     | Z1
C     | Z2 <
D     | B1
E     | Z1
"""
