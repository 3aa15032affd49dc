"""Cases of the rules of deprivation of liberty orders."""

CASES = """
700 No start, or none that is a day
DoLO
CHILD | DOLO_START
A     |            <
B     | 31/04/2026 <
C     | 30/04/2026

701 An end that is no day
DoLO
CHILD | DOLO_END
A     |
B     | 31/04/2026 <
C     | 30/04/2026

702 The end by the start
DoLO
CHILD | DOLO_START | DOLO_END
A     | 01/05/2026 | 01/05/2026 <
B     | 01/05/2026 | 02/05/2026
C     | 01/05/2026 |

703 Begins after the year
DoLO
CHILD | DOLO_START
A     | 01/04/2027 <
B     | 31/03/2027

704 Ends outside the year
DoLO
CHILD | DOLO_END
A     | 31/03/2026 <
B     | 01/04/2026
C     | 31/03/2027
D     | 01/04/2027 <

705 One begins while another is open
DoLO
CHILD | DOLO_START | DOLO_END
A     | 01/05/2026 | 01/06/2026
A     | 31/05/2026 | 01/07/2026 <
B     | 01/05/2026 | 01/06/2026
B     | 01/06/2026 | 01/07/2026

706 Open at the end of last year and not returned now
DoLO
CHILD | DOLO_START
A     | 01/03/2026
B     | 02/03/2026
DoLO_last
CHILD | DOLO_START | DOLO_END
A     | 01/03/2026 |
B     | 01/03/2026 |            <
C     | 01/03/2026 | 15/03/2026
D     |            |
E     | 31/02/2026 |
F     | 01/03/2026 | 31/02/2026

707 Care is over, the order is not
Episodes
CHILD | DECOM      | DEC
A     | 01/04/2026 | 01/06/2026
B     | 01/04/2026 |
DoLO
CHILD | DOLO_START | DOLO_END
A     | 01/05/2026 |            <
A     | 01/05/2026 | 15/05/2026
B     | 01/05/2026 |
C     | 01/05/2026 |

708 Begins by the day of birth
DoLO
CHILD | DOB        | DOLO_START
A     | 01/05/2026 | 01/05/2026 <
B     | 01/05/2026 | 02/05/2026

709 Not where an order is expected
DoLO
CHILD | DOLO_START | DOLO_END
A     | 01/05/2026 | 01/06/2026 <
B     | 01/05/2026 | 01/06/2026
C     | 01/05/2026 |
Episodes
CHILD | DECOM      | DEC        | PLACE
A     | 01/04/2026 |            | U1  <
B     | 01/05/2026 |            | Z12
B     | 01/04/2026 | 30/04/2026 | U1
C     | 01/04/2026 |            | U1

710 Where an order may not be
DoLO
CHILD | DOLO_START | DOLO_END
A     | 01/05/2026 | 01/06/2026 <
B     | 01/05/2026 | 01/06/2026
Episodes
CHILD | DECOM      | DEC        | PLACE
A     | 01/06/2026 |            | K1  <
B     | 02/06/2026 |            | K1
B     | 01/05/2026 | 02/06/2026 | K2
"""
