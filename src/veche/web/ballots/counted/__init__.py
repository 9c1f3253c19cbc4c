"""What comes of a vote: the counts that its rules ask for, and the report. Made from files alone, the same bytes every time."""
