"""The play room: actions, events, the state they fold into, the rules, and what each
seat may see.
"""
