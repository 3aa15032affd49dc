"""`python -m steadyhand.commands` is the same as `steadyhand`."""

import sys

from steadyhand.commands.main import main

sys.exit(main())
