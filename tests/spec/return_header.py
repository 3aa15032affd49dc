"""Cases of the rules about what the header says: sex, birth, ethnicity, pupil number, mothers."""

CASES = """
101 Sex by a letter of the list
Header
CHILD | SEX
A     | M
B     | f
C     | U
D     | 1 <
E     |   <

102 A day of birth, and none
Header
CHILD | DOB
A     | 29/02/2016
B     | 1/5/2016
C     | 29/02/2017 <
D     |            <

103 Ethnicity by a code of the list
Header
CHILD | ETHNIC
A     | WBRI
B     | CHNE
C     | CNHE <
D     |      <

165 The flag is no code, of a male, or left out by a female in care this year
Header
CHILD | SEX | MOTHER
A     | F   | 0
B     | F   | 1
C     | F   | 2 <
D     | M   |
E     | M   | 0 <
F     | F   |   <
G     | F   |
H     | F   |
I     | U   |
Episodes
CHILD | LS | DECOM      | DEC
A     | C2 | 01/05/2026 |
B     | C2 | 01/05/2026 |
F     | C2 | 01/05/2025 | 01/04/2026
G     | C2 | 01/05/2025 | 31/03/2026
H     | V4 | 01/05/2026 | 09/05/2026
I     | C2 | 01/05/2026 |
OC3
CHILD | IN_TOUCH
G     | YES

165 Leaver data does not stand for the flag of a child in care, and fails with it
Header
CHILD | SEX | MOTHER
A     | F   |   <
B     | F   | 0
C     | M   | 1 <
Episodes
CHILD | LS | DECOM
A     | C2 | 31/03/2027
OC3
CHILD | IN_TOUCH
A     | YES <
B     | YES
C     | NO  <
D     | NO

168 A pupil number, a code of what is unknown, or malformed
Header
CHILD | UPN
A     | A123456789012
B     | A12345678901B
C     | UN5
D     |
E     | I123456789012  <
F     | A12345678901   <
G     | A1234567890123 <
H     | UN6            <

171 Birth of her child that is no day
Header
CHILD | MC_DOB
A     | 01/05/2026
B     |
C     | 31/04/2026 <

174 Birth of her child, said of a male
Header
CHILD | SEX | MC_DOB
A     | M   | 01/05/2026 <
B     | M   | 31/04/2026 <
C     | M   |
D     | F   | 01/05/2026
E     |     | 01/05/2026

202 Another sex than last year
Header
CHILD | SEX
A     | F
B     | F <
C     |   <
D     | F
E     |
Header_last
CHILD | SEX
A     | F
B     | M
C     | M
E     |

203 Born on another day than last year
Header
CHILD | DOB
A     | 1/5/2016
B     | 02/05/2016 <
C     | 31/04/2016 <
D     | 01/05/2016
Header_last
CHILD | DOB
A     | 01/05/2016
B     | 01/05/2016
C     | 01/05/2016

204 Another ethnicity than last year
Header
CHILD | ETHNIC
A     | wbri
B     | BAFR <
C     | BAFR
Header_last
CHILD | ETHNIC
A     | WBRI
B     | NOBT

207 A mother last year and not now, of children with episodes
Header
CHILD | MOTHER
A     | 1
B     | 0 <
C     |   <
D     |
E     | 0
Header_last
CHILD | MOTHER
A     | 1
B     | 1
C     | 1
D     | 1
E     | 0
Episodes
CHILD
A
B
C
E

208 Learnt, not yet known, or changed
Header
CHILD | UPN
A     | A123456789012
B     | A123456789012
C     | A123456789012
D     | UN2
E     | UN4
F     |
G     | A123456789012 <
H     | UN1           <
I     | UN3           <
J     |               <
K     | UN1           <
L     | B123456789012
Header_last
CHILD | UPN
A     | A123456789012
B     | UN3
C     |
D     | UN1
E     |
F     |
G     | B123456789012
H     | A123456789012
I     | UN2
J     | A123456789012
K     |

209 Four on the 31 August before the year
Header
CHILD | UPN | DOB
A     | UN1 | 31/08/2021 <
B     | UN1 | 01/09/2021
C     | UN2 | 31/08/2010
D     | UN1 |

210 In care for more than a week at the year's end
Header
CHILD | UPN
A     | UN4 <
B     | UN4
C     | UN3
Episodes
CHILD | DECOM      | RNE | DEC
A     | 23/03/2027 | S   | 26/03/2027 <
A     | 26/03/2027 | P   |
B     | 24/03/2027 | S   |
C     | 01/05/2026 | S   |

210 Care that has ended, or began anew in the last week, is not long
Header
CHILD | UPN
A     | UN4
B     | UN4
C     | UN4 <
Episodes
CHILD | DECOM      | RNE | DEC
A     | 01/05/2026 | S   | 30/03/2027
B     | 01/05/2026 | S   | 01/06/2026
B     | 28/03/2027 | S   |
C     | 01/05/2025 | S   | 01/06/2025
C     | 01/05/2026 | S   | 31/03/2027 <

232 Sex not known
Header
CHILD | SEX
A     | U <
B     | M
C     |

301 Born on the year's last day, and after it
Header
CHILD | DOB
A     | 31/03/2027
B     | 01/04/2027 <
C     |

351 The 25th birthday on the year's first day, and before it
Header
CHILD | DOB
A     | 01/04/2001
B     | 31/03/2001 <
C     |

393 A female in care without the flag
Header
CHILD | SEX | MOTHER
A     | F   |   <
B     | F   | 0
C     | M   |
D     | F   |
E     | F   |
F     | F   |   <
Episodes
CHILD | LS
A     | V2
B     | V2
C     | V2
D     | V3
F     | V3
F     | C2

399 Nothing but short breaks, and the flag given
Header
CHILD | MOTHER
A     | 0 <
B     | 0
C     |
D     | 1
Episodes
CHILD | LS
A     | V3 <
A     | V4 <
B     | V3
B     | C2
C     | V3
Reviews
CHILD | REVIEW     | REVIEW_CODE
A     | 01/05/2026 | PN1 <
B     | 01/05/2026 | PN1

399 Nothing but short breaks, and a review
Header
CHILD | MOTHER
A     | <
B     | <
C     |
Episodes
CHILD | LS
A     | V3 <
B     | V4 <
C     | V4
Reviews
CHILD | REVIEW     | REVIEW_CODE
A     | 01/05/2026 |     <
B     |            | PN0 <
C     |            |

442 No pupil number, of a child in care and of one with short breaks
Header
CHILD | UPN
A     |     <
B     | UN1
C     |
D     |
E     |     <
Episodes
CHILD | LS
A     | C2
B     | C2
C     | V3
E     | V4
E     | E1

444 One pupil number, two children
Header
CHILD | UPN
A     | A123456789012 <
B     | A123456789012 <
C     | B123456789012
C     | B123456789012
D     | UN1
E     | UN1
F     |
G     |
      | C123456789012 <
      | C123456789012 <

444 New in that year (2025/26)
Header
CHILD | UPN
A     | A123456789012 <
B     | a123456789012 <
C     | C123456789012

607 Care ended in the year, and the flag is left out
Header
CHILD | SEX | MOTHER
A     | F   |   <
B     | F   |   <
C     | F   | 0
D     | M   |
E     | F   |
F     | F   |
G     | F   |
H     | F   |
Episodes
CHILD | LS | DEC        | REC
A     | C2 | 01/04/2026 | E4A <
B     | C2 | 31/03/2027 | E8  <
C     | C2 | 01/05/2026 | E4A
D     | C2 | 01/05/2026 | E4A
E     | C2 | 31/03/2026 | E4A
F     | C2 | 01/05/2026 | X1
G     | V3 | 01/05/2026 | E4A
H     | C2 | 01/05/2026 |

611 A mother without her child's birth
Header
CHILD | MOTHER | MC_DOB
A     | 1      |            <
B     | 1      | 01/05/2026
C     | 1      | 31/04/2026
D     | 0      |

612 Birth of her child, and no mother
Header
CHILD | SEX | MOTHER | MC_DOB
A     | F   | 0      | 01/05/2026 <
B     | F   |        | 31/04/2026 <
C     | F   | 1      | 01/05/2026
D     | F   | 0      |
E     | M   | 0      | 01/05/2026

620 A mother whose 11th birthday is the year's first day, or later
Header
CHILD | MOTHER | DOB
A     | 1      | 01/04/2015
B     | 1      | 02/04/2015 <
C     | 0      | 02/04/2015
D     | 1      |

621 Her child born the day she was, or before
Header
CHILD | DOB        | MC_DOB
A     | 01/05/2010 | 02/05/2010
B     | 01/05/2010 | 01/05/2010 <
C     | 01/05/2010 | 30/04/2010 <
D     |            | 30/04/2010
E     | 01/05/2010 |

624 Another birth of her child than last year
Header
CHILD | MC_DOB
A     | 1/5/2025
B     | 02/05/2025 <
C     |            <
D     | 01/05/2026
E     | 01/05/2025
Header_last
CHILD | MC_DOB
A     | 01/05/2025
B     | 01/05/2025
C     | 01/05/2025
D     |
E     | 31/04/2025

625 Her child born after the year, or after care has ended
Header
CHILD | MC_DOB
A     | 31/03/2027
B     | 01/04/2027 <
C     | 02/06/2026 <
D     | 01/06/2026
E     | 02/06/2026
F     | 01/04/2027 <
G     |
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2026 |
B     | 01/05/2026 |            <
C     | 01/04/2026 | 01/05/2026
C     | 01/05/2026 | 01/06/2026 <
D     | 01/05/2026 | 01/06/2026
E     | 01/05/2026 | 01/06/2026
E     | 01/06/2026 |
G     | 01/05/2026 | 01/06/2026

626 A mother now and not last year, of a child born before the year
Header
CHILD | MOTHER | MC_DOB
A     | 1      | 31/03/2026 <
B     | 1      | 01/04/2026
C     | 1      | 31/03/2026
D     | 1      | 31/03/2026
E     | 0      | 31/03/2026
F     | 1      | 31/03/2026
Header_last
CHILD | MOTHER
A     | 0
B     | 0
C     | 1
D     |
E     | 0

628 A leaver without an episode, and the flag given
Header
CHILD | MOTHER
A     | 0 <
B     |
C     | 0
D     | 0
Episodes
CHILD
C
OC3
CHILD | IN_TOUCH | ACTIV | ACCOM
A     |          | F1    |
B     | YES      | F1    | B1
C     | YES      | F1    | B1
D     |          |       |
"""
