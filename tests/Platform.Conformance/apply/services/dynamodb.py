"""DynamoDB: the ledger."""

from api import makes
from shapes import arguments


@makes("aws:dynamodb/table:Table")
def table(api, r):
    db = api.dynamodb
    name = r.physical_name()
    ttl, recovery = r.one("ttl"), r.one("pointInTimeRecovery")
    keys = [{"AttributeName": r.one("hashKey"), "KeyType": "HASH"}]
    if sort := r.one("rangeKey"):
        keys.append({"AttributeName": sort, "KeyType": "RANGE"})
    inputs = r.rest()
    if encryption := inputs.pop("serverSideEncryption", None):
        inputs["sseSpecification"] = {"enabled": encryption["enabled"], **({"sseType": "KMS", "kmsMasterKeyId": encryption["kmsKeyArn"]} if "kmsKeyArn" in encryption else {})}
    if inputs.pop("streamEnabled", False):
        inputs["streamSpecification"] = {"streamEnabled": True, "streamViewType": inputs.pop("streamViewType")}
    for index in inputs.get("globalSecondaryIndexes", []):
        projection = {"projectionType": index.pop("projectionType")}
        if "nonKeyAttributes" in index:
            projection["nonKeyAttributes"] = index.pop("nonKeyAttributes")
        index["projection"] = projection
    renamed = {
        "attributes": "AttributeDefinitions", "attributes.name": "AttributeName", "attributes.type": "AttributeType",
        "globalSecondaryIndexes.name": "IndexName", "globalSecondaryIndexes.keySchemas": "KeySchema",
    }
    sent = api.arguments(db, "CreateTable", inputs, renamed, TableName=name, KeySchema=keys)
    if tags := r.tags():
        sent["Tags"] = tags
    made = db.create_table(**sent)["TableDescription"]
    got = db.describe_table(TableName=name)["Table"]
    sent_as_described = dict(sent)
    if "SSESpecification" in sent:
        sse = sent_as_described.pop("SSESpecification")
        api.kept({"Status": "ENABLED", "SSEType": sse.get("SSEType"), "KMSMasterKeyArn": sse.get("KMSMasterKeyId")}, got["SSEDescription"])
    got["BillingMode"] = got.get("BillingModeSummary", {}).get("BillingMode")
    got["TableClass"] = got.get("TableClassSummary", {}).get("TableClass")
    got["Tags"] = db.list_tags_of_resource(ResourceArn=made["TableArn"])["Tags"]
    api.kept(sent_as_described, got)
    if ttl:
        spec = arguments(db.meta.service_model.shape_for("TimeToLiveSpecification"), ttl)
        db.update_time_to_live(TableName=name, TimeToLiveSpecification=spec)
        got = db.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        api.kept({"AttributeName": spec["AttributeName"], "TimeToLiveStatus": "ENABLED"}, got)
    if recovery:
        spec = arguments(
            db.meta.service_model.shape_for("PointInTimeRecoverySpecification"), recovery, {"enabled": "PointInTimeRecoveryEnabled"})
        db.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=spec)
        got = db.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        api.kept({"PointInTimeRecoveryStatus": "ENABLED" if spec.pop("PointInTimeRecoveryEnabled") else "DISABLED", **spec}, got)
    return {"id": name, "arn": made["TableArn"], "name": name}
