"""Importing it makes every request to moto's DynamoDB atomic.

moto checks a condition and writes in two steps, on as many threads as there are requests: of two conditional writes at one moment both succeed.
"""

import threading

from moto.dynamodb.responses import DynamoHandler

one_at_a_time = threading.RLock()
call_any_action = DynamoHandler.call_action


def call_action(self):
    with one_at_a_time:
        return call_any_action(self)


DynamoHandler.call_action = call_action
