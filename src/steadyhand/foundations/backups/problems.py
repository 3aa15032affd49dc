class BackupProblem(Exception):
    """Why a backup cannot be made or restored, and what to do, for the person at the terminal."""
