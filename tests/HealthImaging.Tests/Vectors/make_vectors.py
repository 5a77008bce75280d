"""Makes the vectors beside it with botocore, a second opinion on requests and constraints.

    python3 make_vectors.py FOLDER              writes requests.json and constraints.json

Exit code 3: this botocore does not know HealthImaging.
"""
import json
import logging
import os
import sys
from urllib.parse import urlsplit

import botocore.session
from botocore.config import Config

logging.disable(logging.CRITICAL)

ACCESS_KEY, SECRET_KEY = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
STORE, IMAGE_SET, FRAME = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210", "00112233445566778899aabbccddeeff"


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
    session = botocore.session.get_session()
    if "medical-imaging" not in session.get_available_services():
        sys.exit(3)
    write(sys.argv[1], "requests.json", requests(session))
    write(sys.argv[1], "constraints.json", constraints(session))


main()
