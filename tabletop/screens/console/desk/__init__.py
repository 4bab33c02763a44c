"""The facilitator's desk: all tables, one of them, and the moves over any number of them.

It knows `people` and `wall`, for it sends both.
"""
