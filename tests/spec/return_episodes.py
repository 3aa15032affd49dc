"""Cases of the rules of episodes by themselves: codes, dates, and what follows from what."""

CASES = """
141 A start that is no day; one left out is not asked about
Episodes
CHILD | DECOM
A     | 01/05/2026
A     | 1/6/2026
A     | 31/02/2026 <
A     | 2026-05-01 <
A     |

142 Only the latest episode may be without an end
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/06/2026 |            |
A     | 01/05/2026 |            |     <
B     | 01/05/2026 | 01/06/2026 |     <
B     | 01/06/2026 | 01/07/2026 | X1
B     | 01/07/2026 | 31/02/2027 | X1  <
B     | 01/08/2026 |            |

142 Of two that begin on one day the open one is the later, whatever the file says
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 |            |
A     | 01/05/2026 | 01/06/2026 | X1

143 A reason for the new episode that there is not
Episodes
CHILD | RNE
A     | S
A     | u
A     | X  <
A     |

144 A legal status that there is not
Episodes
CHILD | LS
A     | C2
A     | V1 <
A     |

145 A category of need that there is not
Episodes
CHILD | CIN
A     | N8
A     | N9 <
A     | N0 <
A     |

147 An end that is no day
Episodes
CHILD | DEC
A     | 31/03/2027
A     | 31/04/2027 <
A     |

148 An end without its reason, a reason without its end
Episodes
CHILD | DEC        | REC
A     | 01/06/2026 | X1
A     | 01/06/2026 |    <
A     |            | X1 <
A     | 31/02/2027 | X1
A     |            |

149 A reason for the end that there is not
Episodes
CHILD | REC
A     | E48
A     | E4  <
A     |

353 The day the Act came into force, and the day before
Episodes
CHILD | DECOM
A     | 14/10/1991
B     | 13/10/1991 <
C     |

354 The year's last day, and the day after
Episodes
CHILD | DECOM      | DEC
A     | 31/03/2027 | 01/04/2027
B     | 01/04/2027 |            <

354 Another year ends on another day (2024/25)
Episodes
CHILD | DECOM
A     | 31/03/2025
B     | 01/04/2025 <

355 Begun and ended on one day; two that are left out are no day
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2026 | 1/5/2026   <
B     | 01/05/2026 | 02/05/2026
C     |            |

356 Ended the day before it began
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2026 | 30/04/2026 <
B     | 01/05/2026 | 01/05/2026
C     | 01/05/2026 |

357 The earliest of a child, where it began in the year
Episodes
CHILD | DECOM      | RNE
A     | 01/06/2026 | S
A     | 01/04/2026 | P  <
B     | 31/03/2026 | P
C     | 01/05/2026 |    <
D     | 01/05/2026 | S
D     | 01/06/2026 | L

385 The year's last day, and the day after
Episodes
CHILD | DEC
A     | 31/03/2027
B     | 01/04/2027 <
C     |

388 Care goes on without an episode that begins that day
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 01/06/2026 | X1
A     | 01/06/2026 | 01/07/2026 | X1  <
A     | 02/07/2026 |            |
B     | 01/05/2026 | 01/06/2026 | X1  <

388 Care ended, and an episode begins that day
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 01/06/2026 | E4A <
A     | 01/06/2026 | 01/07/2026 | E4A
A     | 02/07/2026 | 02/08/2026 | E4A

388 Nobody knows what follows an episode whose start cannot be read
Episodes
CHILD | DECOM      | DEC        | REC
A     | 31/04/2026 | 01/06/2026 | X1
A     | 01/06/2026 |            |

431 Care begins on the day the last episode ended, or before
Episodes
CHILD | DECOM      | DEC        | RNE
A     | 01/05/2026 | 01/06/2026 | S
A     | 01/06/2026 |            | S   <
B     | 01/05/2026 | 01/06/2026 | S
B     | 02/06/2026 |            | S
C     | 01/05/2026 | 01/06/2026 | S
C     | 01/06/2026 |            | P

432 Care had ended and goes on all the same
Episodes
CHILD | DECOM      | REC | RNE
A     | 01/05/2026 | E4A | S
A     | 01/06/2026 | X1  | P   <
A     | 01/07/2026 | E2  | L
A     | 01/08/2026 | E8  |     <
A     | 01/09/2026 |     | S

433 Goes on, but not from the day on which the last episode ended
Episodes
CHILD | DECOM      | DEC        | RNE
A     | 01/05/2026 | 1/6/2026   | P
A     | 01/06/2026 | 01/07/2026 | L
A     | 02/07/2026 |            | T   <
A     | 03/08/2026 |            | U   <
A     | 03/09/2026 |            | S

434 The status is the same, or the placement is not
Episodes
CHILD | DECOM      | RNE | LS | PLACE | PL_POST | URN     | PLACE_PROVIDER
A     | 01/05/2026 | S   | C1 | U1    | B1 1AA  | SC00001 | PR1
A     | 01/06/2026 | L   | C2 | U1    | B1 1AA  | SC00001 | PR1
A     | 01/07/2026 | L   | C2 | U1    | B1 1AA  | SC00001 | PR1            <
A     | 01/08/2026 | L   | E1 | U1    | B1 1AA  |         | PR1            <
A     | 01/09/2026 | L   | C2 | U1    | B1 1AA  |         | PR1
A     | 01/10/2026 | P   | C2 | U1    | B1 1AA  |         | PR1

435 The status is another, or nothing about the placement is
Episodes
CHILD | DECOM      | RNE | LS | PLACE | PL_POST | URN     | PLACE_PROVIDER
A     | 01/05/2026 | S   | C1 | U1    | B1 1AA  | SC00001 | PR1
A     | 01/06/2026 | P   | C1 | U1    | B1 1AB  | SC00001 | PR1
A     | 01/07/2026 | T   | C1 | U1    | B1 1AB  | SC00001 | PR1            <
A     | 01/08/2026 | P   | C2 | U4    | B1 1AB  | SC00001 | PR1            <
A     | 01/09/2026 | P   | C2 | P1    | B1 1AB  |         | PR0
A     | 01/10/2026 | T   | C2 | P1    | B1 1AB  |         | PR0            <

435 Two statuses that are left out are no change
Episodes
CHILD | DECOM      | RNE | LS | PLACE
A     | 01/05/2026 | S   |    | U1
A     | 01/06/2026 | P   |    | U4

436 The status is the same, or nothing about the placement is another
Episodes
CHILD | DECOM      | RNE | LS | PLACE | PL_POST
A     | 01/05/2026 | S   | C1 | U1    | B1 1AA
A     | 01/06/2026 | B   | C2 | U4    | B1 1AB
A     | 01/07/2026 | U   | C2 | U1    | B1 1AB   <
A     | 01/08/2026 | B   | C1 | U1    | B1 1AB   <
B     | 01/05/2026 | U   | C1 | U1    | B1 1AA

437 Episodes after a child died, or was found to be an adult
Episodes
CHILD | DECOM      | REC
A     | 01/05/2026 | E2  <
A     | 01/06/2026 | E15 <
A     | 01/07/2026 | E2

446 A placement order from before there were any
Episodes
CHILD | DECOM      | LS
A     | 30/11/2005 | E1 <
B     | 01/12/2005 | E1
C     | 30/11/2005 | C2

501 Begins before the one before it ended
Episodes
CHILD | DECOM      | DEC
A     | 20/05/2026 |            <
A     | 01/05/2026 | 01/06/2026
B     | 01/05/2026 | 01/06/2026
B     | 01/06/2026 |
C     | 01/05/2026 |
C     | 02/05/2026 |

501 Of two that begin on one day the one that ended first is the earlier
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2026 | 01/07/2026 <
A     | 01/05/2026 | 01/06/2026

504 The need changes while care goes on
Episodes
CHILD | DECOM      | DEC        | REC | CIN
A     | 01/05/2026 | 01/06/2026 | X1  | N1
A     | 01/06/2026 | 01/07/2026 | X1  | N2 <
A     | 01/07/2026 | 01/08/2026 | E4A | N2
A     | 01/09/2026 | 01/10/2026 | X1  | N3
A     | 02/10/2026 |            |     | N4
B     | 01/05/2026 | 01/06/2026 | X1  |
B     | 01/06/2026 | 01/07/2026 | X1  |
B     | 01/07/2026 |            |     | N1 <
"""
