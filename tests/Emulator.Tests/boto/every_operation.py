"""Calls every operation of HealthImaging through boto3, which checks each answer against AWS's own service model as it parses it.

Usage: every_operation.py ENDPOINT DATASTORE_ID REGION strict|lenient (fields that the model does not know)
"""
import gzip
import json
import sys
import time
import uuid
from datetime import datetime, timezone

import boto3
import botocore.exceptions
from botocore.config import Config

endpoint, datastore, region, strictness = sys.argv[1:5]
called = set()
model = boto3.session.Session(region_name=region).client(
    "medical-imaging", endpoint_url=endpoint, aws_access_key_id="any", aws_secret_access_key="any",
    config=Config(inject_host_prefix=False, retries={"total_max_attempts": 1}))


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def members(shape, value, path):
    """Required members are there, and types are those of the model."""
    kind = shape.type_name
    if kind == "structure":
        for name in shape.required_members:
            check(name in value, f"{path}: {name} is required")
        for name, member in value.items():
            if name != "ResponseMetadata":
                members(shape.members[name], member, f"{path}.{name}")
    elif kind == "list":
        for item in value:
            members(shape.member, item, f"{path}[]")
    elif kind == "string":
        check(isinstance(value, str), f"{path}: {value!r} is no string")
        if shape.enum:
            check(value in shape.enum, f"{path}: {value} is not in the enumeration")
    elif kind == "timestamp":
        check(isinstance(value, datetime), f"{path}: {value!r} is no time")
    elif kind in ("integer", "long"):
        check(isinstance(value, int), f"{path}: {value!r} is no integer")
    elif kind == "boolean":
        check(isinstance(value, bool), f"{path}: {value!r} is no boolean")


def known(shape, raw, path):
    """The parser drops what the model does not know: here it is an error."""
    if shape.type_name == "structure":
        names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        unknown = set(raw) - set(names)
        check(not unknown, f"{path}: unknown {unknown}")
        for name, value in raw.items():
            known(names[name], value, f"{path}.{name}")
    elif shape.type_name == "list":
        for item in raw:
            known(shape.member, item, f"{path}[]")


def before_parse(operation_model, response_dict, **_):
    shape = operation_model.output_shape
    if response_dict["status_code"] == 200 and "payload" not in shape.serialization:
        known(shape, json.loads(response_dict["body"]), operation_model.name)


def call(operation, **parameters):
    called.add(operation)
    name = "".join(("_" if i and c.isupper() and not operation[i - 1].isupper() else "") + c.lower() for i, c in enumerate(operation))
    method = {"StartDICOMImportJob": "start_dicom_import_job", "GetDICOMImportJob": "get_dicom_import_job",
              "ListDICOMImportJobs": "list_dicom_import_jobs"}.get(operation, name)
    answer = getattr(model, method)(**parameters)
    check(answer["ResponseMetadata"]["HTTPStatusCode"] == 200, operation)
    check(answer["ResponseMetadata"]["RequestId"], operation)
    members(model.meta.service_model.operation_model(operation).output_shape, answer, operation)
    return answer


def refused(code, status, operation, **parameters):
    try:
        call(operation, **parameters)
    except botocore.exceptions.ClientError as error:
        check(error.response["Error"]["Code"] == code, f"{operation}: {error}")
        check(error.response["ResponseMetadata"]["HTTPStatusCode"] == status, f"{operation}: {error}")
        check(error.response["Error"]["Message"], operation)
        check(isinstance(error, getattr(model.exceptions, code)), operation)
    else:
        raise AssertionError(f"{operation} was not refused")


def imported(prefix, **parameters):
    token = parameters.pop("clientToken", uuid.uuid4().hex)
    started = call("StartDICOMImportJob", datastoreId=datastore, jobName=f"job-{token[:8]}", clientToken=token,
                   dataAccessRoleArn="arn:aws:iam::123456789012:role/import",
                   inputS3Uri=f"s3://local/{prefix}", outputS3Uri="s3://local/output/", **parameters)
    check((datetime.now(timezone.utc) - started["submittedAt"]).total_seconds() < 60, "submittedAt is now")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        job = call("GetDICOMImportJob", datastoreId=datastore, jobId=started["jobId"])["jobProperties"]
        if job["jobStatus"] in ("COMPLETED", "FAILED"):
            return job
        time.sleep(0.02)
    raise AssertionError("The job did not end")


if strictness == "strict":
    model.meta.events.register("before-parse.*.*", before_parse)

