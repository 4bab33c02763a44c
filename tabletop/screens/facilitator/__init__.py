"""The facilitator's menu and forms, at one keyboard and in the console."""
