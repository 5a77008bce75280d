"""AWS's APIs as botocore has them, and a table of who makes which type of resource."""

import botocore.session

from shapes import arguments

MAKERS = {}

# One for all graphs: it reads each service's model once.
SESSION = botocore.session.get_session()


def makes(token):
    """Of a function (api, resource) → the outputs of what it made, by their names in Pulumi."""

    def register(function):
        MAKERS[token] = function
        return function

    return register


class Api:
    def __init__(self, region, account):
        self.region, self.account = region, account
        self._keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        # moto is in the account whose role it was asked for.
        role = self._client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/deploy", RoleSessionName="conformance")["Credentials"]
        self._keys = {"aws_access_key_id": role["AccessKeyId"], "aws_secret_access_key": role["SecretAccessKey"], "aws_session_token": role["SessionToken"]}
        self._clients = {}
        self.pairs, self.notes = [], []

    def __getattr__(self, service):
        """api.ec2 is the client of EC2."""
        service = service.replace("_", "-")
        if service not in self._clients:
            self._clients[service] = self._client(service)
        return self._clients[service]

    def _client(self, service):
        return SESSION.create_client(service, region_name=self.region, **self._keys)

    def arguments(self, client, operation, inputs, renamed=None, **more):
        """The inputs as the operation's arguments, and further ones as they are."""
        return {**arguments(client.meta.service_model.operation_model(operation).input_shape, inputs, renamed), **more}

    def kept(self, sent, got):
        """To be compared: what was sent, and what is there."""
        self.pairs.append((sent, got))

    def note(self, kind, detail):
        """Something that moto lets pass, and a reader of the report should know."""
        self.notes.append((kind, detail))