# Data stores and tags
created = call("CreateDatastore", datastoreName="second", clientToken="token-1", tags={"team": "imaging"})
check(call("CreateDatastore", datastoreName="second", clientToken="token-1", tags={"team": "imaging"})["datastoreId"] == created["datastoreId"], "same token, same data store")
refused("ConflictException", 409, "CreateDatastore", datastoreName="other", clientToken="token-1")
second = call("GetDatastore", datastoreId=created["datastoreId"])["datastoreProperties"]
check(second["datastoreStatus"] == "ACTIVE" and second["datastoreName"] == "second", "the data store is active")
check({s["datastoreId"] for s in call("ListDatastores", datastoreStatus="ACTIVE")["datastoreSummaries"]} == {datastore, created["datastoreId"]}, "both are listed")
page = call("ListDatastores", maxResults=1)
check(len(call("ListDatastores", maxResults=1, nextToken=page["nextToken"])["datastoreSummaries"]) == 1, "the second page")
arn = second["datastoreArn"]
call("TagResource", resourceArn=arn, tags={"a:b/c2": "1"})
check(call("ListTagsForResource", resourceArn=arn)["tags"] == {"team": "imaging", "a:b/c2": "1"}, "tags")
call("UntagResource", resourceArn=arn, tagKeys=["team", "a:b/c2"])
check(call("ListTagsForResource", resourceArn=arn)["tags"] == {}, "tags are removed")
check(call("DeleteDatastore", datastoreId=created["datastoreId"])["datastoreStatus"] == "DELETING", "deleted")
refused("ResourceNotFoundException", 404, "ListDICOMImportJobs", datastoreId=created["datastoreId"])

# Import jobs
job = imported("study/")
check(job["jobStatus"] == "COMPLETED", job)
check(job["outputS3Uri"] == f"s3://local/output/{datastore}-DicomImport-{job['jobId']}/", job)
failed = imported("none/")
check(failed["jobStatus"] == "FAILED" and failed["message"], failed)
check([j["jobId"] for j in call("ListDICOMImportJobs", datastoreId=datastore)["jobSummaries"]] == [failed["jobId"], job["jobId"]], "newest first")
paginator = model.get_paginator("list_dicom_import_jobs").paginate(datastoreId=datastore, PaginationConfig={"PageSize": 1})
check(len(list(paginator)) == 2, "two pages")
refused("ValidationException", 400, "StartDICOMImportJob", datastoreId=datastore, clientToken="a b", dataAccessRoleArn="arn:aws:iam::123456789012:role/import",
        inputS3Uri="s3://local/study/", outputS3Uri="s3://local/output/")
refused("ResourceNotFoundException", 404, "GetDICOMImportJob", datastoreId=datastore, jobId="abc")

# Image sets
search = call("SearchImageSets", datastoreId=datastore)
(found,) = search["imageSetsMetadataSummaries"]
image_set = found["imageSetId"]
check(found["DICOMTags"]["DICOMNumberOfStudyRelatedInstances"] == 2 and found["isPrimary"], found)
study = found["DICOMTags"]["DICOMStudyInstanceUID"]
now = datetime.now(timezone.utc)
for value in ({"DICOMStudyInstanceUID": study}, {"DICOMPatientId": "SYN0001"}, {"isPrimary": True},
              {"DICOMStudyDateAndTime": {"DICOMStudyDate": found["DICOMTags"]["DICOMStudyDate"], "DICOMStudyTime": found["DICOMTags"]["DICOMStudyTime"]}}):
    check(call("SearchImageSets", datastoreId=datastore, searchCriteria={"filters": [{"values": [value], "operator": "EQUAL"}]})["imageSetsMetadataSummaries"], value)
check(not call("SearchImageSets", datastoreId=datastore, searchCriteria={"filters": [{"values": [{"DICOMPatientId": "none"}], "operator": "EQUAL"}]})["imageSetsMetadataSummaries"], "no match")
check(call("SearchImageSets", datastoreId=datastore, searchCriteria={
    "filters": [{"values": [{"createdAt": datetime(2020, 1, 1, tzinfo=timezone.utc)}, {"createdAt": now}], "operator": "BETWEEN"}],
    "sort": {"sortOrder": "ASC", "sortField": "createdAt"}})["sort"] == {"sortOrder": "ASC", "sortField": "createdAt"}, "sorted")
check(call("GetImageSet", datastoreId=datastore, imageSetId=image_set)["versionId"] == "1", "version 1")
metadata = call("GetImageSetMetadata", datastoreId=datastore, imageSetId=image_set)
check(metadata["contentEncoding"] == "gzip", metadata["contentEncoding"])
document = json.loads(gzip.decompress(metadata["imageSetMetadataBlob"].read()))
(series,) = document["Study"]["Series"].values()
instances = series["Instances"]
check(len(instances) == 2, instances.keys())
sop, instance = next(iter(instances.items()))
frame = call("GetImageFrame", datastoreId=datastore, imageSetId=image_set, imageFrameInformation={"imageFrameId": instance["ImageFrames"][0]["ID"]})
pixels = frame["imageFrameBlob"].read()
check(len(pixels) == instance["ImageFrames"][0]["FrameSizeInBytes"] and frame["contentType"] == "application/octet-stream", frame["contentType"])
refused("ResourceNotFoundException", 404, "GetImageFrame", datastoreId=datastore, imageSetId=image_set, imageFrameInformation={"imageFrameId": "f" * 32})

