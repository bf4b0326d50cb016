"""The same smallest runtime for subjects in Python: one kept connection, an event at a time."""

import importlib
import json
import os
import socket
import sys


class Context:
    """What the runtime tells of an invocation, as far as the subjects look at it."""

    function_name = "bench"
    memory_limit_in_mb = "128"

    def __init__(self, request_id):
        self.aws_request_id = request_id


host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
connection = socket.create_connection((host, int(port)))
stream = connection.makefile("rb")


def call(method, path, body=b""):
    head = f"{method} /2018-06-01/runtime/invocation/{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {len(body)}\r\n\r\n"
    connection.sendall(head.encode() + body)
    stream.readline()
    headers = {}
    while (line := stream.readline().strip()) != b"":
        name, _, value = line.decode().partition(":")
        headers[name.lower()] = value.strip()
    return headers, stream.read(int(headers.get("content-length", "0")))


sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
os.chdir(os.environ["LAMBDA_TASK_ROOT"])
module, exported = os.environ["_HANDLER"].split(".")
handler = getattr(importlib.import_module(module), exported)
while True:
    headers, text = call("GET", "next")
    request_id = headers["lambda-runtime-aws-request-id"]
    answer = handler(json.loads(text), Context(request_id))
    call("POST", f"{request_id}/response", json.dumps(answer).encode())
