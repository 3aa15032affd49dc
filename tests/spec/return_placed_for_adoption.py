"""Cases of the rules of decisions to place for adoption, and of their reversal."""

CASES = """
115 The decision is on no day
PlacedAdoption
CHILD | DATE_PLACED
A     | 31/02/2026 <
B     | 28/02/2026
C     |

116 The reversal is on no day
PlacedAdoption
CHILD | DATE_PLACED_CEASED
A     | soon <
B     | 28/02/2026
C     |

117 Decided or reversed after care or after the year
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 01/06/2026 | X1
A     | 01/06/2026 | 01/07/2026 | E4A <
B     | 01/05/2026 | 01/07/2026 | E4A
C     | 01/05/2026 |            |     <
PlacedAdoption
CHILD | DATE_PLACED | DATE_PLACED_CEASED
A     | 01/06/2026  | 02/07/2026 <
A     | 01/06/2026  | 01/07/2026
B     | 01/07/2026  |
C     | 01/04/2027  |            <
C     | 31/03/2027  |
D     | 01/04/2027  |            <
D     | 01/06/2026  |

118 Reversed before care or before the year
Episodes
CHILD | DECOM      | LS
A     | 01/04/2026 | V4
A     | 01/05/2026 | C2 <
B     | 01/05/2026 | C2
C     | 01/05/2025 | C2 <
D     | 01/05/2026 | V3
PlacedAdoption
CHILD | DATE_PLACED_CEASED
A     | 30/04/2026 <
B     | 01/05/2026
C     | 31/03/2026 <
C     | 01/04/2026
D     | 31/03/2026 <
D     | 01/04/2026
D     |

119 Reversed without a day or without a reason
PlacedAdoption
CHILD | DATE_PLACED_CEASED | REASON_PLACED_CEASED
A     | 01/05/2026         |     <
B     |                    | RD1 <
C     | 01/05/2026         | RD1
D     |                    |
E     | soon               | RD1

120 A code of the reason
PlacedAdoption
CHILD | REASON_PLACED_CEASED
A     | RD5 <
B     | RD4
C     |

184 Decided before the child was born
Header
CHILD | DOB
A     | 01/05/2026
B     | 01/05/2026
C     |
PlacedAdoption
CHILD | DOB        | DATE_PLACED
A     | 01/04/2026 | 30/04/2026  <
B     |            | 01/05/2026
B     |            |
C     |            | 01/05/2026
D     |            | 01/05/2026

522 Reversed before it was decided
PlacedAdoption
CHILD | DATE_PLACED | DATE_PLACED_CEASED
A     | 02/05/2026  | 01/05/2026 <
B     | 01/05/2026  | 01/05/2026
C     | 01/05/2026  |

523 One decision, two days
PlacedAdoption
CHILD | DATE_PLACED
A     | 01/05/2026 <
B     | 01/05/2026
C     | 01/05/2026
AD1
CHILD | DATE_INT
A     | 02/05/2026 <
B     | 1/5/2026
C     |

525 Reversed, and adopted all the same
PlacedAdoption
CHILD | DATE_PLACED_CEASED
A     | 01/05/2026 <
B     |
C     | 01/05/2026
D     | 01/05/2026
AD1
CHILD | NB_ADOPTR
A     | 2 <
B     | 2
C     |

551 An adoptive placement that nobody decided on
Episodes
CHILD | DECOM      | PLACE
A     | 01/05/2026 | A3 <
B     | 01/05/2026 | A6 <
C     | 01/05/2026 | A6
D     | 01/05/2026 | U4
PlacedAdoption
CHILD | DATE_PLACED
B     |
C     | 01/05/2026
C     |

552 The latest decision came after the first adoptive placement
Episodes
CHILD | DECOM      | PLACE
A     | 01/06/2026 | A6
A     | 01/05/2026 | A6 <
A     | 01/04/2026 | U4
B     | 01/05/2026 | A6
C     | 01/05/2026 | U4
PlacedAdoption
CHILD | DATE_PLACED
A     | 01/04/2026
A     | 02/05/2026 <
B     | 01/05/2026
C     | 02/05/2026

553 A placement order that nobody decided on
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 |            | E1 <
B     | 01/05/2026 |            | E1
C     | 01/05/2026 |            | C2
PlacedAdoption
CHILD | DATE_PLACED
B     | 01/05/2026

553 A placement order that goes on after the reversal
Episodes
CHILD | DECOM      | DEC        | LS
A     | 01/05/2026 |            | E1
B     | 01/05/2026 | 01/06/2026 | E1
B     | 01/06/2026 |            | C2
C     | 01/05/2026 |            | E1
D     | 01/05/2026 |            | E1
PlacedAdoption
CHILD | DATE_PLACED_CEASED | REASON_PLACED_CEASED
A     | 01/06/2026         | RD1 <
B     | 01/06/2026         | RD1
C     |                    | RD1 <
D     |                    |

554 Decided after the first placement order
Episodes
CHILD | DECOM      | LS
A     | 01/06/2026 | E1
A     | 01/05/2026 | E1 <
A     | 01/04/2026 | C1
B     | 01/05/2026 | E1
C     | 01/05/2026 | C2
PlacedAdoption
CHILD | DATE_PLACED
A     | 02/05/2026 <
B     | 01/05/2026
C     | 02/05/2026

557 Left care unadopted, and the decision stands
Episodes
CHILD | DECOM      | DEC        | LS | PLACE | REC
A     | 01/05/2026 | 01/06/2026 | E1 | U4    | E4A <
B     | 01/05/2026 | 01/06/2026 | C2 | A6    | E4A <
C     | 01/05/2026 | 01/06/2026 | E1 | A6    | E4A
D     | 01/05/2026 | 01/06/2026 | E1 | A6    | E12
E     | 01/05/2026 | 01/06/2026 | E1 | A6    | X1
F     | 01/05/2026 |            | E1 | A6    |
G     | 01/05/2026 | 01/06/2026 | C2 | U4    | E4A
PlacedAdoption
CHILD | DATE_PLACED_CEASED | REASON_PLACED_CEASED
B     | 01/06/2026         |     <
C     | 01/06/2026         | RD1
D     |                    |
G     |                    |

558 Adopted, and the latest decision is reversed
Episodes
CHILD | DECOM      | DEC        | REC
A     | 01/05/2026 | 01/06/2026 | E12 <
B     | 01/05/2026 | 01/06/2026 | E12
C     | 01/05/2026 | 01/06/2026 | E4A
D     | 01/05/2026 | 01/06/2026 | E11 <
E     | 01/05/2026 | 01/06/2026 | E11
PlacedAdoption
CHILD | DATE_PLACED | DATE_PLACED_CEASED
A     | 01/01/2026  | 01/05/2026
A     | 01/01/2025  | 01/05/2025
B     | 01/05/2026  |
B     | 01/01/2025  | 01/05/2025
C     | 01/01/2025  | 01/05/2025
D     | 01/01/2025  | 01/05/2025

559 Decided before this year, and nothing of it last year
PlacedAdoption
CHILD | DATE_PLACED
A     | 31/03/2026 <
B     | 31/03/2026
C     | 01/04/2026
D     | 31/03/2026 <
PlacedAdoption_last
CHILD | DATE_PLACED
B     | 30/03/2026
D     |

560 The decision that stood has another day
PlacedAdoption
CHILD | DATE_PLACED
A     | 02/05/2025 <
B     | 1/5/2025
C     | 02/05/2025
D     |
E     | 02/05/2025
PlacedAdoption_last
CHILD | DATE_PLACED | DATE_PLACED_CEASED
A     | 01/05/2025  |
B     | 01/05/2025  |
C     | 01/05/2025  | 01/06/2025
D     | 01/05/2025  |
E     |             |

560 A new decision beside the one that stood
PlacedAdoption
CHILD | DATE_PLACED | DATE_PLACED_CEASED
A     | 01/05/2025  | 01/05/2026
A     | 01/06/2026  |
PlacedAdoption_last
CHILD | DATE_PLACED
A     | 01/05/2025

561 A decision reversed last year is back
PlacedAdoption
CHILD | DATE_PLACED
A     | 01/05/2025 <
B     | 1/5/2025   <
C     | 02/05/2025
D     | 01/05/2025
E     |
PlacedAdoption_last
CHILD | DATE_PLACED | DATE_PLACED_CEASED | REASON_PLACED_CEASED
A     | 01/05/2025  | 01/06/2025         | RD1
B     | 01/05/2025  |                    | RD1
C     | 01/05/2025  | 01/06/2025         | RD1
D     | 01/05/2025  |                    |
E     |             | 01/06/2025         | RD1

563 A reversal of nothing
PlacedAdoption
CHILD | DATE_PLACED | DATE_PLACED_CEASED | REASON_PLACED_CEASED
A     |             | 01/06/2026         | RD1 <
B     | 01/05/2026  | 01/06/2026         | RD1
C     |             | 01/06/2026         |
D     |             |                    |

579 A new decision while the one before stands
PlacedAdoption
CHILD | DATE_PLACED | DATE_PLACED_CEASED
A     | 01/06/2026  |            <
A     | 01/05/2026  |
B     | 01/05/2026  | 02/06/2026
B     | 01/06/2026  |            <
C     | 01/05/2026  | 01/06/2026
C     | 01/06/2026  |
D     | 01/05/2026  |
D     |             |

583 An earlier decision is not reversed
PlacedAdoption
CHILD | DATE_PLACED | DATE_PLACED_CEASED
A     | 31/12/2025  |            <
A     | 01/06/2026  |
B     | 31/12/2025  | 01/05/2026
B     | 01/06/2026  |
C     | 31/12/2025  |            <
C     | 01/06/2026  | 01/07/2026
D     | 31/12/2025  |

584 A decision after a reversal is no later than the one reversed
PlacedAdoption
CHILD | DATE_PLACED
B     | 02/05/2025
C     | 01/06/2024
A     | 30/04/2025 <
D     | 01/05/2025 <
E     |            <
F     | 10/02/2026
PlacedAdoption_last
CHILD | DATE_PLACED | DATE_PLACED_CEASED | REASON_PLACED_CEASED
A     | 01/05/2025  | 01/06/2025         | RD1
B     | 01/05/2025  | 01/06/2025         | RD1
C     | 01/05/2025  |                    |
D     | 01/05/2025  |                    | RD1
E     | 01/05/2025  | 01/06/2025         | RD1
F     | 20/01/2026  | 01/02/2026         | RD1

1003 Decided before the first period of care
Episodes
CHILD | DECOM      | DEC        | RNE
A     | 01/06/2026 |            | S
A     | 01/05/2026 | 01/06/2026 | S   <
B     | 01/05/2026 |            | S
C     | 01/05/2026 |            | P
PlacedAdoption
CHILD | DATE_PLACED
A     | 30/04/2026 <
B     | 01/05/2026
C     | 30/04/2026
"""
