"""Invented worlds: a council, its practices and some years of children's lives.

Three ways in: `demonstration.load` for the small world, `full.load` for the one with five practices, `synth.load` for
as many children as are wanted to measure with. What is in them, and where to add to it:

`names`     first and family names, carers, streets: tuples; add a name where its strand is
`words`     what is written and said: templates by the child's age; `{n}` is the child, `{c}` who looks after them
`people`    bodies and everybody who acts: one row a person, with their role and when they came and left
`known`     the few families whose lives are fixed, because pages and tests name them
`plans`     what happens in a family's life, decided by chance; touches no database
`visiting`  on which days visits and reviews fall
`timetable` what else the statutory timetable asks about, and on which day it was done: most of it in time
`lives`     puts a plan on record day by day, each act by whoever would have done it
`diary`     visits, reviews, calls, notes and good days within a life
`writing`   act by act through the operations, or in bulk, which stores the same rows
`full`      the bodies of the full world, one row each
`synth`     patterns of bodies, and copies of them under other names

To add a kind of happening: decide it in `plans` from the one `Random`, write it in `lives` or `diary` through an
operation, with `by=` the person who would have done it and `on=` its day. Never read the clock, draw from another
source of chance or save a row past an operation or an import, which tests hold equal to them: the same day and seed
must give the same world, and what the product refuses has no place in it. Each family is one act, worked out on the
world's day.
"""
