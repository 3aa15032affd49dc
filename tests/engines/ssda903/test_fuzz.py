"""Files of a return damaged in every way at hand: an error that says what to do, or findings; never anything else."""

from __future__ import annotations

import random

from factories import return_903
from soak.lengths import examples
from steadyhand.engines import ssda903
from steadyhand.engines.ssda903 import reading

FILES = 200
CHECKED = 10  # one in so many of those that could be read is checked whole
ODD = [
    "", " ", '"', "'", ",", ";", "\t", "\n", "\r\n", "\x00", "\ufeff", "é", "‮", "🦔", "NULL", "nan", "1e999", "-1", "0",
    "00/00/0000", "31/12/9999", "29/02/2025", "1/1/26", "2026-05-01", "01/05/2026 00:00:00", "=1+1", "1.0", "9" * 400,
]  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The bytes of a file after one mishap."""
    lines = content.split(b"\n")
    match chance.randrange(12):
        case 0:
            return content[: chance.randrange(len(content) + 1)]
        case 1:
            place = chance.randrange(len(content) + 1)
            return (
                content[:place]
                + bytes(chance.choices(range(256), k=chance.randrange(1, 9)))
                + content[place:]
            )
        case 2:
            chance.shuffle(lines)
            return b"\n".join(lines)
        case 3:
            del lines[chance.randrange(len(lines))]
            return b"\n".join(lines)
        case 4:
            return content.replace(b",", chance.choice([b";", b"\t", b"|", b",,"]))
        case 5:
            return content.decode("latin-1").encode(
                chance.choice(["utf-16", "utf-16-le", "utf-8-sig", "cp500"])
            )
        case 6:
            return content.lower()
        case 7:
            names = lines[0].split(b",")
            chance.shuffle(names)
            return b"\n".join([b",".join(names), *lines[1:]])
        case 8:
            return b"\n".join(line + b"," * chance.randrange(3) for line in lines)
        case _:
            for _ in range(chance.randrange(1, 12)):
                row = chance.randrange(len(lines))
                cells = lines[row].split(b",")
                cells[chance.randrange(len(cells))] = chance.choice(ODD).encode()
                lines[row] = b",".join(cells)
            return b"\n".join(lines)


def test_damaged_files_are_refused_in_words_or_checked() -> None:
    checked, refused = 0, []
    for number in range(examples(FILES)):
        chance = random.Random(number)
        made = return_903.made(6, seed=number % 40, errors=0.05)
        files: dict[str, dict[str, bytes]] = {"": {}, "_last": {}}
        for table, rows in made.tables.items():
            ends = "_last" if table.endswith("_last") else ""
            base = table.removesuffix("_last")
            files[ends][f"{base}.csv"] = return_903.as_csv(rows, return_903.columns(base)).encode()
        for _ in range(chance.randrange(1, 4)):
            year = chance.choice(list(files.values()))
            name = chance.choice(list(year))
            year[name] = damaged(year[name], chance)
        try:
            read = reading.read(files[""], files["_last"])
        except reading.ReadingError as wrong:
            refused.append(f"{wrong}")
            continue
        if number % CHECKED == 0:
            found = ssda903.check(read.tables, year="2026/27", authority="E08000035")
            assert found.rows == {name: frame.height for name, frame in read.tables.items()}
            checked += 1
    assert checked > 5
    assert len(refused) > 5
    assert not [words for words in refused if not words.endswith(".")]
