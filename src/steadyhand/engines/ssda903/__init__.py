"""The yearly return on looked-after children: tables in, findings out. Will hold the rules."""
