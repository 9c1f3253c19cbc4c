"""A union to try Veche with: a federation, a branch and a night shift, twelve members, a vote in each of three stages, an assembly that is going on,
and a congress that is over, in which a delegate broke the mandate.

Everything is made through the same actions as in earnest, with real keys, credentials and ballots. Only one thing is not as it is in earnest:
passphrases, a credential and the trustees' keys are written down, to be tried by whoever sits before the machine.

folder      where it lies, and that it is never mixed with a server in earnest
union       bodies, members and their passphrases
votes       one that is open, one that is published, one in preparation
halls       what both assemblies need
meeting     the branch's assembly, with a motion, its amendments, and a demand
congress    the federation's, with seats, delegates, mandates and minutes
"""
