"""Stand-ins: players for empty seats, and rehearsals of a whole exercise with them.

A stand-in sees what its seat's view shows and acts through `Table.submit` only, like a person.
"""
