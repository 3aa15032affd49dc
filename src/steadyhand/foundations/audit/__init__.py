"""The record of reads, changes and refusals, append-only and sealed."""
