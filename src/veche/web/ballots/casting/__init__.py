"""Taking ballots: what is refused and how, proofs before the archive is held, and the one way into an archive.

views       what the booth asks, and a plain form; neither looks at a session
early       whoever comes before the vote opens
forms, reading
            what is sent in, with its bounds
box         `cast`, and `board` for the steps of officers
line        the ballots that wait for one archive, appended in groups
holding     one process at a time
opened      elections kept open in this process
refusal     why a ballot is not taken, as a code
"""
