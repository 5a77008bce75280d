"""moto's server on a loopback port that the system chooses: prints "port N" and serves until its standard input ends.

Its state machines execute what their definition says. What their Tasks call is at http://localhost:$MOTO_PORT.
"""

import copy
import os
import sys
import threading

import atomic_dynamodb  # noqa: F401: what it does is done by the import
from moto.core.config import default_user_config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.models import StepFunctionsParserBackend
from werkzeug.serving import WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type, message, *args):
        """Not every request."""


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


# getmoto/moto #10077: StartExecution copies the state machine with everything that hangs on it, and fails on the threads of the execution
# before. What it wants is only that a later UpdateStateMachine, which assigns attributes, leaves the execution alone: that is this copy.
StateMachine.__deepcopy__ = lambda self, memo: copy.copy(self)

# AWS refuses a name that cannot be one; where state machines are executed, moto forgets to.
start_any_execution = StepFunctionsParserBackend.start_execution


def start_execution(self, state_machine_arn, name=None, execution_input=None, *rest):
    if name:
        self._validate_name(name)
    return start_any_execution(self, state_machine_arn, name, execution_input, *rest)


StepFunctionsParserBackend.start_execution = start_execution

default_user_config["stepfunctions"] = {"execute_state_machine": True}
application = DomainDispatcherApplication(create_backend_app)
application.debug = True
server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
threading.Thread(target=end_with_parent, daemon=True).start()
print(f"port {server.port}", flush=True)
server.serve_forever()
