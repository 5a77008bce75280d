"""Makes the vectors beside it with botocore, a second opinion on signatures, requests and constraints.

    python3 make_vectors.py FOLDER              writes sigv4.json, requests.json and constraints.json
    python3 make_vectors.py --sign FILE         signs the requests of a JSON file, prints them with their signatures

Exit code 3: this botocore does not know HealthImaging.
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
STORE, IMAGE_SET, FRAME = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210", "00112233445566778899aabbccddeeff"
ARN = f"arn:aws:medical-imaging:eu-west-1:123456789012:datastore/{STORE}"
HOST = "https://medical-imaging.eu-west-1.amazonaws.com"
RUNTIME = "https://runtime-medical-imaging.eu-west-1.amazonaws.com"


def sign(case):
    """The Authorization header for a request, at the case's own time."""
    request = AWSRequest(case["method"], case["url"], data=case["body"].encode())
    if case["contentType"]:
        request.headers["Content-Type"] = case["contentType"]
    auth = SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY, case["token"]), case["service"], case["region"])
    request.context["timestamp"] = case["timestamp"]
    auth._modify_request_before_signing(request)
    text = auth.string_to_sign(request, auth.canonical_request(request))
    auth._inject_signature_to_request(request, auth.signature(text, request))
    return {**case, "authorization": request.headers["Authorization"]}


def case(name, method, url, body="", content_type=None, token=None, timestamp="20260301T120000Z", service="medical-imaging", region="eu-west-1"):
    return {"name": name, "method": method, "url": url, "body": body, "contentType": content_type, "token": token,
            "timestamp": timestamp, "service": service, "region": region}


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
    ]]


OPERATIONS = [
    ("StartDICOMImportJob", dict(datastoreId=STORE, jobName="job#1/a", clientToken="job-1.r2", dataAccessRoleArn="arn:aws:iam::123456789012:role/import",
                                 inputS3Uri="s3://bucket/import/x/", outputS3Uri="s3://bucket/output/", inputOwnerAccountId="210987654321")),
    ("GetDICOMImportJob", dict(datastoreId=STORE, jobId="0a1b2c")),
    ("ListDICOMImportJobs", dict(datastoreId=STORE, jobStatus="IN_PROGRESS")),
    ("CreateDatastore", dict(datastoreName="radiology", clientToken="make-1")),
    ("GetDatastore", dict(datastoreId=STORE)),
    ("ListDatastores", dict(datastoreStatus="ACTIVE")),
    ("SearchImageSets", dict(datastoreId=STORE, searchCriteria=dict(
        filters=[dict(values=[dict(DICOMStudyInstanceUID="1.2.3")], operator="EQUAL"),
                 dict(values=[dict(updatedAt=1680042257), dict(updatedAt=1680042258)], operator="BETWEEN")],
        sort=dict(sortOrder="ASC", sortField="createdAt")))),
    ("GetImageSet", dict(datastoreId=STORE, imageSetId=IMAGE_SET, versionId="3")),
    ("GetImageSetMetadata", dict(datastoreId=STORE, imageSetId=IMAGE_SET)),
    ("GetImageFrame", dict(datastoreId=STORE, imageSetId=IMAGE_SET, imageFrameInformation=dict(imageFrameId=FRAME))),
    ("ListImageSetVersions", dict(datastoreId=STORE, imageSetId=IMAGE_SET)),
    ("DeleteImageSet", dict(datastoreId=STORE, imageSetId=IMAGE_SET)),
]


class Captured(Exception):
    """Ends a call before anything is sent."""


def requests(session):
    client = session.create_client("medical-imaging", "eu-west-1", aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY,
                                   config=Config(retries={"max_attempts": 0}))
    found = []

    def capture(request, **_):
        address = urlsplit(request.url)
        body = request.body.decode() if isinstance(request.body, bytes) else request.body
        found.append({"operation": operation, "method": request.method, "host": address.netloc, "path": address.path, "query": address.query,
                      "body": json.loads(body) if body else None})
        raise Captured

    client.meta.events.register("before-send.*", capture)
    for operation, arguments in OPERATIONS:
        try:
            client._make_api_call(operation, arguments)
        except Captured:
            pass
    return found


def constraints(session):
    model = session.get_service_model("medical-imaging")
    names = ["DatastoreId", "DatastoreName", "JobId", "JobName", "ClientToken", "S3Uri", "RoleArn", "AwsAccountId", "ImageSetId", "ImageFrameId",
             "ImageSetExternalVersionId"]
    return [{"shape": name, **{key: model.shape_for(name).metadata.get(key) for key in ("min", "max", "pattern")}} for name in names]


def write(folder, name, vectors):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(vectors, file, indent=2, ensure_ascii=False)
        file.write("\n")


def main():
    if sys.argv[1] == "--sign":
        with open(sys.argv[2], encoding="utf-8") as file:
            print(json.dumps([sign(c) for c in json.load(file)]))
        return
    session = botocore.session.get_session()
    if "medical-imaging" not in session.get_available_services():
        sys.exit(3)
    write(sys.argv[1], "sigv4.json", signatures())
    write(sys.argv[1], "requests.json", requests(session))
    write(sys.argv[1], "constraints.json", constraints(session))


main()
