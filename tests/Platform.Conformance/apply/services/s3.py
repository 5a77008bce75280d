"""S3: one bucket, and what the provider sets on it by resources of their own."""

from api import makes
from shapes import arguments


@makes("aws:s3/bucket:Bucket")
def bucket(api, r):
    r.for_pulumi_alone("forceDestroy")
    name = r.physical_name("bucket")
    sent = api.arguments(api.s3, "CreateBucket", r.rest(), {"objectLockEnabled": "ObjectLockEnabledForBucket"}, Bucket=name)
    place = {} if api.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": api.region}}
    api.s3.create_bucket(**sent, **place)
    if tags := r.tags():
        api.s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tags})
        api.kept({"TagSet": tags}, api.s3.get_bucket_tagging(Bucket=name))
    api.kept({"LocationConstraint": place.get("CreateBucketConfiguration", {}).get("LocationConstraint")}, api.s3.get_bucket_location(Bucket=name))
    return {
        "id": name, "bucket": name, "arn": f"arn:aws:s3:::{name}",
        "bucketDomainName": f"{name}.s3.amazonaws.com", "bucketRegionalDomainName": f"{name}.s3.{api.region}.amazonaws.com",
    }


def setting(api, r, operation, wrapper, renamed, read):
    """Puts everything but the bucket below one argument, and reads it again."""
    name = r.one("bucket")
    shape = api.s3.meta.service_model.operation_model(operation).input_shape.members[wrapper]
    sent = arguments(shape, r.rest(), renamed)
    getattr(api.s3, snake(operation))(Bucket=name, **{wrapper: sent})
    got = read(Bucket=name)
    api.kept(sent, got.get(wrapper, got))
    return {"id": name}


def snake(operation):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation).lstrip("_")


@makes("aws:s3/bucketVersioning:BucketVersioning")
def versioning(api, r):
    name, sent = r.one("bucket"), r.one("versioningConfiguration")
    sent = {key[0].upper() + key[1:]: value for key, value in sent.items()}
    api.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=sent)
    api.kept(sent, api.s3.get_bucket_versioning(Bucket=name))
    return {"id": name}


@makes("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
def encryption(api, r):
    renamed = {"rules.applyServerSideEncryptionByDefault.sseAlgorithm": "SSEAlgorithm", "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId": "KMSMasterKeyID"}
    return setting(api, r, "PutBucketEncryption", "ServerSideEncryptionConfiguration", renamed, api.s3.get_bucket_encryption)


@makes("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
def public_access(api, r):
    return setting(api, r, "PutPublicAccessBlock", "PublicAccessBlockConfiguration", {}, api.s3.get_public_access_block)


@makes("aws:s3/bucketOwnershipControls:BucketOwnershipControls")
def ownership(api, r):
    return setting(api, r, "PutBucketOwnershipControls", "OwnershipControls", {"rule": "Rules"}, api.s3.get_bucket_ownership_controls)


@makes("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
def lifecycle(api, r):
    r.for_pulumi_alone("transitionDefaultMinimumObjectSize")
    for rule in r.inputs["rules"]:
        # The API has one filter for each rule, the provider leaves an empty one out.
        rule.setdefault("filter", {"prefix": ""})
    return setting(api, r, "PutBucketLifecycleConfiguration", "LifecycleConfiguration", {"rules.id": "ID"}, api.s3.get_bucket_lifecycle_configuration)


@makes("aws:s3/bucketPolicy:BucketPolicy")
def policy(api, r):
    sent = api.arguments(api.s3, "PutBucketPolicy", r.rest())
    api.s3.put_bucket_policy(**sent)
    api.kept({"Policy": sent["Policy"]}, api.s3.get_bucket_policy(Bucket=sent["Bucket"]))
    return {"id": sent["Bucket"]}


@makes("aws:s3/bucketLogging:BucketLogging")
def logging(api, r):
    name = r.one("bucket")
    sent = {"LoggingEnabled": {"TargetBucket": r.one("targetBucket"), "TargetPrefix": r.one("targetPrefix")}}
    api.s3.put_bucket_logging(Bucket=name, BucketLoggingStatus=sent)
    api.kept(sent, api.s3.get_bucket_logging(Bucket=name))
    return {"id": name}


@makes("aws:s3/bucketNotification:BucketNotification")
def notification(api, r):
    name, sent = r.one("bucket"), {"EventBridgeConfiguration": {}} if r.one("eventbridge") else {}
    api.s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration=sent)
    api.kept(sent, api.s3.get_bucket_notification_configuration(Bucket=name))
    return {"id": name}
