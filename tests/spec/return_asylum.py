"""Cases of the rules about children who are unaccompanied and seek asylum."""

CASES = """
104 Ceased on no day, or before the year
UASC
CHILD | DUC
A     | 01/04/2026
B     | 31/03/2026 <
C     | 31/04/2026 <
D     |

105 The flag is 0 or 1
Header
CHILD | UASC
A     | 0
B     | 1
C     | 2 <
D     |   <

205A Seeks asylum last year alone: ceased then, in another year, never, or this year too
Header
CHILD
A
B
C <
D <
E
F
Header_last
CHILD
A
B
C
D
F
UASC
CHILD
F
UASC_last
CHILD | DUC
A     | 01/04/2025
B     | 31/03/2026
C     | 01/04/2026
D     |
E     |
F     |

205A A day this year for a status that the header denies
Header
CHILD | UASC
A     | 0 <
B     | 0
C     | 1
Header_last
CHILD | UASC
A     | 1
B     | 1
C     | 1
UASC
CHILD | DUC
A     | 01/05/2026 <
C     |
UASC_last
CHILD | DUC
A     | 01/05/2025
B     | 01/05/2025
C     |

205B Seeks asylum in both years: nothing ceased, or in the year, or on the 18th birthday
Header
CHILD
A
B
C
D
E <
Header_last
CHILD
A
B
C
D
E
UASC
CHILD | DOB        | DUC
A     | 01/05/2010 |
B     | 01/05/2010 | 01/04/2026
C     | 01/05/2009 | 01/05/2027
D     | 01/07/2008 | 01/07/2026
E     | 01/05/2010 | 31/03/2026 <
UASC_last
CHILD | DOB        | DUC
A     | 01/05/2010 |
B     | 01/05/2010 |
C     | 01/05/2009 |
D     | 01/07/2008 | 01/07/2026
E     | 01/05/2010 |

205B It had ceased last year
Header
CHILD
A <
B <
C <
D
Header_last
CHILD
A
B
C
UASC
CHILD | DOB        | DUC
A     | 01/05/2010 |            <
B     | 01/05/2010 | 01/06/2026 <
C     | 29/02/2008 |            <
D     | 01/05/2010 | 01/06/2025
UASC_last
CHILD | DOB        | DUC
A     | 01/05/2010 | 01/06/2025
B     | 01/05/2010 | 01/06/2025
C     | 29/02/2008 | 28/02/2026

205C Ceased, and flagged in neither year
Header
CHILD | UASC
A     | 0 <
B     | 0 <
C     | 1
D     | 0
E     |   <
F     | 0
Header_last
CHILD | UASC
A     | 0
B     | 0
C     | 0
D     | 1
F     | 0
UASC
CHILD | DUC
A     | 01/05/2026 <
B     |            <
C     | 01/05/2026
D     | 01/05/2026
E     | 01/05/2026 <
F     |
UASC_last
CHILD | DUC
A     |
B     | 01/05/2025
C     |
D     |
F     |

205D Seeks asylum this year, and was there last year without it
Header
CHILD
A
B <
C
D
Header_last
CHILD
A
B
D
UASC
CHILD
A
B
C
UASC_last
CHILD
A
D

231 Aged 11 or under at the year's end
Header
CHILD | DOB
A     | 30/03/2016
B     | 31/03/2016 <
C     | 31/03/2018 <
D     | 31/03/2018
E     |
UASC
CHILD
A
B
C
E

303 Ceased, and the header denies it
Header
CHILD | UASC
A     | 1
B     | 0 <
C     |   <
D     | 0
UASC
CHILD | DUC
A     | 01/05/2026
B     | 01/05/2026 <
C     | 31/04/2026 <
D     |
E     | 01/05/2026

304 Ceased after the 18th birthday
UASC
CHILD | DOB        | DUC
A     | 01/05/2008 | 01/05/2026
B     | 01/05/2008 | 02/05/2026 <
C     | 29/02/2008 | 28/02/2026
D     | 29/02/2008 | 01/03/2026 <
E     |            | 01/03/2026
F     | 01/05/2008 |
"""
