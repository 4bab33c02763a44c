"""What a room reads on its wall: the projector, how to join, who speaks, votes, the debrief.

It knows the public view only, and neither desk nor people.
"""
