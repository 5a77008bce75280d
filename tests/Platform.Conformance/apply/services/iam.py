"""IAM and KMS: who may do what, and with which key."""

from api import makes


@makes("aws:iam/role:Role")
def role(api, r):
    name = r.physical_name()
    sent = api.arguments(api.iam, "CreateRole", r.rest(), {"assumeRolePolicy": "AssumeRolePolicyDocument"}, RoleName=name)
    if tags := r.tags():
        sent["Tags"] = tags
    made = api.iam.create_role(**sent)["Role"]
    got = api.iam.get_role(RoleName=name)["Role"]
    if "PermissionsBoundary" in got:
        got["PermissionsBoundary"] = got["PermissionsBoundary"]["PermissionsBoundaryArn"]
    api.kept(sent, got)
    return {"id": name, "arn": made["Arn"], "name": name, "uniqueId": made["RoleId"]}


@makes("aws:iam/rolePolicy:RolePolicy")
def role_policy(api, r):
    name = r.physical_name()
    sent = api.arguments(api.iam, "PutRolePolicy", r.rest(), {"role": "RoleName", "policy": "PolicyDocument"}, PolicyName=name)
    api.iam.put_role_policy(**sent)
    api.kept(sent, api.iam.get_role_policy(RoleName=sent["RoleName"], PolicyName=name))
    return {"id": f"{sent['RoleName']}:{name}", "name": name}


@makes("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
def role_policy_attachment(api, r):
    sent = api.arguments(api.iam, "AttachRolePolicy", r.rest(), {"role": "RoleName"})
    api.iam.attach_role_policy(**sent)
    attached = api.iam.list_attached_role_policies(RoleName=sent["RoleName"])["AttachedPolicies"]
    api.kept({"PolicyArn": sent["PolicyArn"]}, next(each for each in attached if each["PolicyArn"] == sent["PolicyArn"]))
    return {"id": f"{sent['RoleName']}-{sent['PolicyArn']}"}


@makes("aws:kms/key:Key")
def key(api, r):
    r.for_pulumi_alone("deletionWindowInDays")
    rotates, period = r.one("enableKeyRotation", False), r.one("rotationPeriodInDays")
    sent = api.arguments(api.kms, "CreateKey", r.rest())
    if tags := r.tags("TagKey", "TagValue"):
        sent["Tags"] = tags
    made = api.kms.create_key(**sent)["KeyMetadata"]
    id = made["KeyId"]
    got = api.kms.describe_key(KeyId=id)["KeyMetadata"]
    got["Policy"] = api.kms.get_key_policy(KeyId=id, PolicyName="default")["Policy"]
    got["Tags"] = api.kms.list_resource_tags(KeyId=id)["Tags"]
    api.kept(sent, got)
    if rotates:
        rotation = {"RotationPeriodInDays": int(period)} if period else {}
        api.kms.enable_key_rotation(KeyId=id, **rotation)
        api.kept({"KeyRotationEnabled": True, **rotation}, api.kms.get_key_rotation_status(KeyId=id))
    return {"id": id, "arn": made["Arn"], "keyId": id}


@makes("aws:kms/alias:Alias")
def alias(api, r):
    sent = api.arguments(api.kms, "CreateAlias", r.rest(), {"name": "AliasName"})
    api.kms.create_alias(**sent)
    # The API takes an id or an ARN, and answers with the id.
    sent["TargetKeyId"] = sent["TargetKeyId"].split("/")[-1]
    got = next(each for each in api.kms.list_aliases()["Aliases"] if each["AliasName"] == sent["AliasName"])
    api.kept(sent, got)
    return {"id": sent["AliasName"], "arn": got["AliasArn"], "name": sent["AliasName"]}
