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
"""
