using Pulumi;
using Pulumi.Aws.CloudWatch.Inputs;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Observability;

/// <summary>The alarms in CloudWatch; each tells the topic when it begins and when it ends.</summary>
public sealed class Alarms : ComponentResource
{
    public Alarms(ResourceNames names, IReadOnlyList<Alarm> alarms, Output<string> topicArn, ComponentResourceOptions? options = null)
        : base("storescp:observability:Alarms", names.Of("alarms"), options)
    {
        foreach (var alarm in alarms)
        {
            var args = new Aws.CloudWatch.MetricAlarmArgs
            {
                Name = names.Of(alarm.Name),
                AlarmDescription = alarm.Description,
                ComparisonOperator = alarm.IsBelow ? "LessThanThreshold" : "GreaterThanThreshold",
                Threshold = alarm.Threshold,
                EvaluationPeriods = alarm.Periods,
                DatapointsToAlarm = alarm.Periods,
                TreatMissingData = alarm.MissingIsAlarming ? "breaching" : "notBreaching",
                AlarmActions = { topicArn },
                OkActions = { topicArn },
            };
            if (alarm.Metrics is [var single])
                LookAt(args, alarm, single);
            else
                LookAtSum(args, alarm);
            _ = new Aws.CloudWatch.MetricAlarm(names.Of(alarm.Name), args, new() { Parent = this, DeleteBeforeReplace = true });
        }
        RegisterOutputs();
    }

    private static void LookAt(Aws.CloudWatch.MetricAlarmArgs args, Alarm alarm, Metric metric)
    {
        (args.Namespace, args.MetricName, args.Period) = (metric.Namespace, metric.Name, alarm.PeriodSeconds);
        if (alarm.Statistic.StartsWith('p'))
            args.ExtendedStatistic = alarm.Statistic;
        else
            args.Statistic = alarm.Statistic;
        args.Dimensions = Dimensions(metric);
    }

    private static void LookAtSum(Aws.CloudWatch.MetricAlarmArgs args, Alarm alarm)
    {
        foreach (var (index, metric) in alarm.Metrics.Index())
        {
            args.MetricQueries.Add(new MetricAlarmMetricQueryArgs
            {
                Id = $"m{index}",
                ReturnData = false,
                Metric = new MetricAlarmMetricQueryMetricArgs
                {
                    Namespace = metric.Namespace,
                    MetricName = metric.Name,
                    Stat = alarm.Statistic,
                    Period = alarm.PeriodSeconds,
                    Dimensions = Dimensions(metric),
                },
            });
        }
        args.MetricQueries.Add(new MetricAlarmMetricQueryArgs { Id = "sum", Expression = "SUM(METRICS())", Label = alarm.Name, ReturnData = true });
    }

    private static InputMap<string> Dimensions(Metric metric)
    {
        var map = new InputMap<string>();
        foreach (var (name, value) in metric.Dimensions)
            map.Add(name, value);
        return map;
    }
}
