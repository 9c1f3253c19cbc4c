"""Taking ballots: what is refused and how, proofs before the archive is held, and the one way into an archive.

box         `cast`, and `board` for the steps of officers
line        the ballots that wait for one archive, appended in groups
opened      elections kept open in this process
refusal     why a ballot is not taken, as a code
"""
