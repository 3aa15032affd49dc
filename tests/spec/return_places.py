"""Cases of the rules of where a placement lies: postcodes, authority, distance."""

CASES = """
164 A distance that there cannot be
Header
CHILD | UASC
A     | 0
B     | 1
Header_last
CHILD | UASC
C     | 1
Episodes
CHILD | PL_DISTANCE
A     | 0.0
A     | 999.9
A     | -0.1   <
A     | 1000.0 <
A     |
B     | 1000.0
C     | 1000.0
D     | 1000.0 <

169 The authority is not known
Episodes
CHILD | LS | PL_POST
A     | V2 | LS1 1UR
A     | V2 |         <
A     | V2 | LS1 1ZZ <
A     |    |         <
A     | V2 | CF10 1EP
A     | V3 |
A     | V4 |

179 Inside or outside is not known
Episodes
CHILD | LS | PL_POST
A     | V2 | LS1 1UR
A     | V2 | BD1 1HX
A     | V2 |         <
A     | V3 |

392a No distance from home
Header
CHILD | UASC
A     | 0
B     | 1
Header_last
CHILD | UASC
C     | 1
Episodes
CHILD | LS | HOME_POST | PL_POST
A     | V2 | LS1 1UR   | BD1 1HX
A     | V2 |           | BD1 1HX <
A     | V2 | LS1 1UR   | LS1 1ZZ <
A     | V4 |           |
B     | V2 |           |
C     | V2 |           |

392b No postcode of home or of the placement
Episodes
CHILD | LS | HOME_POST | PL_POST
A     | V2 | LS1 1UR   | BD1 1HX
A     | V2 |           | BD1 1HX <
A     | V2 | LS1 1UR   |         <
A     |    |           |         <
A     | V3 |           |
B     | V2 |           |
C     | V2 |           |
UASC
CHILD
B
UASC_last
CHILD
C

392c A postcode that there is not
Episodes
CHILD | HOME_POST | PL_POST
A     | LS1 1UR   | bd11hx
A     | LS1 1ZZ   | BD1 1HX <
A     | LS1 1UR   | 12345   <
A     |           |

392d Placed at home and not with the parents
Episodes
CHILD | HOME_POST | PL_POST | PLACE
A     | LS1 1UR   | LS1 1UR | U4 <
A     | LS1 1UR   | LS11UR  |    <
A     | LS1 1UR   | LS1 1UR | P1
A     | LS1 1UR   | BD1 1HX | U4
A     |           |         | U4

398 Postcodes of a short break
Episodes
CHILD | LS | HOME_POST | PL_POST
A     | V3 | LS1 1UR   |         <
A     | V4 |           | LS1 1UR <
A     | V4 |           |
A     | V2 | LS1 1UR   | BD1 1HX

406 A distance of somebody who sought asylum alone
Header
CHILD | UASC
A     | 0
B     | 1
Header_last
CHILD | UASC
C     | 1
Episodes
CHILD | PL_DISTANCE
A     | 3.2
B     | 0.0 <
B     |
C     | 3.2 <
D     | 3.2

411 Inside, and in another authority
Episodes
CHILD | PL_LOCATION | PL_LA
A     | IN          | E08000035
A     | IN          | E08000032 <
A     | IN          |
A     | OUT         | E08000032
A     |             | E08000032

420 The authority of a short break
Episodes
CHILD | LS | PL_LA
A     | V3 | E08000035 <
A     | V4 | WAL       <
A     | V4 |
A     | V2 | E08000035

454 Further than anybody is placed
Episodes
CHILD | PL_DISTANCE
A     | 350.0
A     | 350.1  <
A     | 999.9
A     | 1200.0 <
A     |
"""
