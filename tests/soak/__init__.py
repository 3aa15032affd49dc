"""Long runs, outside the ordinary suite: `pytest -m soak`."""
