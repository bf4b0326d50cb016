"""Starts moto's AWS server on a port that it prints, with what moto leaves out of change sets.

moto carries out a change set while it is asked to, forgets the outputs that its template names, and lets an error of a
resource through as a failure of the call. Here it is carried out a moment later, as on AWS, with the status of before until
then; the outputs are there afterwards, and an error is an event of a stack that went back.
"""

from threading import Timer

from moto.cloudformation.models import CloudFormationBackend, Event
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

execute = CloudFormationBackend.execute_change_set


DELAY_SECONDS = 0.3


def execute_later(self, change_set_name, stack_name=None):
    Timer(DELAY_SECONDS, execute_like_aws, [self, change_set_name, stack_name]).start()


def execute_like_aws(self, change_set_name, stack_name):
    change_set = self.describe_change_set(change_set_name)
    stack = self.stacks[change_set.stack_id]
    before = stack.template
    try:
        execute(self, change_set_name, stack_name)
    except Exception as error:  # whatever a resource refuses
        creating = change_set.change_set_type == "CREATE"
        status = "CREATE_FAILED" if creating else "UPDATE_FAILED"
        stack.events.append(
            Event(stack.stack_id, stack.name, "OneOfThem", "", "AWS::Some::Resource", status, str(error), None)
        )
        stack.status = "ROLLBACK_COMPLETE" if creating else "UPDATE_ROLLBACK_COMPLETE"
        stack._add_stack_event(stack.status)
        stack.template = before
        return
    stack._parse_template()
    stack.output_map = stack._create_output_map()


CloudFormationBackend.execute_change_set = execute_later

server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
