"""Cases of the rules of adoption: the table AD1 and the episodes that led to it."""

CASES = """
112 The decision is on no day
AD1
CHILD | DATE_INT
A     | 31/02/2026 <
B     | 28/02/2026
C     |

113 The match is on no day
AD1
CHILD | DATE_MATCH
A     | 2026-05-01 <
B     | 1/5/2026
C     |

114 Whether a foster carer adopted is 0 or 1
AD1
CHILD | FOSTER_CARE
A     | 2 <
B     | 0
C     | 1.0
D     |

151 Six facts of an adoption, or none
AD1
CHILD | DATE_INT   | DATE_MATCH | FOSTER_CARE | NB_ADOPTR | SEX_ADOPTR | LS_ADOPTR
A     | 01/05/2026 | 01/06/2026 | 0           | 1         | F1         | L0
B     |            |            |             |           |            |
C     | 01/05/2026 | 01/06/2026 | 0           | 1         | F1         |           <
D     | 01/05/2026 | soon       | 0           | 1         | F1         | L0

175 One adopter or two
AD1
CHILD | NB_ADOPTR
A     | 3 <
B     | 2
C     |

176 A code of adopters’ sex
AD1
CHILD | SEX_ADOPTR
A     | FM <
B     | MF
C     | mm
D     |

177 A code of adopters’ legal status
AD1
CHILD | LS_ADOPTR
A     | L1 <
B     | L11
C     |

199 Back in care under the same identifier after adoption
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 01/06/2026 | E11
A     | 01/07/2026 |            |     <
A     | 01/04/2026 | 01/05/2026 | X1
B     | 01/05/2026 | 01/06/2026 | E12
C     | 01/07/2026 |            |

199 Adopted last year; the same episode once more is no further one
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/07/2026 | 01/08/2026 | E12 <
B     | 01/05/2025 | 01/06/2025 | E11
Episodes_last
CHILD | DECOM      | DEC        | REC
A     | 01/05/2025 | 01/06/2025 | E11
B     | 01/05/2025 | 01/06/2025 | E11

331 Matched a day after the adoptive placement began
AD1
CHILD | DATE_MATCH
A     | 02/05/2026 <
B     | 01/05/2026
C     | 02/05/2026
D     |
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 01/11/2026 | E12 <
B     | 01/05/2026 | 01/11/2026 | E12
C     | 01/05/2026 | 01/11/2026 | X1
D     | 01/05/2026 | 01/11/2026 | E12

333 Matched without or before the decision
AD1
CHILD | DATE_INT   | DATE_MATCH
A     |            | 01/05/2026 <
B     | 02/05/2026 | 01/05/2026 <
C     | 01/05/2026 | 01/05/2026
D     | 01/05/2026 |

334 The decision came before the latest period of care
Episodes
CHILD | DECOM      | DEC        | RNE | REC
A     | 01/01/2025 | 01/04/2026 | S   | E4A
A     | 01/05/2026 | 01/06/2026 | S   | X1  <
A     | 01/06/2026 |            | P   |
B     | 01/05/2026 |            | S   |
C     | 01/05/2026 |            | P   |
AD1
CHILD | DATE_INT
A     | 30/04/2026 <
B     | 01/05/2026
C     | 30/04/2026

335 Whether a foster carer adopted, against the placement
Episodes
CHILD | DECOM      | DEC        | PLACE | REC
A     | 01/05/2026 | 01/06/2026 | A5    | E12 <
B     | 01/05/2026 | 01/06/2026 | A4    | E11 <
C     | 01/05/2026 | 01/06/2026 | A3    | E11
D     | 01/05/2026 | 01/06/2026 | A3    | X1
AD1
CHILD | FOSTER_CARE
A     | 0 <
B     | 1 <
C     | 1
D     | 0

336 Placed for adoption with carers, of whom no foster placement is known
Episodes
CHILD | DECOM      | DEC        | PLACE
A     | 01/05/2026 | 01/06/2026 | K2
A     | 01/06/2026 |            | A5    <
B     | 01/06/2026 |            | A3
B     | 01/05/2026 | 01/06/2026 | U4
C     | 01/05/2026 |            | A3
D     | 01/05/2026 | 01/06/2026 | K2
D     | 01/06/2026 |            | A4
E     | 01/05/2026 | 01/06/2026 |
E     | 01/06/2026 |            | A3    <

390 Adopted out of a foster placement
Episodes
CHILD | DECOM      | DEC        | PLACE | REC
A     | 01/05/2026 | 01/06/2026 | U4    | E11 <
B     | 01/05/2026 | 01/06/2026 |       | E12 <
C     | 01/05/2026 | 01/06/2026 | A6    | E12
D     | 01/05/2026 | 01/06/2026 | U4    | X1

511 Two adopters, the sex of one
AD1
CHILD | NB_ADOPTR | SEX_ADOPTR
A     | 2         | M1 <
B     | 2         | MM
C     | 1         | M1
D     | 2         |

514 A single adopter, the sex of a couple
AD1
CHILD | SEX_ADOPTR | LS_ADOPTR
A     | MF         | L0 <
B     | F1         | L0
C     |            | L0
D     | MF         | L11

516 Special guardianship to former carers from a children’s home
Episodes
CHILD | DECOM      | DEC        | PLACE | REC
A     | 01/05/2026 | 01/06/2026 | K2    | E45 <
B     | 01/05/2026 | 01/06/2026 |       | E46 <
C     | 01/05/2026 | 01/06/2026 | U6    | E46
D     | 01/05/2026 | 01/06/2026 | K2    | E47

517 An unmarried couple of a man and a woman
AD1
CHILD | SEX_ADOPTR | LS_ADOPTR
A     | MM         | L3 <
B     |            | L3 <
C     | MF         | L3
D     | MM         | L4

518 A couple of one sex, neither married nor civil partners
AD1
CHILD | SEX_ADOPTR | LS_ADOPTR
A     | MF         | L4 <
B     |            | L4 <
C     | FF         | L4
D     | MF         | L3

519 Civil partners are a couple
AD1
CHILD | SEX_ADOPTR | LS_ADOPTR
A     | F1         | L2 <
B     |            | L2 <
C     | MF         | L2
D     | F1         | L0

520 A married man and woman
AD1
CHILD | SEX_ADOPTR | LS_ADOPTR
A     | FF         | L11 <
B     |            | L11 <
C     | MF         | L11
D     | FF         | L12

521 Decided a day after an adoptive placement began
Episodes
CHILD | DECOM      | DEC        | PLACE
A     | 01/05/2026 | 01/06/2026 | A6    <
A     | 01/06/2026 |            | A6
A     | 01/04/2026 | 01/05/2026 | U4
B     | 01/05/2026 |            | A3
C     | 01/05/2026 |            | U4
AD1
CHILD | DATE_INT
A     | 02/05/2026 <
B     | 01/05/2026
C     | 02/05/2026

524 A married couple of one sex
AD1
CHILD | SEX_ADOPTR | LS_ADOPTR
A     | MF         | L12 <
B     |            | L12 <
C     | MM         | L12
D     | MF         | L11

582 Adopted on the day of the match
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 01/06/2026 | E11 <
B     | 01/05/2026 | 01/06/2026 | E11
C     | 01/05/2026 | 01/06/2026 | X1
D     | 01/05/2026 |            | E11
AD1
CHILD | DATE_MATCH
A     | 1/6/2026
B     | 31/05/2026
C     | 01/06/2026
D     |

601 Adopted in the year, and not all of it said
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 31/03/2027 | E11 <
B     | 01/05/2026 | 31/03/2027 | E12
C     | 01/05/2025 | 31/03/2026 | E11
D     | 01/05/2026 | 01/04/2026 | E11 <
AD1
CHILD | DATE_INT   | DATE_MATCH | FOSTER_CARE | NB_ADOPTR | SEX_ADOPTR | LS_ADOPTR
A     | 01/05/2026 |            | 0           | 1         | F1         | L0        <
B     | 01/05/2026 | 01/06/2026 | 0           | 1         | F1         | L0
C     | 01/05/2026 |            | 0           | 1         | F1         | L0

602 Said of a child who was not adopted in the year
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2025 | 31/03/2026 | E11
B     | 01/05/2025 | 01/04/2026 | E11
C     | 01/05/2025 |            |
AD1
CHILD | DATE_INT   | NB_ADOPTR
A     | 01/05/2025 |           <
B     | 01/05/2025 |
C     |            |
D     |            | 2         <
"""
