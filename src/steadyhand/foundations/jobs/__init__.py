"""Work done outside a page. Will hold the schedule of jobs."""
