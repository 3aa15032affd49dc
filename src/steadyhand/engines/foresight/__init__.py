"""What a contract could cost before signing. Will hold the simulation."""
