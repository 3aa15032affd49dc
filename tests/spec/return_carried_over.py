"""Cases of the rules that hold this year's episodes against last year's."""

_SAME_AS_BEFORE = """
{code} {title}
Episodes
CHILD | DECOM      | {column}
A     | 01/05/2026 | {old}
A     | 01/01/2026 | {new}   <
B     | 01/01/2026 | {old}
C     | 01/01/2026 | {new}
D     | 01/01/2026 | {new}
E     | 01/01/2026 |         <
F     | 01/01/2026 |
G     | 01/01/2026 | {new}
Episodes_last
CHILD | DECOM      | {column} | DEC
A     | 01/01/2026 | {old}    |
A     | 01/06/2025 | {new}    | 01/01/2026
B     | 01/01/2026 | {old}    |
C     | 01/01/2026 | {old}    | 01/03/2026
E     | 01/01/2026 | {old}    |
F     | 01/01/2026 |          |
G     | 01/01/2026 | {old}    | 31/02/2026
"""

_COLUMNS = (
    ("503A", "Began for another reason", "RNE", "S", "P"),
    ("503B", "Another legal status", "LS", "C1", "C2"),
    ("503C", "Another category of need", "CIN", "N1", "N2"),
    ("503D", "Another placement", "PLACE", "U1", "U4"),
    ("503E", "Another provider", "PLACE_PROVIDER", "PR1", "PR2"),
    ("503F", "Another registration number", "URN", "SC00001", "SC00002"),
    ("503H", "Another placement authority", "PL_LA", "E08000035", "E08000036"),
    ("503J", "Inside then, outside now", "PL_LOCATION", "IN", "OUT"),
)

CASES = """
452 The placement as it was, in another authority
Episodes
CHILD | DECOM      | RNE | PL_LA
A     | 01/01/2026 | S   | E08000036 <
B     | 01/01/2026 | S   | E08000035
C     | 01/01/2026 | P   | E08000036
D     | 01/01/2026 |     | E08000036
E     | 01/01/2026 | S   |           <
Episodes_last
CHILD | DECOM      | RNE | PL_LA
A     | 01/01/2026 | S   | E08000035
B     | 01/01/2026 | S   | E08000035
C     | 01/01/2026 | S   | E08000035
D     | 01/01/2026 |     | E08000035
E     | 01/01/2026 | S   | E08000035

453 The placement as it was, 0.2 miles off
Episodes
CHILD | DECOM      | RNE | PL_DISTANCE
A     | 01/01/2026 | S   | 0.3         <
B     | 01/01/2026 | S   | 0.2
C     | 01/01/2026 | P   | 9.9
D     | 01/01/2026 | S   |
Episodes_last
CHILD | DECOM      | RNE | PL_DISTANCE
A     | 01/01/2026 | S   | 0.1
B     | 01/01/2026 | S   | 0.1
C     | 01/01/2026 | S   | 0.1
D     | 01/01/2026 | S   | 0.1

502 Last year left an episode open, and this year's first began on another day
Episodes
CHILD | DECOM
A     | 01/05/2026
A     | 02/01/2026 <
B     | 01/01/2026
B     | 01/05/2026
C     | 01/02/2026
Episodes_last
CHILD | DECOM      | DEC
A     | 01/01/2026 |
B     | 01/01/2026 |
B     | 01/06/2025 | 01/01/2026
C     | 01/01/2026 | 01/03/2026
D     | 01/01/2026 |

502 Of every episode that was left open, unless its start cannot be read
Episodes
CHILD | DECOM
A     | 01/01/2026 <
B     | 01/01/2026
Episodes_last
CHILD | DECOM
A     | 01/01/2026
A     | 01/06/2025
B     | 01/01/2026
B     | 31/02/2026

503B Last year's latest is the latest whose start can be read
Episodes
CHILD | DECOM      | LS
A     | 01/01/2026 | C1
Episodes_last
CHILD | DECOM      | LS
A     | 01/01/2026 | C1
A     | 31/02/2026 | C2

503D Placements that became supported accommodation (2024/25)
Episodes
CHILD | DECOM      | PLACE
A     | 01/01/2024 | K3
B     | 01/01/2024 | Z11 <
C     | 01/01/2024 | H5  <
Episodes_last
CHILD | DECOM      | PLACE
A     | 01/01/2024 | H5
B     | 01/01/2024 | Z1
C     | 01/01/2024 | K3

503D Other placements that were given codes of their own (2025/26)
Episodes
CHILD | DECOM      | PLACE
A     | 01/01/2025 | K3  <
B     | 01/01/2025 | Z11
C     | 01/01/2025 | Z14
D     | 01/01/2025 | Z1  <
E     | 01/01/2025 |     <
Episodes_last
CHILD | DECOM      | PLACE
A     | 01/01/2025 | H5
B     | 01/01/2025 | Z1
C     | 01/01/2025 | Z1
D     | 01/01/2025 | Z11
E     | 01/01/2025 | Z1

503D Neither holds any longer
Episodes
CHILD | DECOM      | PLACE
A     | 01/01/2026 | K3  <
B     | 01/01/2026 | Z11 <
Episodes_last
CHILD | DECOM      | PLACE
A     | 01/01/2026 | H5
B     | 01/01/2026 | Z1

503G 0.2 miles off, or the distance known that was not
Episodes
CHILD | DECOM      | RNE | PL_DISTANCE
A     | 01/01/2026 | P   | 10.3        <
B     | 01/01/2026 | S   | 10.2
C     | 01/01/2026 | S   | 9.9         <
D     | 01/01/2026 | S   |
E     | 01/01/2026 | S   | 9.9
Episodes_last
CHILD | DECOM      | RNE | PL_DISTANCE | DEC
A     | 01/01/2026 | S   | 10.1        |
B     | 01/01/2026 | S   | 10.1        |
C     | 01/01/2026 | S   |             |
D     | 01/01/2026 | S   | 10.1        |
E     | 01/01/2026 | S   | 10.1        | 01/02/2026

562 Began before the year, and not last year's latest
Episodes
CHILD | DECOM
A     | 31/03/2026
B     | 31/03/2026 <
C     | 31/03/2026 <
C     | 01/05/2026
D     | 01/04/2026
Episodes_last
CHILD | DECOM
A     | 31/03/2026
B     | 30/03/2026
C     | 31/03/2026
C     | 01/04/2026
""" + "".join(
    _SAME_AS_BEFORE.format(code=code, title=title, column=column, old=old, new=new)
    for code, title, column, old, new in _COLUMNS
)
