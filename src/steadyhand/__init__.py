"""Steadyhand: the open system for social work practices in England."""
