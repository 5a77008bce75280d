"""Elastic Load Balancing: the network load balancer."""

from api import makes
from shapes import text_of


def attributes(values):
    return [{"Key": key, "Value": text_of(value)} for key, value in values.items() if value is not None]


def attributes_kept(api, sent, got):
    there = {each["Key"]: each["Value"] for each in got["Attributes"]}
    api.kept({each["Key"]: each["Value"] for each in sent}, there)


@makes("aws:lb/loadBalancer:LoadBalancer")
def load_balancer(api, r):
    logs = r.one("accessLogs", {})
    options = attributes({
        "load_balancing.cross_zone.enabled": r.one("enableCrossZoneLoadBalancing"),
        "deletion_protection.enabled": r.one("enableDeletionProtection"),
        "access_logs.s3.enabled": logs.get("enabled"),
        "access_logs.s3.bucket": logs.get("bucket"),
        "access_logs.s3.prefix": logs.get("prefix"),
        "dns_record.client_routing_policy": r.one("dnsRecordClientRoutingPolicy"),
    })
    name = r.physical_name()
    scheme = "internal" if r.one("internal", False) else "internet-facing"
    sent = api.arguments(api.elbv2, "CreateLoadBalancer", r.rest(), {"loadBalancerType": "Type"}, Name=name, Scheme=scheme)
    if tags := r.tags():
        sent["Tags"] = tags
    made = api.elbv2.create_load_balancer(**sent)["LoadBalancers"][0]
    arn = made["LoadBalancerArn"]
    if options:
        api.elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=options)
    got = api.elbv2.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]
    got["Name"] = got["LoadBalancerName"]
    got["Subnets"] = [zone["SubnetId"] for zone in got["AvailabilityZones"]]
    got["Tags"] = api.elbv2.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"]
    api.kept(sent, got)
    attributes_kept(api, options, api.elbv2.describe_load_balancer_attributes(LoadBalancerArn=arn))
    return {"id": arn, "arn": arn, "arnSuffix": arn.split(":loadbalancer/")[1], "dnsName": made["DNSName"], "zoneId": made["CanonicalHostedZoneId"], "name": name}


@makes("aws:lb/targetGroup:TargetGroup")
def target_group(api, r):
    name = r.physical_name()
    stickiness = r.one("stickiness", {})
    options = attributes({
        "preserve_client_ip.enabled": r.one("preserveClientIp"),
        "proxy_protocol_v2.enabled": r.one("proxyProtocolV2"),
        "deregistration_delay.timeout_seconds": r.one("deregistrationDelay"),
        "deregistration_delay.connection_termination.enabled": r.one("connectionTermination"),
        "stickiness.enabled": stickiness.get("enabled"),
        "stickiness.type": stickiness.get("type"),
    })
    check = r.one("healthCheck", {})
    health = {
        "HealthCheckProtocol": check.get("protocol"), "HealthCheckPort": check.get("port"), "HealthCheckPath": check.get("path"),
        "HealthCheckEnabled": check.get("enabled"), "HealthCheckIntervalSeconds": check.get("interval"), "HealthCheckTimeoutSeconds": check.get("timeout"),
        "HealthyThresholdCount": check.get("healthyThreshold"), "UnhealthyThresholdCount": check.get("unhealthyThreshold"),
        "Matcher": {"HttpCode": check["matcher"]} if "matcher" in check else None,
    }
    inputs = {**r.rest(), **{key: value for key, value in health.items() if value is not None}}
    sent = api.arguments(api.elbv2, "CreateTargetGroup", inputs, Name=name)
    if tags := r.tags():
        sent["Tags"] = tags
    arn = api.elbv2.create_target_group(**sent)["TargetGroups"][0]["TargetGroupArn"]
    if options:
        api.elbv2.modify_target_group_attributes(TargetGroupArn=arn, Attributes=options)
    got = api.elbv2.describe_target_groups(TargetGroupArns=[arn])["TargetGroups"][0]
    got["Name"] = got["TargetGroupName"]
    got["Tags"] = api.elbv2.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"]
    api.kept(sent, got)
    attributes_kept(api, options, api.elbv2.describe_target_group_attributes(TargetGroupArn=arn))
    return {"id": arn, "arn": arn, "arnSuffix": arn.split(":")[-1], "name": name}


@makes("aws:lb/listener:Listener")
def listener(api, r):
    timeout = r.one("tcpIdleTimeoutSeconds")
    certificate = r.one("certificateArn")
    sent = api.arguments(api.elbv2, "CreateListener", r.rest())
    if certificate:
        # The site has it already; here, another one takes its place.
        sent["Certificates"] = [{"CertificateArn": api.acm.request_certificate(DomainName="dicom.example")["CertificateArn"]}]
    arn = api.elbv2.create_listener(**sent)["Listeners"][0]["ListenerArn"]
    api.kept(sent, api.elbv2.describe_listeners(ListenerArns=[arn])["Listeners"][0])
    if timeout is not None:
        options = attributes({"tcp.idle_timeout.seconds": timeout})
        api.elbv2.modify_listener_attributes(ListenerArn=arn, Attributes=options)
        attributes_kept(api, options, api.elbv2.describe_listener_attributes(ListenerArn=arn))
    return {"id": arn, "arn": arn}
