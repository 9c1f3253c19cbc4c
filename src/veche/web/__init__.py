"""The web: bodies, their members and their votes, in a browser.

From the ground up, each app using only those above it:

    house       what every page stands on: languages, the look, sealed fields, forms, headers
    accounts    signing in: passphrases of words, passkeys, recovery codes, sessions
    bodies      bodies and how they stand to each other, members, invitations, roles, the register
    ballots     votes: drawing up, credentials, keys, casting, counting, publishing
    serving     running it: settings of the server, backup, restore, health

In each app `access` holds the only readers and `actions` the only writers of its tables; views, templates and jobs go through
them (`tests/web/test_access_rule.py`). This is the only room that knows a database.
"""

from __future__ import annotations
