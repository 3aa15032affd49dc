"""Cases of the rules that say whether tables belong together."""

CASES = """
INT03 A child of the episodes has no row in the header
Header
CHILD
A
Episodes
CHILD | DECOM
A     | 01/05/2026
B     | 01/05/2026 <
      | 01/05/2026 <

INT11 Born on another day
Header
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
C     |
AD1
CHILD | DOB
A     | 01/05/2016
B     | 02/05/2016 <
C     | 02/05/2016
D     | 02/05/2016

INT32 Every row of a child who is there twice
Header
CHILD | SEX
A     | F   <
B     | M
A     | F   <

EPI Neither in care nor a care leaver
Header
CHILD
A
B
C <
Episodes
CHILD
A
OC3
CHILD
B

1012 Reviews of a child without an episode
Episodes
CHILD
A
Reviews
CHILD | REVIEW
A     | 01/05/2026
B     | 01/05/2026 <

INT01 A child of AD1 who is not in the header
Header
CHILD
A
AD1
CHILD
A
B <

INT02 A child of PlacedAdoption who is not in the header
Header
CHILD
A
PlacedAdoption
CHILD
A
B <

INT04 A child of Missing who is not in the header
Header
CHILD
A
Missing
CHILD
A
B <

INT05 A child of OC2 who is not in the header
Header
CHILD
A
OC2
CHILD
A
B <

INT06 A child of OC3 who is not in the header
Header
CHILD
A
OC3
CHILD
A
B <

INT07 A child of PrevPerm who is not in the header
Header
CHILD
A
PrevPerm
CHILD
A
B <

INT08 A child of Reviews who is not in the header
Header
CHILD
A
Reviews
CHILD
A
B <

INT09 A child of UASC who is not in the header
Header
CHILD
A
UASC
CHILD
A
B <

INT12 Born on another day in PlacedAdoption
Header
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
PlacedAdoption
CHILD | DOB
A     | 01/05/2016
B     | 02/05/2016 <

INT13 Born on another day in Missing
Header
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
Missing
CHILD | DOB
A     | 01/05/2016
B     | 02/05/2016 <

INT14 Born on another day in OC2
Header
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
OC2
CHILD | DOB
A     | 01/05/2016
B     | 02/05/2016 <

INT15 Born on another day in OC3
Header
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
OC3
CHILD | DOB
A     | 01/05/2016
B     | 02/05/2016 <

INT16 Born on another day in PrevPerm
Header
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
PrevPerm
CHILD | DOB
A     | 01/05/2016
B     | 02/05/2016 <

INT17 Born on another day in Reviews
Header
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
Reviews
CHILD | DOB
A     | 01/05/2016
B     | 02/05/2016 <

INT18 Born on another day in UASC
Header
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
UASC
CHILD | DOB
A     | 01/05/2016
B     | 02/05/2016 <

INT31 A child who is in AD1 twice
AD1
CHILD
A <
B
A <

INT33 A child who is in OC2 twice
OC2
CHILD
A <
B
A <

INT34 A child who is in OC3 twice
OC3
CHILD
A <
B
A <

INT35 A child who is in PrevPerm twice
PrevPerm
CHILD
A <
B
A <

INT36 A child who is in UASC twice
UASC
CHILD
A <
B
A <

INT21 Another sex than in the header
Header
CHILD | SEX
A     | F
B     | M
UASC
CHILD | SEX
A     | M <
B     | M

NoE Care began before the year, and last year tells nothing of the child
Episodes
CHILD | DECOM
A     | 31/03/2026 <
B     | 01/04/2026
C     | 31/03/2026
Episodes_last
CHILD | DECOM
C     | 01/01/2026
"""
