"""What everybody sees of a vote.

setup       what an opened vote stands on: questions, keys, roll, with their fingerprints
outcome     the result of each question, counted and decided, as far as it may be told
parts       sheets and pictures of a count, as a page shows them
paper       a question in the reader's words
single      the booth in one file, and its hash
downloads   archives and lists, a few at a time
rounds      the page of a roll for many votes
views       the pages
"""
