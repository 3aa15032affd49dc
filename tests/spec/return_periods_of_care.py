"""Cases of the rules of periods of care: legal statuses and how long they last, ages at which care begins and ends."""

CASES = """
302 Earliest start before birth; later episodes are not asked about
Header
CHILD | DOB
A     | 02/05/2026 <
B     | 01/05/2026
C     |
Episodes
CHILD | DECOM
A     | 01/05/2026 <
A     | 01/06/2026
B     | 01/05/2026
C     | 01/05/2026

352 Care begins on the 18th birthday, or the day before
Header
CHILD | DOB
A     | 01/05/2008
B     | 02/05/2008
C     |
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2026 | S   <
A     | 01/06/2026 | P
B     | 01/05/2026 | S
C     | 01/05/2026 | S

352 Born on 29 February, 18 on the 28th
Header
CHILD | DOB
A     | 29/02/2008
Episodes
CHILD | DECOM      | RNE
A     | 28/02/2026 | S   <
A     | 27/02/2026 | S

358 Remanded the day before the 10th birthday, and on it
Header
CHILD | DOB
A     | 02/05/2016 <
B     | 01/05/2016
C     | 02/05/2016
Episodes
CHILD | DECOM      | LS
A     | 01/05/2026 | J1  <
A     | 02/05/2026 | J2
B     | 01/05/2026 | J3
C     | 01/05/2026 | C2

359 Open after 18, other than by agreement in a children's home
Header
CHILD | DOB
A     | 30/03/2009
B     | 31/03/2009
C     | 30/03/2009
D     | 30/03/2009
E     | 30/03/2009
Episodes
CHILD | LS | PLACE | DEC
A     | C2 | K2    |            <
B     | C2 | K2    |
C     | V2 | K2    |
D     | V2 |       |            <
E     | C2 | K2    | 31/03/2027

361 Police protection of three days and of four, each alone or one after the other
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 | 04/05/2026 | L1
B     | 01/05/2026 | 05/05/2026 | L1 <
C     | 01/05/2026 | 03/05/2026 | L1 <
C     | 03/05/2026 | 05/05/2026 | L1 <
D     | 01/05/2026 | 03/05/2026 | L1
D     | 04/05/2026 | 06/05/2026 | L1
E     | 01/05/2026 | 05/05/2026 | L2

361 Another status between is a break
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 | 03/05/2026 | L1
A     | 03/05/2026 | 03/06/2026 | V2
A     | 03/06/2026 | 05/06/2026 | L1

361 One that is open runs until the year ends; one whose end cannot be read is not counted on
Episodes
CHILD | DECOM      | DEC        | LS
A     | 27/03/2027 |            | L1 <
B     | 28/03/2027 |            | L1
C     | 01/05/2026 | 31/02/2027 | L1
D     | 01/05/2026 | 05/05/2026 | L1 <
D     | 05/05/2026 |            | L1 <

362 Emergency protection of 21 days and of 22
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 | 22/05/2026 | L2
B     | 01/05/2026 | 23/05/2026 | L2 <

363 Assessment of 7 days and of 8; days of two that overlap are not added up
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 | 08/05/2026 | L3
B     | 01/05/2026 | 09/05/2026 | L3 <
C     | 01/05/2026 | 05/05/2026 | L3
C     | 01/05/2026 | 05/05/2026 | L3

364 Held under PACE for 21 days and for 22, whatever the order of the file
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 | 22/05/2026 | J2
B     | 10/05/2026 | 23/05/2026 | J2 <
B     | 01/05/2026 | 10/05/2026 | J2 <

365 A short break of 17 days and of 18; open, until the year ends
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 | 18/05/2026 | V3
B     | 01/05/2026 | 19/05/2026 | V3 <
C     | 13/03/2027 |            | V3 <
D     | 14/03/2027 |            | V3
E     | 01/05/2026 | 31/02/2027 | V3
F     | 01/05/2026 | 19/05/2026 | V4

366 A short break begins care
Episodes
CHILD | LS | RNE
A     | V3 | S
A     | V3 | P   <
A     | V3 |     <
A     | V4 | P

367 Short breaks of 75 days in the year and of 76
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 | 15/07/2026 | V3
B     | 01/05/2026 | 15/07/2026 | V3 <
B     | 30/03/2027 |            | V3 <
B     | 01/08/2026 | 01/08/2026 | V3
B     | 01/09/2026 | 01/10/2026 | C2
C     | 01/01/2026 | 15/06/2026 | V3
D     | 01/01/2026 | 16/06/2026 | V3 <
E     | 01/05/2026 | 31/02/2027 | V3

386 Adopted on the 18th birthday, or the day before
Header
CHILD | DOB
A     | 01/05/2008
B     | 02/05/2008
Episodes
CHILD | DEC        | REC
A     | 01/05/2026 | E11 <
A     | 01/05/2026 | E41
B     | 01/05/2026 | E12
B     | 31/02/2027 | E12

387 On their own the day before the 14th birthday, and on it
Header
CHILD | DOB
A     | 02/05/2012
B     | 01/05/2012
C     |
Episodes
CHILD | DEC        | REC
A     | 01/05/2026 | E5  <
A     | 01/05/2026 | E6  <
A     |            | E6
B     | 01/05/2026 | E6
C     | 01/05/2026 | E6
D     | 01/05/2026 | E6

389 To adult services the day before the 16th birthday, and on it
Header
CHILD | DOB
A     | 02/05/2010
B     | 01/05/2010
C     |
Episodes
CHILD | DEC        | REC
A     | 01/05/2026 | E7  <
A     |            | E7
B     | 01/05/2026 | E7
C     | 01/05/2026 | E7

407 A special guardian on the 18th birthday, and the day after
Header
CHILD | DOB
A     | 30/04/2008 <
B     | 01/05/2008
Episodes
CHILD | DEC        | REC
A     | 01/05/2026 | E45 <
A     | 01/05/2026 | E41
B     | 01/05/2026 | E48

426 Both kinds of short breaks for one child
Episodes
CHILD | LS
A     | V3 <
A     | V4 <
A     | C2
B     | V3
C     | V4
      | V3
      | V4

460 Stayed with carers the day before the 18th birthday, and on it
Header
CHILD | DOB
A     | 02/05/2008
B     | 01/05/2008
C     |
Episodes
CHILD | DEC        | REC
A     | 01/05/2026 | E17 <
A     | 01/05/2026 | E5
B     | 01/05/2026 | E17
C     | 01/05/2026 | E17
"""
