"""What every context stands on: access, the tenant wall, the record of reads, changes and refusals."""
