"""Cases of the rules of placements: types, order, ages, lengths, and why one ended."""

CASES = """
146 Z1 gave way to Z11 to Z14
Episodes
CHILD | PLACE
A     | Z11
A     | K3
A     |
A     | z14
A     | Z1   <
A     | H5   <
A     | XX   <

146 Supported accommodation has its code, what it took the place of has gone (2024/25)
Episodes
CHILD | PLACE
A     | K3
A     | Z1
A     | Z11  <
A     | H5   <
A     | P2   <

1009 A reason that is no code
Episodes
CHILD | REASON_PLACE_CHANGE
A     | CARPL
A     | CUSTOD
A     |
A     | MOVED  <

217 With the same carers for adoption, and not a new period or a change of status
Episodes
CHILD | DECOM      | PLACE | RNE
A     | 01/04/2015 | A3    | P   <
B     | 01/05/2026 | A5    | L   <
C     | 01/05/2026 | A5    |     <
D     | 31/03/2015 | A3    | P
E     | 01/05/2026 | A5    | T
F     | 01/05/2026 | A4    | P
G     |            | A3    | P

225 A placement changed and nobody says why
Episodes
CHILD | DECOM      | DEC        | PLACE | RNE | REC | REASON_PLACE_CHANGE
A     | 01/05/2026 | 01/06/2026 | U4    | S   | X1  |                     <
A     | 01/06/2026 | 01/07/2026 | K2    | P   | X1  | CARPL
A     | 01/07/2026 | 01/08/2026 | U4    | P   | X1  |
A     | 01/08/2026 | 01/09/2026 | U4    | L   | X1  |
A     | 01/09/2026 | 05/09/2026 | T1    | P   | X1  |
A     | 05/09/2026 | 01/10/2026 | U4    | P   | E4A |
B     | 01/05/2026 | 01/06/2026 | U4    | S   | X1  |
C     | 01/06/2026 |            | U4    | P   |     |

226 A reason for a move that is only for a time
Episodes
CHILD | DECOM      | PLACE | REASON_PLACE_CHANGE
A     | 01/05/2026 | U4    | OTHER
A     | 01/06/2026 | T1    |                     <
B     | 01/05/2026 | U4    |
B     | 01/06/2026 | T0    | OTHER               <
C     | 01/05/2026 | U4    |
C     | 01/06/2026 | T0    |
C     | 01/07/2026 | U4    | CARPL
D     | 01/08/2026 | T2    |

233 A reason for the change of a placement that goes on
Episodes
CHILD | DEC        | REASON_PLACE_CHANGE
A     |            | CARPL               <
A     | 01/06/2026 | CARPL
A     |            |
A     | 31/06/2026 | CARPL

234 Out of a placement into custody before the 10th birthday
Header
CHILD | DOB
A     | 02/06/2016 <
B     | 01/06/2016
C     | 02/06/2016
D     |
Episodes
CHILD | DECOM      | REASON_PLACE_CHANGE
A     | 01/05/2026 | CUSTOD              <
A     | 01/06/2026 |
B     | 01/05/2026 | CUSTOD
B     | 01/06/2026 |
C     | 01/05/2026 | OTHER
C     | 01/06/2026 | CUSTOD
D     | 01/05/2026 | CUSTOD
D     | 01/06/2026 |

371 In supported accommodation before the 16th birthday
Header
CHILD | DOB
A     | 02/05/2010
B     | 01/05/2010
C     |
Episodes
CHILD | DECOM      | DEC        | PLACE
A     | 01/05/2026 | 01/06/2026 | K3    <
A     | 01/05/2026 |            | K3    <
A     | 01/05/2026 |            | K2
B     | 01/05/2026 |            | K3
C     | 01/05/2026 |            | K3
D     | 01/05/2026 |            | K3

372 In custody before the 10th birthday
Header
CHILD | DOB
A     | 02/05/2016
B     | 01/05/2016
Episodes
CHILD | DECOM      | PLACE
A     | 01/05/2026 | R5    <
B     | 01/05/2026 | R5

373 In a residential school before the 4th birthday
Header
CHILD | DOB
A     | 02/05/2022
B     | 01/05/2022
Episodes
CHILD | DECOM      | PLACE
A     | 01/05/2026 | S1    <
B     | 01/05/2026 | S1

374 In residential employment before the 14th birthday
Header
CHILD | DOB
A     | 02/05/2012
B     | 01/05/2012
Episodes
CHILD | DECOM      | PLACE
A     | 01/05/2026 | P3    <
B     | 01/05/2026 | P3

375 In hospital for more than six weeks
Episodes
CHILD | DECOM      | DEC        | PLACE
A     | 01/05/2026 | 12/06/2026 | T1
B     | 01/05/2026 | 13/06/2026 | T1    <
C     | 01/05/2026 |            | T1
D     | 01/05/2026 | 13/06/2026 | T3

376 A carer's holiday of more than three weeks
Episodes
CHILD | DECOM      | DEC        | PLACE
A     | 01/05/2026 | 22/05/2026 | T3
B     | 01/05/2026 | 23/05/2026 | T3    <

377 A third holiday of the carer within 12 months
Episodes
CHILD | DECOM      | PLACE | RNE
A     | 01/05/2025 | T3    | P   <
A     | 01/11/2025 | T3    | P   <
A     | 30/04/2026 | T3    | P   <
B     | 01/05/2025 | T3    | P
B     | 01/11/2025 | T3    | P
B     | 01/05/2026 | T3    | P
C     | 01/05/2026 | T3    | P
C     | 05/05/2026 | T3    | L
C     | 01/11/2026 | T3    | P
D     | 01/05/2026 | T3    | P
D     | 01/06/2026 | T3    | P
E     | 01/07/2026 | T3    | P

378 With parents while accommodated
Episodes
CHILD | PLACE | LS
A     | P1    | V2 <
B     | P1    | C2
C     | U4    | V2

379 A short move of more than a week
Episodes
CHILD | DECOM      | DEC        | PLACE
A     | 01/05/2026 | 08/05/2026 | T4
B     | 01/05/2026 | 09/05/2026 | T4    <

380 Care begins with a move for a time
Episodes
CHILD | PLACE | RNE
A     | T0    | S   <
B     | T4    |     <
C     | T1    | P
D     | T1    | B
E     | U4    | S

381 Care ends with a move for a time
Episodes
CHILD | PLACE | REC
A     | T0    | E4A <
B     | T0    | X1
C     | T0    |
D     | U4    | E4A

382 A move for a time out of a short break
Episodes
CHILD | PLACE | LS
A     | T0    | V3 <
B     | T4    | V4 <
C     | T0    | V2
D     | U6    | V3

383 After a move for a time, back to where the child was, in the same home
Episodes
CHILD | DECOM      | PLACE | RNE | PL_POST
A     | 01/05/2026 | U4    | S   | LS1 1UR
A     | 01/06/2026 | T1    | P   |
A     | 01/07/2026 | U4    | P   | LS1 1UR
B     | 01/05/2026 | U4    | S   | LS1 1UR
B     | 01/06/2026 | T1    | P   |
B     | 01/07/2026 | U4    | P   | BD1 1HX <
C     | 01/05/2026 | U4    | S   | LS1 1UR
C     | 01/06/2026 | T1    | P   |
C     | 01/07/2026 | K2    | P   | LS1 1UR <
D     | 01/05/2026 | U4    | S   | LS1 1UR
D     | 01/06/2026 | T1    | P   |
D     | 01/07/2026 | U4    | L   | LS1 1UR <
E     | 01/06/2026 | T1    | P   |
E     | 01/07/2026 | U4    | L   | LS1 1UR
F     | 01/05/2026 | U4    | S   |
F     | 01/06/2026 | T1    | P   |
F     | 01/07/2026 | U4    | P   |

383 The home itself was not asked for before (2024/25)
Episodes
CHILD | DECOM      | PLACE | RNE | PL_POST
B     | 01/05/2024 | U4    | S   | LS1 1UR
B     | 01/06/2024 | T1    | P   |
B     | 01/07/2024 | U4    | P   | BD1 1HX
C     | 01/05/2024 | U4    | S   | LS1 1UR
C     | 01/06/2024 | T1    | P   |
C     | 01/07/2024 | K2    | P   | LS1 1UR <

384 Long-term fostering in a short break
Episodes
CHILD | PLACE | LS
A     | U1    | V3 <
B     | U4    | V4 <
C     | U4    | V2
D     | U6    | V4

408 Placed for adoption under an order that is not there
Episodes
CHILD | PLACE | LS
A     | A5    | C2 <
B     | A6    |    <
C     | A6    | E1
D     | A3    | C2
"""
