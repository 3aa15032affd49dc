"""Cases of the rules of reviews."""

CASES = """
166 A review without a day, or with none that exists
Reviews
CHILD | REVIEW     | REVIEW_CODE
A     | 01/05/2026 | PN1
B     |            | PN1 <
C     | 31/06/2026 | PN1 <

167 How a child took part is said of every review, and of nothing else
Reviews
CHILD | REVIEW     | REVIEW_CODE
A     | 01/05/2026 | PN7
B     | 01/05/2026 |     <
C     | 01/05/2026 | PN8 <
D     |            | PN1 <
E     |            |
F     | 31/06/2026 | PN1
G     | 31/06/2026 |     <

440 Too young to take part, after the fourth birthday
Reviews
CHILD | DOB        | REVIEW     | REVIEW_CODE
A     | 01/05/2022 | 01/05/2026 | PN0
B     | 01/05/2022 | 02/05/2026 | PN0 <
C     | 01/05/2022 | 02/05/2026 | PN1
D     |            | 02/05/2026 | PN0
E     | 01/05/2022 |            | PN0

441 Took part before the fourth birthday
Reviews
CHILD | DOB        | REVIEW     | REVIEW_CODE
A     | 01/05/2022 | 01/05/2026 | PN1
B     | 01/05/2022 | 30/04/2026 | PN1 <
C     | 01/05/2022 | 30/04/2026 | PN7 <
D     | 01/05/2022 | 30/04/2026 | PN0
E     | 01/05/2022 | 30/04/2026 |
F     |            | 30/04/2026 | PN7
"""
