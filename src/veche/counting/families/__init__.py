"""What rules share, family by family. A rule of `rules/` is its text and what is its own; the rest stands here.

transferable    counts of transferable votes: who is where, the reasons, the record
highest         whoever has most is elected; thresholds and second ballots
quotients       seats of lists by divisors; within_lists: who of a list takes them
pairwise        candidates two by two; drawn_papers: the order that breaks their ties
sums            votes added up, for highest and quotients
choices         settings of a rule, read strictly; thresholds
"""
