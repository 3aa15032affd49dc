"""Cases of the rules of social worker episodes."""

CASES = """
SW01aSTG1 Before April 2023 a start and a worker (2024/25)
SWEpisodes
CHILD | SW_ID    | SW_DECOM   | SW_REASON
A     |          | 31/03/2023 |        <
B     | SW000123 |            |        <
C     | SW000123 | 31/03/2023 |
D     |          | 01/04/2023 |

SW01bSTG1 Since April 2023 a reason too (2024/25)
SWEpisodes
CHILD | SW_ID    | SW_DECOM   | SW_REASON
A     | SW000123 | 01/04/2023 |        <
B     |          | 01/04/2023 | MANAGE <
C     | SW000123 |            | MANAGE <
D     | SW000123 | 01/04/2023 | MANAGE
E     | SW000123 | 31/03/2023 |

SW02STG1 How a worker’s number begins (2024/25)
SWEpisodes
CHILD | SW_ID
A     | AB000123 <
B     |          <
C     | SW1
D     | XX000123

SW02STG1 How a worker’s number begins, and that it is one
SWEpisodes
CHILD | SW_ID
A     | AB000123 <
B     | SW1      <
C     | SW12
D     | XX000123

SW04STG1 A start that is no day
SWEpisodes
CHILD | SW_DECOM
A     | 31/04/2026 <
B     |
C     | 30/04/2026

SW05STG1 An end that is no day
SWEpisodes
CHILD | SW_DEC
A     | 31/04/2026 <
B     |
C     | 30/04/2026

SW06STG2 Begins after the year
SWEpisodes
CHILD | SW_DECOM
A     | 01/04/2027 <
B     | 31/03/2027

SW07STG2 Ended before the two years, or after them
SWEpisodes
CHILD | SW_DEC
A     | 31/03/2025 <
B     | 01/04/2025
C     | 31/03/2027
D     | 01/04/2027 <
E     |

SW07STG2 The two years of a leap year (2024/25)
SWEpisodes
CHILD | SW_DEC
A     | 31/03/2023 <
B     | 01/04/2023

SW08STG2 Open though another follows
SWEpisodes
CHILD | SW_DECOM   | SW_DEC
A     | 01/05/2026 |            <
A     | 01/06/2026 |
B     | 01/05/2026 | 01/06/2026
B     | 01/06/2026 |
C     | 01/05/2026 |
C     |            |

SW09STG2 Begins and ends on one day
SWEpisodes
CHILD | SW_DECOM   | SW_DEC
A     | 01/05/2026 | 01/05/2026 <
B     | 01/05/2026 | 02/05/2026
C     | 01/05/2026 |

SW10STG2 More than a week from the one before
SWEpisodes
CHILD | SW_DECOM   | SW_DEC     | SW_REASON
A     | 01/05/2026 | 01/06/2026 | FCONTA
A     | 09/06/2026 |            | MANAGE <
B     | 01/05/2026 | 01/06/2026 | FCONTA
B     | 08/06/2026 |            | MANAGE
C     | 01/05/2026 | 01/06/2026 | FCONTA
C     | 09/09/2026 |            | FCONTA
D     | 01/05/2026 |            | FCONTA
D     | 01/06/2026 |            | MANAGE <
E     | 01/05/2026 | 01/06/2026 | MANAGE <
E     | 01/05/2026 | 01/06/2026 | FCONTA

SW10aSTG2 More than a week from the one before, the reason blank
SWEpisodes
CHILD | SW_DECOM   | SW_DEC     | SW_REASON
A     | 01/05/2026 | 09/06/2026 | FCONTA
A     | 01/06/2026 |            |        <
B     | 01/05/2026 | 08/06/2026 | FCONTA
B     | 01/06/2026 |            |

SW10bSTG2 A first contact before the last worker went
SWEpisodes
CHILD | SW_DECOM   | SW_DEC     | SW_REASON
A     | 01/05/2026 | 01/06/2026 | MANAGE
A     | 01/06/2026 |            | FCONTA <
B     | 01/05/2026 | 01/06/2026 | MANAGE
B     | 02/06/2026 |            | FCONTA

SW11bSTG2 The last worker went in the last days of March
SWEpisodes
CHILD | SW_DECOM   | SW_DEC
A     | 01/05/2026 | 26/03/2027 <
B     | 01/05/2026 | 25/03/2027
C     | 01/05/2026 | 28/03/2027
C     | 28/03/2027 |
D     | 01/05/2026 |
E     |            | 31/03/2027 <
F     | 01/05/2026 | 31/03/2027 <
F     |            | 31/03/2027

SW12STG2 Care began or ended and no worker was there
Episodes
CHILD | DECOM      | RNE | LS | DEC        | REC
A     | 01/05/2026 | S   | C2 |            |     <
B     | 01/05/2026 | S   | C2 |            |
C     | 01/05/2026 | S   | V3 | 03/05/2026 | E8
D     | 01/01/2025 | S   | C2 | 01/05/2026 | E8  <
E     | 01/01/2025 | S   | C2 | 01/05/2026 | E8
F     | 31/03/2025 | S   | C2 |            |
SWEpisodes
CHILD | SW_DECOM   | SW_DEC
A     | 01/01/2026 | 30/04/2026
B     | 04/05/2026 |
D     | 02/05/2026 |
E     | 30/04/2026 |

SW13STG1 A reason that is no code, or none since April 2023
SWEpisodes
CHILD | SW_DECOM   | SW_REASON
A     | 01/05/2026 | SWLAZY <
B     | 01/04/2023 |        <
C     | 31/03/2023 |
D     | 01/05/2026 | MANAGE

SW17STG2 Still in care, and the latest worker gone
Episodes
CHILD | DECOM      | DEC
A     | 01/05/2026 |
B     | 01/05/2026 | 01/07/2026
C     | 01/05/2026 |
SWEpisodes
CHILD | SW_DECOM   | SW_DEC
A     | 01/05/2026 | 01/07/2026 <
B     | 01/05/2026 | 01/07/2026
C     | 01/05/2026 | 01/07/2026
C     | 01/07/2026 |

SW18STG2 The end by the start
SWEpisodes
CHILD | SW_DECOM   | SW_DEC
A     | 01/05/2026 | 01/05/2026 <
B     | 01/05/2026 | 30/04/2026 <
C     | 01/05/2026 | 02/05/2026

SW19STG2 Two begin on one day
SWEpisodes
CHILD | SW_DECOM   | SW_DEC
A     | 01/05/2026 | 02/05/2026
A     | 01/05/2026 |            <
B     | 01/05/2026 |
C     | 01/05/2026 |
"""
