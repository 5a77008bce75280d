"""Lambda, Step Functions, Scheduler, EventBridge, SQS, SNS: the workflow and who hears of it."""

import io
import json
import zipfile

from api import makes
from shapes import arguments, text_of


def program():
    """moto never runs it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("bootstrap", "")
    return data.getvalue()


@makes("aws:lambda/function:Function")
def function(api, r):
    client = getattr(api, "lambda")
    r.for_pulumi_alone("code", "sourceCodeHash", "skipDestroy")
    name = r.physical_name()
    inputs = r.rest()
    reserved = inputs.pop("reservedConcurrentExecutions", None)
    sent = api.arguments(client, "CreateFunction", inputs, {"kmsKeyArn": "KMSKeyArn"}, FunctionName=name)
    if tags := {each["Key"]: each["Value"] for each in r.tags()}:
        sent["Tags"] = tags
    made = client.create_function(**sent, Code={"ZipFile": program()})
    got = client.get_function(FunctionName=name)
    api.kept(sent, {**got["Configuration"], "Tags": got.get("Tags", {})})
    if reserved is not None:
        client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=int(reserved))
        api.kept({"ReservedConcurrentExecutions": int(reserved)}, client.get_function_concurrency(FunctionName=name))
    arn = made["FunctionArn"]
    return {"id": name, "arn": arn, "name": name, "invokeArn": f"arn:aws:apigateway:{api.region}:lambda:path/2015-03-31/functions/{arn}/invocations"}


@makes("aws:lambda/permission:Permission")
def permission(api, r):
    client = getattr(api, "lambda")
    sent = api.arguments(client, "AddPermission", {**r.rest(), "statementId": r.one("statementId", r.name)}, {"function": "FunctionName"})
    client.add_permission(**sent)
    statements = json.loads(client.get_policy(FunctionName=sent["FunctionName"])["Policy"])["Statement"]
    api.kept({"Sid": sent["StatementId"], "Action": sent["Action"]}, next(each for each in statements if each["Sid"] == sent["StatementId"]))
    return {"id": sent["StatementId"]}


@makes("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
def invoke_config(api, r):
    client = getattr(api, "lambda")
    sent = api.arguments(client, "PutFunctionEventInvokeConfig", r.rest())
    client.put_function_event_invoke_config(**sent)
    name = sent.pop("FunctionName")
    api.kept(sent, client.get_function_event_invoke_config(FunctionName=name))
    return {"id": name}


@makes("aws:sfn/stateMachine:StateMachine")
def state_machine(api, r):
    client = api.stepfunctions
    name = r.physical_name()
    inputs = r.rest()
    if logging := inputs.get("loggingConfiguration"):
        destination = logging.pop("logDestination")
        logging["destinations"] = [{"cloudWatchLogsLogGroup": {"logGroupArn": destination}}]
    sent = api.arguments(client, "CreateStateMachine", inputs, name=name)
    if tags := r.tags("key", "value"):
        sent["tags"] = tags
    arn = client.create_state_machine(**sent)["stateMachineArn"]
    got = client.describe_state_machine(stateMachineArn=arn)
    got["tags"] = client.list_tags_for_resource(resourceArn=arn)["tags"]
    api.kept(sent, got)
    return {"id": arn, "arn": arn, "name": name}


@makes("aws:scheduler/schedule:Schedule")
def schedule(api, r):
    name = r.physical_name()
    sent = api.arguments(api.scheduler, "CreateSchedule", r.rest(), Name=name)
    arn = api.scheduler.create_schedule(**sent)["ScheduleArn"]
    api.kept(sent, api.scheduler.get_schedule(Name=name))
    return {"id": f"default/{name}", "arn": arn, "name": name}


@makes("aws:cloudwatch/eventRule:EventRule")
def event_rule(api, r):
    name = r.physical_name()
    sent = api.arguments(api.events, "PutRule", r.rest(), Name=name)
    arn = api.events.put_rule(**sent)["RuleArn"]
    api.kept(sent, api.events.describe_rule(Name=name))
    return {"id": name, "arn": arn, "name": name}


@makes("aws:cloudwatch/eventTarget:EventTarget")
def event_target(api, r):
    rule, target = r.one("rule"), {**r.rest(), "id": r.one("targetId", r.name)}
    sent = arguments(api.events.meta.service_model.shape_for("Target"), target)
    api.events.put_targets(Rule=rule, Targets=[sent])
    api.kept(sent, next(each for each in api.events.list_targets_by_rule(Rule=rule)["Targets"] if each["Id"] == sent["Id"]))
    return {"id": sent["Id"]}


@makes("aws:sqs/queue:Queue")
def queue(api, r):
    name = r.physical_name()
    renamed = {
        "kmsMasterKeyId": "KmsMasterKeyId", "visibilityTimeoutSeconds": "VisibilityTimeout", "messageRetentionSeconds": "MessageRetentionPeriod",
        "receiveWaitTimeSeconds": "ReceiveMessageWaitTimeSeconds",
    }
    known = api.sqs.meta.service_model.shape_for("QueueAttributeName").metadata["enum"]
    sent = {}
    for key, value in r.rest().items():
        attribute = renamed.get(key, key[0].upper() + key[1:])
        if attribute not in known:
            raise ValueError(f"{key}: a queue has no attribute {attribute}")
        sent[attribute] = text_of(value)
    tags = {each["Key"]: each["Value"] for each in r.tags()}
    url = api.sqs.create_queue(QueueName=name, Attributes=sent, **({"tags": tags} if tags else {}))["QueueUrl"]
    got = api.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    api.kept(sent, got)
    return {"id": url, "url": url, "arn": got["QueueArn"], "name": name}


@makes("aws:sqs/queuePolicy:QueuePolicy")
def queue_policy(api, r):
    url, policy = r.one("queueUrl"), r.one("policy")
    api.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    api.kept({"Policy": policy}, api.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"])
    return {"id": url}


@makes("aws:sns/topic:Topic")
def topic(api, r):
    name = r.physical_name()
    sent = {key[0].upper() + key[1:]: value for key, value in r.rest().items()}
    arn = api.sns.create_topic(Name=name, Attributes=sent, Tags=r.tags())["TopicArn"]
    api.kept(sent, api.sns.get_topic_attributes(TopicArn=arn)["Attributes"])
    return {"id": arn, "arn": arn, "name": name}


@makes("aws:sns/topicPolicy:TopicPolicy")
def topic_policy(api, r):
    arn, policy = r.one("arn"), r.one("policy")
    api.sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
    api.kept({"Policy": policy}, api.sns.get_topic_attributes(TopicArn=arn)["Attributes"])
    return {"id": arn}


@makes("aws:sns/topicSubscription:TopicSubscription")
def subscription(api, r):
    sent = api.arguments(api.sns, "Subscribe", r.rest(), {"topic": "TopicArn"})
    arn = api.sns.subscribe(**sent, ReturnSubscriptionArn=True)["SubscriptionArn"]
    api.kept(sent, next(each for each in api.sns.list_subscriptions_by_topic(TopicArn=sent["TopicArn"])["Subscriptions"] if each["SubscriptionArn"] == arn))
    return {"id": arn, "arn": arn}
