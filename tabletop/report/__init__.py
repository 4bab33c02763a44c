"""What remains after a game: the after-action report, and a class compared with itself.

`facts` says what happened and holds no markup; `page` and `charts` are the look that all reports
share. Nothing here opens a screen.
"""
