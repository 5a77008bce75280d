"""CloudWatch, CloudTrail, Budgets: what is seen. CloudFormation and Secrets Manager: what else there is."""

from api import makes


@makes("aws:cloudwatch/logGroup:LogGroup")
def log_group(api, r):
    r.for_pulumi_alone("skipDestroy")
    name, days = r.physical_name(), r.one("retentionInDays")
    sent = api.arguments(api.logs, "CreateLogGroup", r.rest(), logGroupName=name)
    if tags := {each["Key"]: each["Value"] for each in r.tags()}:
        sent["tags"] = tags
    api.logs.create_log_group(**sent)
    if days:
        retention = api.arguments(api.logs, "PutRetentionPolicy", {"retentionInDays": days}, logGroupName=name)
        api.logs.put_retention_policy(**retention)
        sent.update(retention)
    got = next(each for each in api.logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"] if each["logGroupName"] == name)
    api.kept(sent, got)
    return {"id": name, "arn": got["arn"].removesuffix(":*"), "name": name}


@makes("aws:cloudwatch/logMetricFilter:LogMetricFilter")
def metric_filter(api, r):
    name = r.physical_name()
    transformation = r.one("metricTransformation")
    renamed = {
        "pattern": "filterPattern", "metricTransformations.name": "metricName", "metricTransformations.namespace": "metricNamespace",
        "metricTransformations.value": "metricValue",
    }
    if "defaultValue" in transformation:
        transformation["defaultValue"] = float(transformation["defaultValue"])
    sent = api.arguments(api.logs, "PutMetricFilter", {**r.rest(), "metricTransformations": [transformation]}, renamed, filterName=name)
    api.logs.put_metric_filter(**sent)
    api.kept(sent, api.logs.describe_metric_filters(logGroupName=sent["logGroupName"], filterNamePrefix=name)["metricFilters"][0])
    return {"id": name, "name": name}


@makes("aws:cloudwatch/metricAlarm:MetricAlarm")
def metric_alarm(api, r):
    name = r.physical_name()
    inputs = r.rest()

    def pairs(holder):
        if "dimensions" in holder:
            holder["dimensions"] = [{"name": key, "value": value} for key, value in sorted(holder["dimensions"].items())]

    pairs(inputs)
    queries = inputs.pop("metricQueries", [])
    for query in queries:
        if metric := query.pop("metric", None):
            stat = {key: metric.pop(key) for key in ("period", "stat", "unit") if key in metric}
            pairs(metric)
            query["metricStat"] = {"metric": metric, **stat}
    if queries:
        inputs["metrics"] = queries
    sent = api.arguments(api.cloudwatch, "PutMetricAlarm", inputs, {"okActions": "OKActions"}, AlarmName=name)
    if tags := r.tags():
        sent["Tags"] = tags
    api.cloudwatch.put_metric_alarm(**sent)
    got = api.cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
    api.kept(sent, got)
    return {"id": name, "arn": got["AlarmArn"], "name": name}


@makes("aws:cloudwatch/compositeAlarm:CompositeAlarm")
def composite_alarm(api, r):
    sent = api.arguments(api.cloudwatch, "PutCompositeAlarm", r.rest(), {"okActions": "OKActions"})
    api.cloudwatch.put_composite_alarm(**sent)
    got = api.cloudwatch.describe_alarms(AlarmNames=[sent["AlarmName"]], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"][0]
    api.kept(sent, got)
    return {"id": sent["AlarmName"], "arn": got["AlarmArn"]}


@makes("aws:cloudwatch/dashboard:Dashboard")
def dashboard(api, r):
    sent = api.arguments(api.cloudwatch, "PutDashboard", r.rest())
    api.cloudwatch.put_dashboard(**sent)
    got = api.cloudwatch.get_dashboard(DashboardName=sent["DashboardName"])
    api.kept(sent, got)
    return {"id": sent["DashboardName"], "dashboardArn": got["DashboardArn"]}


@makes("aws:cloudtrail/trail:Trail")
def trail(api, r):
    name = r.physical_name()
    selectors = r.take("advancedEventSelectors")
    sent = api.arguments(api.cloudtrail, "CreateTrail", r.rest(), Name=name)
    arn = api.cloudtrail.create_trail(**sent)["TrailARN"]
    got = api.cloudtrail.get_trail(Name=name)["Trail"]
    got["EnableLogFileValidation"] = got.get("LogFileValidationEnabled")
    api.kept(sent, got)
    if selectors:
        renamed = {"advancedEventSelectors.fieldSelectors.startsWiths": "StartsWith", "advancedEventSelectors.fieldSelectors.notStartsWiths": "NotStartsWith"}
        sent = api.arguments(api.cloudtrail, "PutEventSelectors", selectors, renamed, TrailName=name)
        api.cloudtrail.put_event_selectors(**sent)
        sent.pop("TrailName")
        api.kept(sent, api.cloudtrail.get_event_selectors(TrailName=name))
    return {"id": name, "arn": arn, "name": name}


@makes("aws:budgets/budget:Budget")
def budget(api, r):
    name = r.physical_name()
    notifications = r.one("notifications", [])
    limit = {"amount": r.one("limitAmount"), "unit": r.one("limitUnit")}
    filters = {each["name"]: each["values"] for each in r.one("costFilters", [])}
    inputs = {"budget": {**r.rest(), "budgetName": name, "budgetLimit": limit, **({"costFilters": filters} if filters else {})}}
    if notifications:
        inputs["notificationsWithSubscribers"] = [
            {
                "notification": {key: value for key, value in each.items() if not key.startswith("subscriber")},
                "subscribers": [
                    *({"subscriptionType": "EMAIL", "address": address} for address in each.get("subscriberEmailAddresses", [])),
                    *({"subscriptionType": "SNS", "address": address} for address in each.get("subscriberSnsTopicArns", [])),
                ],
            }
            for each in notifications
        ]
    sent = api.arguments(api.budgets, "CreateBudget", inputs, AccountId=api.account)
    api.budgets.create_budget(**sent)
    api.kept(sent["Budget"], api.budgets.describe_budget(AccountId=api.account, BudgetName=name)["Budget"])
    api.kept(
        {"Notifications": [each["Notification"] for each in sent.get("NotificationsWithSubscribers", [])]},
        api.budgets.describe_notifications_for_budget(AccountId=api.account, BudgetName=name))
    return {"id": f"{api.account}:{name}", "name": name}


@makes("aws:cloudformation/stack:Stack")
def stack(api, r):
    name = r.physical_name()
    sent = api.arguments(api.cloudformation, "CreateStack", r.rest(), {"policyBody": "StackPolicyBody"}, StackName=name)
    if tags := r.tags():
        sent["Tags"] = tags
    id = api.cloudformation.create_stack(**sent)["StackId"]
    got = api.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    template = api.cloudformation.get_template(StackName=name)["TemplateBody"]
    api.kept({"TemplateBody": sent["TemplateBody"]}, {"TemplateBody": template})
    api.kept({"StackPolicyBody": sent["StackPolicyBody"]}, api.cloudformation.get_stack_policy(StackName=name))
    return {"id": id, "outputs": {each["OutputKey"]: each["OutputValue"] for each in got.get("Outputs", [])}}


@makes("aws:secretsmanager/secret:Secret")
def secret(api, r):
    r.for_pulumi_alone("recoveryWindowInDays")
    name = r.physical_name()
    sent = api.arguments(api.secretsmanager, "CreateSecret", r.rest(), Name=name)
    arn = api.secretsmanager.create_secret(**sent)["ARN"]
    api.kept(sent, api.secretsmanager.describe_secret(SecretId=arn))
    return {"id": arn, "arn": arn, "name": name}


@makes("aws:secretsmanager/secretVersion:SecretVersion")
def secret_version(api, r):
    sent = api.arguments(api.secretsmanager, "PutSecretValue", r.rest())
    version = api.secretsmanager.put_secret_value(**sent)["VersionId"]
    api.kept({"SecretString": sent["SecretString"]}, api.secretsmanager.get_secret_value(SecretId=sent["SecretId"], VersionId=version))
    return {"id": version, "versionId": version}
