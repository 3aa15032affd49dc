"""The yearly return on looked-after children (SSDA903): tables in, findings out."""

from steadyhand.engines.ssda903.engine import Checked, check

__all__ = ["Checked", "check"]
