"""Cases of the rules of health. A and others with an episode since 2020 are looked after for the whole year, Z is not."""

CASES = """
157 Out of age is said of a child who is within it
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2020 | S
B     | 01/05/2020 | S
C     | 01/05/2020 | S
D     | 01/05/2020 | S
E     | 01/05/2020 | S
F     | 01/05/2020 | S
Z     | 02/04/2026 | S
OC2
CHILD | DOB        | SDQ_SCORE | SDQ_REASON
A     | 01/04/2022 |           | SDQ1 <
B     | 02/04/2022 |           | SDQ1
C     | 01/04/2010 |           | SDQ1 <
D     | 31/03/2010 |           | SDQ1
E     | 01/04/2016 |           | SDQ2
F     | 01/04/2016 | 12        | SDQ1
Z     | 01/04/2016 |           | SDQ1

158 Help was received, and an offer is said as well
OC2
CHILD | INTERVENTION_RECEIVED | INTERVENTION_OFFERED
A     | 1                     | 0 <
B     | 1                     | 1 <
C     | 1                     |
D     | 0                     | 1

159 Help was not received, and whether it was offered is not said
OC2
CHILD | SUBSTANCE_MISUSE | INTERVENTION_RECEIVED | INTERVENTION_OFFERED
A     | 1                | 0                     |   <
B     | 1                | 0                     | 0
C     | 0                | 0                     |
D     | 1                |                       |

180 A score is a whole number from 0 to 40
OC2
CHILD | SDQ_SCORE
A     | 0
B     | 40
C     | 41   <
D     | -1   <
E     | 12.5 <
F     | HIGH <
G     |

181 Yes is 1 and no is 0
OC2
CHILD | CONVICTED | TEETH_CHECK | INTERVENTION_OFFERED
A     | 0         | 1           |
B     | 2         | 1           | <
C     | 0         | YES         | <
D     | 0         |             | N <

182 Conviction is said, and one of what is asked of every child is not
OC2
CHILD | IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE | CONVICTED
A     | 1             | 1           | 1                 | 0                | 0
B     | 1             | 1           | 1                 |                  | 0 <
C     |               |             |                   |                  | 0 <
D     |               |             |                   |                  |
E     | 1             |             |                   |                  |

185 A score of a child not looked after for the whole year
Episodes
CHILD | DECOM      | DEC        | RNE | LS | REC
A     | 01/05/2020 |            | S   | C2 |
B     | 01/04/2026 |            | S   | C2 |
C     | 01/05/2020 | 31/03/2027 | S   | C2 | E4A
D     | 01/05/2020 | 30/03/2027 | S   | C2 | E4A
E     | 01/05/2020 |            | S   | V4 |
Z     | 02/04/2026 |            | S   | C2 |
OC2
CHILD | SDQ_SCORE | SDQ_REASON
A     | 10        |
B     | 10        |
C     | 10        |
D     | 10        |      <
E     | 10        |      <
Z     | 10        |      <
Y     | 10        |      <
X     |           | SDQ2

186 Neither a score nor a reason, of a child aged 4 to 16
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2020 | S
B     | 01/05/2020 | S
C     | 01/05/2020 | S
D     | 01/05/2020 | S
E     | 01/05/2020 | S
F     | 01/05/2020 | S
G     | 01/05/2020 | S
Z     | 02/04/2026 | S
OC2
CHILD | DOB        | SDQ_SCORE | SDQ_REASON
A     | 01/04/2022 |           |      <
B     | 02/04/2022 |           |
C     | 01/04/2010 |           |      <
D     | 31/03/2010 |           |
E     | 01/04/2016 | 3         |
F     | 01/04/2016 |           | SDQ4
G     |            |           |
Z     | 01/04/2016 |           |

188 A score, or a reason for none, before the fourth birthday
OC2
CHILD | DOB        | SDQ_SCORE | SDQ_REASON
A     | 31/03/2023 | 10        |
B     | 01/04/2023 | 10        |      <
C     | 01/04/2023 |           | SDQ1 <
D     | 01/04/2023 |           |

189 A score, or a reason for none, of somebody over 17 as the year began
OC2
CHILD | DOB        | SDQ_SCORE | SDQ_REASON
A     | 01/04/2009 | 10        |
B     | 31/03/2009 | 10        |      <
C     | 31/03/2009 |           | SDQ1 <
D     | 31/03/2009 |           |
E     |            | 10        |

190 Health of a child not looked after for the whole year
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2020 | S
Z     | 02/04/2026 | S
OC2
CHILD | TEETH_CHECK | CONVICTED | SDQ_SCORE
A     | 1           |           |
Z     | 1           |           |    <
Y     |             | 0         |    <
X     |             |           | 10

191 A child looked after for the whole year is not in OC2, or not with all that is asked
Episodes
CHILD | DECOM      | DEC        | RNE | REC
A     | 01/05/2020 |            | S   |
B     | 01/05/2020 |            | S   |
C     | 01/05/2026 |            | P   |
C     | 01/05/2020 | 01/05/2026 | S   | X1  <
Z     | 02/04/2026 |            | S   |
OC2
CHILD | IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE
A     | 1             | 0           | 1                 | 0
B     | 1             | 0           | 1                 |   <
Y     |               |             |                   |

192 Misuse, without saying whether help was received
OC2
CHILD | SUBSTANCE_MISUSE | INTERVENTION_RECEIVED
A     | 1                |   <
B     | 1                | 0
C     | 0                |
D     |                  |

193 Help without misuse
OC2
CHILD | SUBSTANCE_MISUSE | INTERVENTION_RECEIVED | INTERVENTION_OFFERED
A     | 0                | 1                     |   <
B     |                  |                       | 0 <
C     | 1                | 1                     |
D     | 0                |                       |

196 A reason for no score that is none
OC2
CHILD | SDQ_REASON
A     | SDQ1
B     | SDQ6 <
C     |

197B Neither a score nor a reason, of a child turning 4 or 17
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2020 | S
B     | 01/05/2020 | S
C     | 01/05/2020 | S
D     | 01/05/2020 | S
E     | 01/05/2020 | S
F     | 01/05/2020 | S
G     | 01/05/2020 | S
H     | 01/05/2020 | S
Z     | 02/04/2026 | S
OC2
CHILD | DOB        | SDQ_SCORE | SDQ_REASON
A     | 01/04/2022 |           |      <
B     | 31/03/2022 |           |
C     | 31/03/2023 |           |      <
D     | 01/04/2023 |           |
E     | 01/04/2009 |           |      <
F     | 31/03/2010 |           |      <
G     | 31/03/2010 | 0         |
H     | 31/03/2010 |           | SDQ1
Z     | 31/03/2010 |           |

197a Both a score and a reason for none
OC2
CHILD | SDQ_SCORE | SDQ_REASON
A     | 0         | SDQ2 <
B     | 0         |
C     |           | SDQ2

198 A reason for no score, of a child not looked after for the whole year
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2020 | S
Z     | 02/04/2026 | S
OC2
CHILD | SDQ_REASON
A     | SDQ2
Z     | SDQ2 <
Y     | SDQ2 <
X     |

542 Conviction is said before the tenth birthday
OC2
CHILD | DOB        | CONVICTED
A     | 31/03/2017 | 0
B     | 01/04/2017 | 0 <
C     | 01/04/2017 |

543 Conviction is not said at ten, the tenth birthday on the last day of the year included
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2020 | S
B     | 01/05/2020 | S
C     | 01/05/2020 | S
D     | 01/05/2020 | S
Z     | 02/04/2026 | S
OC2
CHILD | DOB        | CONVICTED
A     | 30/03/2017 |   <
B     | 31/03/2017 |   <
C     | 01/04/2017 |
D     | 30/03/2017 | 0
Z     | 30/03/2017 |

544 Conviction is said, yes or no, and one of what is asked of every child is not
OC2
CHILD | IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE | CONVICTED
A     | 1             | 1           | 1                 | 0                | 1
B     | 1             |             | 1                 | 0                | 1 <
C     | 1             | 1           |                   | 0                | 0 <
D     |               |             |                   |                  |

545 Surveillance is not said before the fifth birthday
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2023 | S
B     | 01/05/2023 | S
C     | 01/05/2023 | S
Z     | 02/04/2026 | S
OC2
CHILD | DOB        | HEALTH_CHECK
A     | 01/04/2022 |   <
B     | 31/03/2022 |
C     | 01/04/2022 | 0
Z     | 01/04/2022 |

546 Surveillance is said from the fifth birthday
Episodes
CHILD | DECOM      | RNE
A     | 01/05/2023 | S
B     | 01/05/2023 | S
C     | 01/05/2023 | S
Z     | 02/04/2026 | S
OC2
CHILD | DOB        | HEALTH_CHECK
A     | 31/03/2022 | 1 <
B     | 01/04/2022 | 1
C     | 31/03/2022 |
Z     | 31/03/2022 | 1

547 Surveillance is said, yes or no, and one of what is asked of every child is not
OC2
CHILD | IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE | HEALTH_CHECK
A     | 1             | 1           | 1                 | 0                | 1
B     |               | 1           | 1                 | 0                | 1 <
C     | 1             | 1           | 1                 |                  | 0 <
D     |               |             |                   |                  |
"""
