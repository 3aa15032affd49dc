"""Django apps with tables; lower ones know nothing of higher ones."""
