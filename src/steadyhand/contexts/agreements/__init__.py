"""Prospectus to contract: remit, reserved powers, limits, tariff. Will hold agreements."""
