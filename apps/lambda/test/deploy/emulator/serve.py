"""Starts moto's AWS server on a port that it prints, with what moto leaves out of change sets.

moto carries out a change set, but forgets the outputs that its template names, and lets an error of a resource through
as a failure of the call. Here the outputs are there afterwards, and an error is an event of a stack that went back.
"""

from moto.cloudformation.models import CloudFormationBackend
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

execute = CloudFormationBackend.execute_change_set


def execute_like_aws(self, change_set_name, stack_name=None):
    change_set = self.describe_change_set(change_set_name)
    stack = self.stacks[change_set.stack_id]
    before = stack.template
    try:
        execute(self, change_set_name, stack_name)
    except Exception as error:  # whatever a resource refuses
        creating = change_set.change_set_type == "CREATE"
        stack._add_stack_event("CREATE_FAILED" if creating else "UPDATE_FAILED", str(error))
        stack.status = "ROLLBACK_COMPLETE" if creating else "UPDATE_ROLLBACK_COMPLETE"
        stack._add_stack_event(stack.status)
        stack.template = before
        return
    stack._parse_template()
    stack.output_map = stack._create_output_map()


CloudFormationBackend.execute_change_set = execute_like_aws

server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
