"""What the department and the inspectorate are sent. Will hold submissions and their findings."""
