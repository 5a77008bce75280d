"""Makes the vectors beside it with botocore, a second opinion on signatures and on the requests of the AWS JSON protocols.

    python3 make_vectors.py FOLDER              writes sigv4.json and requests.json
    python3 make_vectors.py --sign FILE         signs the requests of a JSON file, prints them with their signatures
"""
import json
import logging
import os
import sys
from urllib.parse import urlsplit

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

logging.disable(logging.CRITICAL)

ACCESS_KEY, SECRET_KEY = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
STORE, IMAGE_SET = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"
ARN = f"arn:aws:medical-imaging:eu-west-1:123456789012:datastore/{STORE}"
HOST = "https://medical-imaging.eu-west-1.amazonaws.com"
RUNTIME = "https://runtime-medical-imaging.eu-west-1.amazonaws.com"
MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:import"
EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:import:b1.e1"
START = json.dumps({"stateMachineArn": MACHINE, "name": "b1.e1", "input": '{"batchId":"b1"}'})
DESCRIBE = json.dumps({"executionArn": EXECUTION})


def sign(case):
    """The Authorization header for a request, at the case's own time."""
    request = AWSRequest(case["method"], case["url"], data=case["body"].encode())
    if case["contentType"]:
        request.headers["Content-Type"] = case["contentType"]
    if case["target"]:
        request.headers["X-Amz-Target"] = case["target"]
    auth = SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY, case["token"]), case["service"], case["region"])
    request.context["timestamp"] = case["timestamp"]
    auth._modify_request_before_signing(request)
    text = auth.string_to_sign(request, auth.canonical_request(request))
    auth._inject_signature_to_request(request, auth.signature(text, request))
    return {**case, "authorization": request.headers["Authorization"]}


def case(name, method, url, body="", content_type=None, token=None, timestamp="20260301T120000Z", service="medical-imaging", region="eu-west-1",
         target=None):
    return {"name": name, "method": method, "url": url, "body": body, "contentType": content_type, "token": token,
            "timestamp": timestamp, "service": service, "region": region, "target": target}


def signatures():
    escaped = ARN.replace(":", "%3A").replace("/", "%2F")
    return [sign(c) for c in [
        case("no body", "GET", f"{HOST}/datastore/{STORE}"),
        case("an empty body that is posted", "POST", f"{RUNTIME}/datastore/{STORE}/imageSet/{IMAGE_SET}/getImageSet"),
        case("a JSON body", "POST", f"{HOST}/startDICOMImportJob/datastore/{STORE}", '{"clientToken":"b1","jobName":"b1"}', "application/json"),
        case("a JSON body that is not ASCII", "POST", f"{RUNTIME}/datastore/{STORE}/searchImageSets",
             '{"filters":[{"values":[{"DICOMPatientId":"Zoë-ß-山田"}],"operator":"EQUAL"}]}', "application/json"),
        case("a query whose names come unsorted", "GET", f"{HOST}/listDICOMImportJobs/datastore/{STORE}?nextToken=abc&jobStatus=COMPLETED&maxResults=50"),
        case("a query value with reserved characters", "GET", f"{HOST}/datastore?nextToken=a%2Fb%2Bc%3D%3D%26d%20e~"),
        case("a query name twice, and one without a value", "DELETE", f"{HOST}/tags/{escaped}?tagKeys=b&tagKeys=a&tagKeys="),
        case("a query that is not ASCII", "GET", f"{HOST}/datastore?nextToken=%C3%A9%E5%B1%B1"),
        case("an encoded ARN in the path", "GET", f"{HOST}/tags/{escaped}"),
        case("a path that is not ASCII", "GET", f"{HOST}/tags/%E5%B1%B1%20x(1)"),
        case("a session token", "GET", f"{HOST}/datastore/{STORE}", token="IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJGMEQCIA+token=="),
        case("an endpoint with a port", "POST", f"http://127.0.0.1:9100/startDICOMImportJob/datastore/{STORE}", "{}", "application/json"),
        case("another region, service and the turn of a year", "POST", "https://states.ap-southeast-2.amazonaws.com/", "{}",
             "application/x-amz-json-1.0", timestamp="20261231T235959Z", service="states", region="ap-southeast-2"),
        case("StartExecution", "POST", "https://states.eu-west-1.amazonaws.com/", START, "application/x-amz-json-1.0", service="states",
             target="AWSStepFunctions.StartExecution"),
        case("DescribeExecution", "POST", "https://states.eu-west-1.amazonaws.com/", DESCRIBE, "application/x-amz-json-1.0", token="TOKEN", service="states",
             target="AWSStepFunctions.DescribeExecution"),
        case("GetSecretValue", "POST", "https://secretsmanager.eu-west-1.amazonaws.com/", '{"SecretId":"storescp/prod/uid-key"}', "application/x-amz-json-1.1",
             service="secretsmanager", target="secretsmanager.GetSecretValue"),
    ]]


OPERATIONS = [
    ("stepfunctions", "StartExecution", dict(stateMachineArn=MACHINE, name="b1.e1", input='{"batchId":"b1","ß":1}')),
    ("stepfunctions", "DescribeExecution", dict(executionArn=EXECUTION, includedData="METADATA_ONLY")),
    ("secretsmanager", "GetSecretValue", dict(SecretId="storescp/prod/uid-key")),
]


class Captured(Exception):
    """Ends a call before anything is sent."""


def requests(session):
    found = []

    def capture(request, **_):
        address = urlsplit(request.url)
        text = lambda value: value.decode() if isinstance(value, bytes) else value
        found.append({"operation": operation, "method": request.method, "host": address.netloc, "path": address.path,
                      "target": text(request.headers["X-Amz-Target"]), "contentType": text(request.headers["Content-Type"]),
                      "body": json.loads(text(request.body))})
        raise Captured

    for service, operation, arguments in OPERATIONS:
        client = session.create_client(service, "eu-west-1", aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY,
                                       config=Config(retries={"max_attempts": 0}))
        client.meta.events.register("before-send.*", capture)
        try:
            client._make_api_call(operation, arguments)
        except Captured:
            pass
    return found


def write(folder, name, vectors):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(vectors, file, indent=2, ensure_ascii=False)
        file.write("\n")


def main():
    if sys.argv[1] == "--sign":
        with open(sys.argv[2], encoding="utf-8") as file:
            print(json.dumps([sign(c) for c in json.load(file)]))
        return
    write(sys.argv[1], "sigv4.json", signatures())
    write(sys.argv[1], "requests.json", requests(botocore.session.get_session()))


main()
