"""Cases of the rules of providers: their codes, registration numbers, and Ofsted's list."""

CASES = """
178 A provider code that is none, or for a placement that takes none
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | U4    | PR4
A     | U4    | PR6 <
A     | U4    |
A     |       | PR4
A     | T3    | PR4 <
A     | T4    | PR4
A     | Z12   | PR4 <
A     | Z12   |

178 Before, T4 took none either (2024/25)
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | T4    | PR4 <
A     | Z1    | PR4 <
A     | U4    | PR4

213 A provider of a placement that has none
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | T0    | PR4 <
A     | T4    | PR9 <
A     | Z11   | PR4 <
A     | T0    |
A     | U4    | PR4

213 What is none of the others was asked for (2024/25)
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | T0    | PR4 <
A     | Z1    | PR4

214 Where a short break was
Episodes
CHILD | LS | PL_POST | URN
A     | V3 | LS1 1UR |         <
A     | V4 |         | SC00001 <
A     | V4 |         |
A     | V2 | LS1 1UR | SC00001

218 No number although the place is inspected, in England and of this year
Episodes
CHILD | PLACE | URN     | DEC        | PL_LA     | LS
A     | K2    |         |            | E08000035 | V2 <
A     | K2    |         | 01/04/2026 | E08000035 | V2 <
A     | K2    |         | 31/03/2026 | E08000035 | V2
A     | K2    |         | 31/06/2026 | E08000035 | V2
A     | K2    |         |            |           | V2 <
A     | K2    |         |            | WAL       | V2
A     | K2    |         |            | NUK       | V2
A     | K2    |         |            | E08000035 | V3
A     | K2    | XXXXXXX |            | E08000035 | V2
A     | P1    |         |            | E08000035 | V2
A     | T4    |         |            | E08000035 | V2
A     | Z13   |         |            | E08000035 | V2
A     | Z1    |         |            | E08000035 | V2 <

218 No number of what is none of the others (2024/25)
Episodes
CHILD | PLACE | URN | DEC | PL_LA     | LS
A     | Z1    |     |     | E08000035 | V2
A     | K3    |     |     | E08000035 | V2 <
A     | K3    |     |     |           | V2 <
A     | K3    |     |     | SCO       | V2

219 A placement for which the number is not registered
Episodes
CHILD | URN     | PLACE
A     | SC00001 | K2
A     | SC00001 | R3
A     | SC00001 | K1 <
A     | SC00001 |    <
A     | SC00002 | K2 <
A     | SC00009 | K2 <
A     | XXXXXXX | K2
A     |         | K2
PROVIDERS
urn     | places
SC00001 | K2,R3
SC00002 |

221 Placed at another postcode than the number's
Episodes
CHILD | URN     | PLACE | LS | PL_POST
A     | SC00001 | K2    | V2 | ls11ur
A     | SC00001 | K2    | V2 | BD1 1HX
A     | SC00001 | K2    | V2 | LS26 9EA <
A     | SC00001 | K2    |    | LS26 9EA <
A     | SC00001 | K2    | V4 | LS26 9EA
A     | SC00001 | U4    | V2 | LS26 9EA
A     | SC00001 | K2    | V2 |
A     | SC00002 | K2    | V2 | LS26 9EA
A     | SC00009 | K2    | V2 | LS26 9EA
A     | XXXXXXX | K2    | V2 | LS26 9EA
PROVIDERS
urn     | post
SC00001 | BD11HX,LS11UR
SC00002 |

222 A number of a placement that nobody inspects
Episodes
CHILD | URN     | PLACE
A     | SC00001 | P1  <
A     | SC00001 | T0  <
A     | SC00001 | Z14 <
A     | XXXXXXX | P1
A     |         | P1
A     | SC00001 | K2

222 Z1 was among them (2024/25)
Episodes
CHILD | URN     | PLACE
A     | SC00001 | Z1 <
A     | SC00001 | K3

224 A provider code that the list does not have for the number
Episodes
CHILD | URN     | PLACE_PROVIDER
A     | SC00001 | PR4
A     | SC00001 | PR5
A     | SC00001 | PR1 <
A     | SC00001 |     <
A     | SC00009 | PR4 <
A     | XXXXXXX | PR4
A     |         | PR4
PROVIDERS
urn     | providers
SC00001 | PR4,PR5

227 Begins once the home has closed
Episodes
CHILD | URN     | DECOM
A     | SC00001 | 31/05/2026
A     | SC00001 | 01/06/2026 <
A     | SC00001 |
A     | SC00002 | 01/06/2026
A     | SC00009 | 01/06/2026
PROVIDERS
urn     | closed
SC00001 | 01/06/2026
SC00002 |

228 Ends after the home has closed
Episodes
CHILD | URN     | DEC
A     | SC00001 | 01/06/2026
A     | SC00001 | 02/06/2026 <
A     | SC00001 |            <
A     | SC00001 | 31/06/2026
A     | SC00002 |
A     | SC00003 |            <
A     | SC00004 |
PROVIDERS
urn     | closed
SC00001 | 01/06/2026
SC00002 | 31/03/2027
SC00003 | 30/03/2027
SC00004 |

229 Own provision elsewhere, or another council's at home
Episodes
CHILD | URN     | PLACE | PLACE_PROVIDER
A     | SC00001 | K2    | PR1
A     | SC00002 | K2    | PR1 <
A     | SC00003 | K2    | PR1
A     | SC00001 | K2    | PR2 <
A     | SC00002 | K2    | PR2
A     | SC00003 | K2    | PR2
A     | SC00001 | K2    | PR4
A     | SC00004 | K2    | PR1
A     | SC00009 | K2    | PR1
A     | SC00002 | K3    | PR1
A     | SC00002 | Z11   | PR1
A     | SC00002 |       | PR1 <
A     | XXXXXXX | U4    | PR1
PROVIDERS
urn     | lies_in
SC00001 | E08000035
SC00002 | E08000032
SC00003 | E08000032,E08000035
SC00004 |

229 Supported accommodation was asked too (2024/25)
Episodes
CHILD | URN     | PLACE | PLACE_PROVIDER
A     | SC00002 | K3    | PR1 <
A     | SC00001 | K3    | PR1
PROVIDERS
urn     | lies_in
SC00001 | E08000035
SC00002 | E08000032

241 Supported accommodation where its provider has no premises
Episodes
CHILD | URN     | PLACE | PL_LA
A     | SC00001 | K3    | E08000032
A     | SC00001 | K3    | E08000034
A     | SC00001 | K3    | E08000036
A     | SC00001 | K3    | E08000035 <
A     | SC00001 | K3    | WAL       <
A     | SC00001 | K3    |
A     | SC00001 | K2    | E08000035
A     | SC00002 | K3    | E08000035
A     | SC00009 | K3    | E08000035
A     | XXXXXXX | K3    | E08000035
PROVIDERS
urn     | named               | lies_in
SC00001 | E08000032,E08000034 | E08000036
SC00002 |                     |

242 No number, and neither fostering nor adoption
Episodes
CHILD | URN     | PLACE
A     | XXXXXXX | K2 <
A     | XXXXXXX |    <
A     | XXXXXXX | A3
A     | xxxxxxx | U6
A     | SC00001 | K2

243 A number of Ofsted's for a place abroad
Episodes
CHILD | URN     | PL_LA
A     | SC00001 | WAL       <
A     | XXXXXXX | NUK       <
A     |         | SCO
A     | SC00001 | E08000035
A     | SC00001 |

526 No provider
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | U4    |     <
A     |       |     <
A     | Z1    |     <
A     | U4    | PR4
A     | T2    |
A     | Z11   |

526 Z1 has none (2024/25)
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | Z1    |
A     | K3    |     <

527 The council itself, with parents, a hospital or custody
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | P1    | PR1 <
A     | R2    | PR1 <
A     | R5    | PR1 <
A     | K1    | PR1
A     | P1    | PR0

528 Another council, with parents, a hospital or custody
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | P1    | PR2 <
A     | R2    | PR2 <
A     | R5    | PR2 <
A     | K1    | PR2
A     | P1    | PR0

529 Another public body where there is none
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | A3    | PR3 <
A     | U6    | PR3 <
A     | K2    | PR3 <
A     | P1    | PR3 <
A     | R2    | PR3
A     | K3    | PR3
A     | U6    | PR4

530 A private provider with parents
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | P1    | PR4 <
A     | P1    | PR0
A     | U4    | PR4

531 A charity with parents
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | P1    | PR5 <
A     | P1    | PR0
A     | U4    | PR5

550 Parents provide nothing but their own home
Episodes
CHILD | PLACE | PLACE_PROVIDER
A     | U4    | PR0 <
A     |       | PR0 <
A     | P1    | PR0
A     | U4    | PR4

1008 A number that Ofsted does not have
Episodes
CHILD | URN
A     | SC00009   <
A     | sc00001
A     | 1234567.0
A     | XXXXXXX
A     |
PROVIDERS
urn
SC00001
1234567

1015 Own provision in another council's area
Episodes
CHILD | PLACE | PLACE_PROVIDER | LS | PL_LA
A     | K2    | PR1            | V2 | E08000032 <
A     | R2    | PR1            | V2 | WAL       <
A     | K2    | PR1            | V2 | E08000035
A     | K2    | PR1            | V2 |
A     | K2    | PR4            | V2 | E08000032
A     | K2    | PR1            | V3 | E08000032
A     | K2    | PR1            |    | E08000032
A     |       | PR1            | V2 | E08000032
A     | U4    | PR1            | V2 | E08000032
A     | A3    | PR1            | V2 | E08000032
A     | K3    | PR1            | V2 | E08000032

1015 Supported accommodation too (2024/25)
Episodes
CHILD | PLACE | PLACE_PROVIDER | LS | PL_LA
A     | K3    | PR1            | V2 | E08000032 <
A     | U4    | PR1            | V2 | E08000032
"""
