"""EC2: the network."""

from api import makes


def tagged(api, r, id):
    if tags := r.tags():
        api.ec2.create_tags(Resources=[id], Tags=tags)
    return {"Tags": tags} if tags else {}


def by_id(items, name, value):
    return next(item for item in items if item[name] == value)


@makes("aws:ec2/vpc:Vpc")
def vpc(api, r):
    dns = {"EnableDnsSupport": r.one("enableDnsSupport", True), "EnableDnsHostnames": r.one("enableDnsHostnames", False)}
    sent = api.arguments(api.ec2, "CreateVpc", r.rest())
    id = api.ec2.create_vpc(**sent)["Vpc"]["VpcId"]
    for name, value in dns.items():
        api.ec2.modify_vpc_attribute(VpcId=id, **{name: {"Value": value}})
    sent.update(dns, **tagged(api, r, id))
    got = api.ec2.describe_vpcs(VpcIds=[id])["Vpcs"][0]
    for name in dns:
        got[name] = api.ec2.describe_vpc_attribute(VpcId=id, Attribute=name[0].lower() + name[1:])[name]["Value"]
    api.kept(sent, got)
    in_vpc = [{"Name": "vpc-id", "Values": [id]}]
    return {
        "id": id,
        "arn": f"arn:aws:ec2:{api.region}:{api.account}:vpc/{id}",
        "defaultSecurityGroupId": api.ec2.describe_security_groups(Filters=in_vpc)["SecurityGroups"][0]["GroupId"],
        "mainRouteTableId": api.ec2.describe_route_tables(Filters=in_vpc)["RouteTables"][0]["RouteTableId"],
    }


@makes("aws:ec2/subnet:Subnet")
def subnet(api, r):
    public = {"MapPublicIpOnLaunch": r.one("mapPublicIpOnLaunch", False)}
    sent = api.arguments(api.ec2, "CreateSubnet", r.rest())
    id = api.ec2.create_subnet(**sent)["Subnet"]["SubnetId"]
    api.ec2.modify_subnet_attribute(SubnetId=id, MapPublicIpOnLaunch={"Value": public["MapPublicIpOnLaunch"]})
    sent.update(public, **tagged(api, r, id))
    api.kept(sent, api.ec2.describe_subnets(SubnetIds=[id])["Subnets"][0])
    return {"id": id, "arn": f"arn:aws:ec2:{api.region}:{api.account}:subnet/{id}"}


@makes("aws:ec2/internetGateway:InternetGateway")
def internet_gateway(api, r):
    vpc_id = r.one("vpcId")
    id = api.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    api.ec2.attach_internet_gateway(InternetGatewayId=id, VpcId=vpc_id)
    sent = {"Attachments": [{"VpcId": vpc_id}], **tagged(api, r, id)}
    api.kept(sent, api.ec2.describe_internet_gateways(InternetGatewayIds=[id])["InternetGateways"][0])
    return {"id": id}


@makes("aws:ec2/eip:Eip")
def address(api, r):
    sent = api.arguments(api.ec2, "AllocateAddress", r.rest())
    made = api.ec2.allocate_address(**sent)
    id = made["AllocationId"]
    sent.update(tagged(api, r, id))
    api.kept(sent, api.ec2.describe_addresses(AllocationIds=[id])["Addresses"][0])
    return {"id": id, "allocationId": id, "publicIp": made["PublicIp"]}


@makes("aws:ec2/natGateway:NatGateway")
def nat_gateway(api, r):
    sent = api.arguments(api.ec2, "CreateNatGateway", r.rest())
    id = api.ec2.create_nat_gateway(**sent)["NatGateway"]["NatGatewayId"]
    sent.update(tagged(api, r, id))
    got = api.ec2.describe_nat_gateways(NatGatewayIds=[id])["NatGateways"][0]
    api.kept(sent, {**got, **got["NatGatewayAddresses"][0]})
    return {"id": id, "publicIp": got["NatGatewayAddresses"][0].get("PublicIp")}


@makes("aws:ec2/routeTable:RouteTable")
def route_table(api, r):
    sent = api.arguments(api.ec2, "CreateRouteTable", r.rest())
    id = api.ec2.create_route_table(**sent)["RouteTable"]["RouteTableId"]
    sent.update(tagged(api, r, id))
    api.kept(sent, api.ec2.describe_route_tables(RouteTableIds=[id])["RouteTables"][0])
    return {"id": id}


@makes("aws:ec2/route:Route")
def route(api, r):
    sent = api.arguments(api.ec2, "CreateRoute", r.rest())
    api.ec2.create_route(**sent)
    table = sent.pop("RouteTableId")
    routes = api.ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    api.kept(sent, by_id(routes, "DestinationCidrBlock", sent["DestinationCidrBlock"]))
    return {"id": f"{table}-{sent['DestinationCidrBlock']}"}


@makes("aws:ec2/routeTableAssociation:RouteTableAssociation")
def route_table_association(api, r):
    sent = api.arguments(api.ec2, "AssociateRouteTable", r.rest())
    id = api.ec2.associate_route_table(**sent)["AssociationId"]
    associations = api.ec2.describe_route_tables(RouteTableIds=[sent["RouteTableId"]])["RouteTables"][0]["Associations"]
    api.kept(sent, by_id(associations, "RouteTableAssociationId", id))
    return {"id": id}


