"""ECS and its scaling: the tasks."""

import json

from api import makes


@makes("aws:ecs/cluster:Cluster")
def cluster(api, r):
    name = r.physical_name()
    sent = api.arguments(api.ecs, "CreateCluster", r.rest(), {"name": "clusterName"}, clusterName=name)
    if tags := r.tags("key", "value"):
        sent["tags"] = tags
    arn = api.ecs.create_cluster(**sent)["cluster"]["clusterArn"]
    api.kept(sent, api.ecs.describe_clusters(clusters=[arn], include=["TAGS", "SETTINGS", "CONFIGURATIONS"])["clusters"][0])
    return {"id": arn, "arn": arn, "name": name}


@makes("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders")
def capacity_providers(api, r):
    inputs = r.rest()
    cluster = inputs.pop("clusterName")
    sent = api.arguments(api.ecs, "PutClusterCapacityProviders", inputs, {"defaultCapacityProviderStrategies": "defaultCapacityProviderStrategy"})
    api.ecs.put_cluster_capacity_providers(cluster=cluster, **sent)
    api.kept(sent, api.ecs.describe_clusters(clusters=[cluster])["clusters"][0])
    return {"id": cluster}


@makes("aws:ecs/taskDefinition:TaskDefinition")
def task_definition(api, r):
    r.for_pulumi_alone("skipDestroy", "trackLatest")
    containers = json.loads(r.one("containerDefinitions"))
    sent = api.arguments(api.ecs, "RegisterTaskDefinition", {**r.rest(), "containerDefinitions": containers}, {"ephemeralStorage.sizeInGib": "sizeInGiB"})
    if tags := r.tags("key", "value"):
        sent["tags"] = tags
    made = api.ecs.register_task_definition(**sent)["taskDefinition"]
    api.kept(sent, api.ecs.describe_task_definition(taskDefinition=made["taskDefinitionArn"])["taskDefinition"])
    return {"id": made["family"], "arn": made["taskDefinitionArn"], "family": made["family"], "revision": made["revision"]}


@makes("aws:ecs/service:Service")
def service(api, r):
    r.for_pulumi_alone("waitForSteadyState", "forceNewDeployment")
    name = r.physical_name()
    network = r.one("networkConfiguration")
    public = {"assignPublicIp": "ENABLED" if network.pop("assignPublicIp", False) else "DISABLED"}
    deployment = r.take("deploymentCircuitBreaker", "deploymentMinimumHealthyPercent", "deploymentMaximumPercent", "alarms")
    renamed = {
        "enableEcsManagedTags": "enableECSManagedTags",
        "deploymentConfiguration.deploymentMinimumHealthyPercent": "minimumHealthyPercent",
        "deploymentConfiguration.deploymentMaximumPercent": "maximumPercent",
    }
    inputs = {**r.rest(), "networkConfiguration": {"awsvpcConfiguration": {**network, **public}}, "deploymentConfiguration": deployment}
    sent = api.arguments(api.ecs, "CreateService", inputs, renamed, serviceName=name)
    if tags := r.tags("key", "value"):
        sent["tags"] = tags
    api.ecs.create_service(**sent)
    got = api.ecs.describe_services(cluster=sent["cluster"], services=[name])["services"][0]
    cluster = sent.pop("cluster")
    api.kept(sent, got)
    return {"id": got["serviceArn"], "arn": got["serviceArn"], "name": name, "cluster": cluster}


@makes("aws:appautoscaling/target:Target")
def scalable_target(api, r):
    sent = api.arguments(api.application_autoscaling, "RegisterScalableTarget", r.rest())
    api.application_autoscaling.register_scalable_target(**sent)
    targets = api.application_autoscaling.describe_scalable_targets(ServiceNamespace=sent["ServiceNamespace"], ResourceIds=[sent["ResourceId"]])["ScalableTargets"]
    api.kept(sent, targets[0])
    return {"id": sent["ResourceId"]}


@makes("aws:appautoscaling/policy:Policy")
def scaling_policy(api, r):
    name = r.physical_name()
    sent = api.arguments(api.application_autoscaling, "PutScalingPolicy", r.rest(), PolicyName=name)
    arn = api.application_autoscaling.put_scaling_policy(**sent)["PolicyARN"]
    policies = api.application_autoscaling.describe_scaling_policies(ServiceNamespace=sent["ServiceNamespace"])["ScalingPolicies"]
    api.kept(sent, next(each for each in policies if each["PolicyName"] == name))
    return {"id": name, "arn": arn, "name": name}
