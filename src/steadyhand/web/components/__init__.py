"""
The parts that pages are made of: GOV.UK form parts held against their fixtures, and our own. See README.md.
"""