@makes("aws:ec2/securityGroup:SecurityGroup")
def security_group(api, r):
    r.for_pulumi_alone("revokeRulesOnDelete")
    name = r.physical_name()
    sent = api.arguments(api.ec2, "CreateSecurityGroup", r.rest(), GroupName=name)
    id = api.ec2.create_security_group(**sent)["GroupId"]
    # AWS lets everything out of a new group; the provider closes that.
    api.ec2.revoke_security_group_egress(GroupId=id, IpPermissions=api.ec2.describe_security_groups(GroupIds=[id])["SecurityGroups"][0]["IpPermissionsEgress"])
    sent.update(tagged(api, r, id), IpPermissions=[], IpPermissionsEgress=[])
    api.kept(sent, api.ec2.describe_security_groups(GroupIds=[id])["SecurityGroups"][0])
    return {"id": id, "arn": f"arn:aws:ec2:{api.region}:{api.account}:security-group/{id}", "name": name}


@makes("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
def default_security_group(api, r):
    in_vpc = [{"Name": "vpc-id", "Values": [r.one("vpcId")]}, {"Name": "group-name", "Values": ["default"]}]
    group = api.ec2.describe_security_groups(Filters=in_vpc)["SecurityGroups"][0]
    if group["IpPermissions"]:
        api.ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])
    if group["IpPermissionsEgress"]:
        api.ec2.revoke_security_group_egress(GroupId=group["GroupId"], IpPermissions=group["IpPermissionsEgress"])
    sent = {"IpPermissions": [], "IpPermissionsEgress": [], **tagged(api, r, group["GroupId"])}
    api.kept(sent, api.ec2.describe_security_groups(GroupIds=[group["GroupId"]])["SecurityGroups"][0])
    return {"id": group["GroupId"]}


def rule(api, r, authorize, is_egress):
    group, description = r.one("securityGroupId"), r.one("description", "")
    protocol, first, last = r.one("ipProtocol"), r.one("fromPort"), r.one("toPort")
    permission = {"IpProtocol": protocol, "FromPort": int(first), "ToPort": int(last)}
    sent = {"GroupId": group, "IsEgress": is_egress, "Description": description, **permission}
    if cidr := r.one("cidrIpv4"):
        permission["IpRanges"] = [{"CidrIp": cidr, "Description": description}]
        sent["CidrIpv4"] = cidr
    if other := r.one("referencedSecurityGroupId"):
        permission["UserIdGroupPairs"] = [{"GroupId": other, "Description": description}]
        sent["ReferencedGroupInfo"] = {"GroupId": other}
    if prefixes := r.one("prefixListId"):
        permission["PrefixListIds"] = [{"PrefixListId": prefixes, "Description": description}]
        sent["PrefixListId"] = prefixes
    id = authorize(GroupId=group, IpPermissions=[permission])["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    rules = api.ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]
    api.kept(sent, by_id(rules, "SecurityGroupRuleId", id))
    return {"id": id, "securityGroupRuleId": id}


@makes("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
def ingress_rule(api, r):
    return rule(api, r, api.ec2.authorize_security_group_ingress, False)


@makes("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
def egress_rule(api, r):
    return rule(api, r, api.ec2.authorize_security_group_egress, True)


@makes("aws:ec2/vpcEndpoint:VpcEndpoint")
def vpc_endpoint(api, r):
    known = {service["ServiceName"] for service in api.ec2.describe_vpc_endpoint_services()["ServiceDetails"]}
    sent = api.arguments(api.ec2, "CreateVpcEndpoint", r.rest(), {"policy": "PolicyDocument"})
    id = api.ec2.create_vpc_endpoint(**sent)["VpcEndpoint"]["VpcEndpointId"]
    sent.update(tagged(api, r, id))
    got = api.ec2.describe_vpc_endpoints(VpcEndpointIds=[id])["VpcEndpoints"][0]
    api.kept(sent, {**got, "SecurityGroupIds": [group["GroupId"] for group in got.get("Groups", [])]})
    if sent["ServiceName"] not in known:
        api.note("unknown service", sent["ServiceName"].removeprefix(f"com.amazonaws.{api.region}."))
    lists = api.ec2.describe_prefix_lists()["PrefixLists"] if sent["VpcEndpointType"] == "Gateway" else []
    return {"id": id, **{"prefixListId": each["PrefixListId"] for each in lists if each["PrefixListName"] == sent["ServiceName"]}}


@makes("aws:ec2/flowLog:FlowLog")
def flow_log(api, r):
    vpc_id = r.one("vpcId")
    sent = api.arguments(api.ec2, "CreateFlowLogs", r.rest(), {"iamRoleArn": "DeliverLogsPermissionArn"}, ResourceIds=[vpc_id], ResourceType="VPC")
    # The destination of logs in CloudWatch goes by the group's name.
    if sent["LogDestinationType"] == "cloud-watch-logs":
        sent["LogGroupName"] = sent.pop("LogDestination").split(":log-group:")[1].removesuffix(":*")
    made = api.ec2.create_flow_logs(**sent)
    if made.get("Unsuccessful"):
        raise ValueError(made["Unsuccessful"][0]["Error"]["Message"])
    id = made["FlowLogIds"][0]
    got = api.ec2.describe_flow_logs(FlowLogIds=[id])["FlowLogs"][0]
    sent.update(ResourceId=sent.pop("ResourceIds")[0], **tagged(api, r, id))
    sent.pop("ResourceType")
    api.kept(sent, got)
    return {"id": id}
