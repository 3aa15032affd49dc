"""From prospectus to contract. Will hold the commissioner's pages."""