# Updates: of an instance, which a primary image set allows, and back
attributes = {"SchemaVersion": 1.1, "Study": {"Series": {found["DICOMTags"]["DICOMSeriesInstanceUID"]: {"Instances": {sop: {"DICOM": {"ImageComments": "checked"}}}}}}}
updated = call("UpdateImageSetMetadata", datastoreId=datastore, imageSetId=image_set, latestVersionId="1",
               updateImageSetMetadataUpdates={"DICOMUpdates": {"updatableAttributes": json.dumps(attributes).encode()}})
check(updated["latestVersionId"] == "2", updated)
document = json.loads(gzip.decompress(call("GetImageSetMetadata", datastoreId=datastore, imageSetId=image_set)["imageSetMetadataBlob"].read()))
(series,) = document["Study"]["Series"].values()
check(series["Instances"][sop]["DICOM"]["ImageComments"] == "checked", "updated")
refused("ResourceNotFoundException", 404, "UpdateImageSetMetadata", datastoreId=datastore, imageSetId=image_set, latestVersionId="1",
        updateImageSetMetadataUpdates={"revertToVersionId": "1"})
refused("ValidationException", 400, "UpdateImageSetMetadata", datastoreId=datastore, imageSetId=image_set, latestVersionId="2",
        updateImageSetMetadataUpdates={"DICOMUpdates": {"updatableAttributes": b'{"Patient":{"DICOM":{"PatientName":"X"}}}'}})
check(call("UpdateImageSetMetadata", datastoreId=datastore, imageSetId=image_set, latestVersionId="2",
           updateImageSetMetadataUpdates={"revertToVersionId": "1"})["latestVersionId"] == "3", "reverted")
document = json.loads(gzip.decompress(call("GetImageSetMetadata", datastoreId=datastore, imageSetId=image_set)["imageSetMetadataBlob"].read()))
(series,) = document["Study"]["Series"].values()
check("ImageComments" not in series["Instances"][sop]["DICOM"], "reverted")
check([v["versionId"] for v in call("ListImageSetVersions", datastoreId=datastore, imageSetId=image_set)["imageSetPropertiesList"]] == ["3", "2", "1"], "versions")

# Copies: all, then one instance into the copy
copy = call("CopyImageSet", datastoreId=datastore, sourceImageSetId=image_set, copyImageSetInformation={"sourceImageSet": {"latestVersionId": "3"}})
target = copy["destinationImageSetProperties"]["imageSetId"]
check(not call("GetImageSet", datastoreId=datastore, imageSetId=target)["isPrimary"], "a copy is not primary")
subset = json.dumps({"SchemaVersion": 1.1, "Study": {"Series": {found["DICOMTags"]["DICOMSeriesInstanceUID"]: {"Instances": {sop: {}}}}}})
again = call("CopyImageSet", datastoreId=datastore, sourceImageSetId=image_set, copyImageSetInformation={
    "sourceImageSet": {"latestVersionId": "3", "DICOMCopies": {"copiableAttributes": subset}},
    "destinationImageSet": {"imageSetId": target, "latestVersionId": "1"}})
check(again["destinationImageSetProperties"]["latestVersionId"] == "2", again)
refused("ConflictException", 409, "CopyImageSet", datastoreId=datastore, sourceImageSetId=target, promoteToPrimary=True,
        copyImageSetInformation={"sourceImageSet": {"latestVersionId": "2"}})

# Deletions
check(call("DeleteImageSet", datastoreId=datastore, imageSetId=image_set)["imageSetWorkflowStatus"] == "DELETING", "deleted")
check(call("GetImageSet", datastoreId=datastore, imageSetId=image_set)["imageSetState"] == "DELETED", "deleted")
promoted = call("CopyImageSet", datastoreId=datastore, sourceImageSetId=target, promoteToPrimary=True,
                copyImageSetInformation={"sourceImageSet": {"latestVersionId": "2"}})
primary = promoted["destinationImageSetProperties"]["imageSetId"]
check(call("GetImageSet", datastoreId=datastore, imageSetId=primary)["isPrimary"], "promoted")
frame = call("GetImageFrame", datastoreId=datastore, imageSetId=primary, imageFrameInformation={"imageFrameId": instance["ImageFrames"][0]["ID"]})
check(frame["imageFrameBlob"].read() == pixels, "the copy has the frames")
refused("ConflictException", 409, "DeleteDatastore", datastoreId=datastore)

missing = set(model.meta.service_model.operation_names) - called
check(not missing, f"not called: {missing}")
print(f"{len(called)} operations")
