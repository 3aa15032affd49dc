"""Cases of the rules of spells missing or away."""

CASES = """
564 A kind and no start
Missing
CHILD | MISSING | MIS_START
A     | M       |            <
B     | A       | 01/05/2026
C     |         |
D     | M       | 31/02/2026

565 A start and no kind
Missing
CHILD | MISSING | MIS_START
A     |         | 01/05/2026 <
B     | M       | 01/05/2026
C     |         |

566 An end and no kind
Missing
CHILD | MISSING | MIS_END
A     |         | 01/05/2026 <
B     | A       | 01/05/2026

567 The end before the start
Missing
CHILD | MIS_START  | MIS_END
A     | 02/05/2026 | 01/05/2026 <
B     | 01/05/2026 | 01/05/2026
C     | 01/05/2026 |

570 Missing after the year
Missing
CHILD | MIS_START
A     | 01/04/2027 <
B     | 31/03/2027

571 Found outside the year
Missing
CHILD | MIS_END
A     | 31/03/2026 <
B     | 01/04/2026
C     | 31/03/2027
D     | 01/04/2027 <

574 Missing again while missing
Missing
CHILD | MIS_START  | MIS_END
A     | 01/05/2026 | 05/05/2026
A     | 04/05/2026 | 09/05/2026 <
B     | 01/05/2026 |
B     | 04/05/2026 | 09/05/2026 <
C     | 01/05/2026 | 05/05/2026
C     | 05/05/2026 | 09/05/2026
D     | 01/05/2026 |
D     | 01/05/2026 | 01/05/2026

575 The placement has ended, the spell has not
Episodes
CHILD | DECOM      | DEC
A     | 01/04/2026 | 01/06/2026
B     | 01/04/2026 |
Missing
CHILD | MIS_START  | MIS_END
A     | 01/05/2026 |            <
A     | 02/05/2026 | 03/05/2026
B     | 01/05/2026 |

576 Not the spell that was open last year
Missing
CHILD | MIS_START
A     | 05/04/2026 <
A     | 01/05/2026
B     | 20/03/2026
Missing_last
CHILD | MIS_START  | MIS_END
A     | 20/03/2026 |
B     | 20/03/2026 |

576 Its end last year was no day, or its start
Missing
CHILD | MIS_START
A     | 05/04/2026
B     | 05/04/2026
C     |            <
Missing_last
CHILD | MIS_START  | MIS_END
A     | 20/03/2026 | 31/02/2026
B     | 31/02/2026 |
C     | 20/03/2026 |

577 Care is over, the spell is not
Episodes
CHILD | DECOM      | DEC
A     | 01/04/2026 | 01/06/2026
A     | 01/06/2026 | 01/08/2026
B     | 01/04/2026 |
Missing
CHILD | MIS_START  | MIS_END
A     | 01/07/2026 |            <
A     | 01/05/2026 | 05/05/2026
B     | 01/05/2026 |
C     | 01/05/2026 |

577 Found after care ended
Episodes
CHILD | DECOM      | DEC
A     | 01/04/2026 | 01/06/2026
Missing
CHILD | MIS_START  | MIS_END
A     | 31/05/2026 | 02/06/2026 <
A     | 30/05/2026 | 01/06/2026

578 Missing from nowhere
Episodes
CHILD | DECOM      | DEC
A     | 01/04/2026 | 01/06/2026
A     | 01/09/2026 |
Missing
CHILD | MIS_START
A     | 01/07/2026 <
A     | 31/03/2026 <
A     | 01/06/2026
A     | 01/09/2026

580 Missing until the 18th birthday, on which care ended for another reason
Episodes
CHILD | DEC        | REC
A     | 01/05/2026 | E5  <
B     | 01/05/2026 | E8
C     | 02/05/2026 | E5
Missing
CHILD | DOB        | MIS_END
A     | 01/05/2008 | 01/05/2026
B     | 01/05/2008 | 01/05/2026
C     | 01/05/2008 | 01/05/2026

581 Missing in no episode
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2026 | 01/06/2026
Missing
CHILD | MIS_START
A     | 30/04/2026 <
A     | 01/05/2026
A     | 01/06/2026
B     | 01/01/2026

586 Missing by the day of birth
Missing
CHILD | DOB        | MIS_START
A     | 01/05/2026 | 01/05/2026 <
B     | 01/05/2026 | 02/05/2026
C     |            | 02/05/2026

1004 No start, or none that is a day
Missing
CHILD | MIS_START
A     |            <
B     | 31/04/2026 <
C     | 30/04/2026

1005 An end that is no day
Missing
CHILD | MIS_END
A     |
B     | 31/04/2026 <
C     | 30/04/2026

1006 A kind that is no code
Missing
CHILD | MISSING
A     | X <
B     | M
C     | A
D     |
"""
