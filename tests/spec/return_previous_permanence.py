"""Cases of the rules of permanence before care."""

CASES = """
630 Came into care in the year, and not all is said of orders before
Episodes
CHILD | DECOM      | RNE
A     | 01/04/2026 | S   <
B     | 01/04/2026 | S
C     | 01/04/2026 | S
D     | 01/04/2026 | S   <
E     | 01/04/2026 | S   <
F     | 31/03/2026 | S
G     | 01/04/2026 | P
PrevPerm
CHILD | PREV_PERM | LA_PERM | DATE_PERM
B     | Z1        |         |
C     | P1        | 204     | ZZ/ZZ/2019
D     | P1        |         | ZZ/ZZ/2019
E     |           | 204     | ZZ/ZZ/2019

630 Of two entries each is to be complete
Episodes
CHILD | DECOM      | RNE
A     | 01/04/2026 | S   <
PrevPerm
CHILD | PREV_PERM | LA_PERM | DATE_PERM
A     | Z1        |         |
A     | P1        |         |

631 A code of permanence
PrevPerm
CHILD | PREV_PERM
A     | P5 <
B     | P4
C     | Z1
D     |

632 The order is no day, or not before care
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2026 | 01/06/2026 <
A     | 01/06/2026 |
B     | 01/05/2026 |
C     | 01/05/2026 |            <
D     | 01/05/2026 |
PrevPerm
CHILD | DATE_PERM
A     | 01/05/2026 <
B     | 30/04/2026
C     | 30/02/2020 <
D     |
E     | soon       <

632 Parts of the day are not known
Episodes
CHILD | DECOM
A     | 01/05/2026 <
B     | 01/05/2026
C     | 01/05/2026
D     | 01/05/2026 <
E     | 02/05/2026
F     | 01/05/2026 <
G     | 01/05/2026
H     | 01/05/2026 <
PrevPerm
CHILD | DATE_PERM
A     | ZZ/ZZ/2027 <
B     | ZZ/ZZ/2026
C     | ZZ/ZZ/ZZZZ
D     | ZZ/05/2026 <
E     | ZZ/05/2026
F     | ZZ/13/2020 <
G     | 29/02/ZZZZ
H     | ZZ/05/0209 <

633 A code of an authority
PrevPerm
CHILD | LA_PERM
A     | 000 <
B     | 204
C     | SCO
D     | 999
E     |

634 Care did not begin since April 2016
Episodes
CHILD | DECOM      | DEC        | RNE
A     | 31/03/2016 | 01/05/2026 | S   <
A     | 01/05/2026 |            | P   <
B     | 01/04/2016 |            | S
C     | 31/03/2016 | 01/05/2026 | S
C     | 01/06/2026 |            | S
D     | 01/05/2025 |            | P
E     | 31/03/2016 |            | S
PrevPerm
CHILD | PREV_PERM
A     | Z1 <
B     | Z1
C     | Z1
D     | Z1
E     |
F     | Z1

635 An order where there was none
PrevPerm
CHILD | PREV_PERM | LA_PERM | DATE_PERM
A     | Z1        | 204     |            <
B     | Z1        |         | ZZ/ZZ/2019 <
C     | Z1        |         |
D     | P1        | 204     | ZZ/ZZ/2019
E     |           | 204     |
"""
