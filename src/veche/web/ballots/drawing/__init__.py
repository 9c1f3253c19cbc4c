"""Drawing a vote up: templates, questions, rules, and whether it can be held. Plain functions that know no database."""
