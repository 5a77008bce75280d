using Pulumi;
using StoreScp.Platform.Settings;
using StoreScp.Platform.Storage;

namespace StoreScp.Platform.Observability;

/// <summary>Dashboard, alarms, audit and budget.</summary>
public sealed class Monitoring : ComponentResource
{
    public Monitoring(
        ResourceNames names, PlatformSettings settings, PlatformMetrics metrics, Output<string> serverLogName, Buckets buckets, Output<string> keyArn,
        ComponentResourceOptions? options = null)
        : base("storescp:observability:Monitoring", names.Of("monitoring"), options)
    {
        var topic = AlarmTopic.Create(names, settings.Observability, keyArn, this);
        PeerFilters.Create(names, settings.Dicom, metrics, serverLogName, this);
        _ = new Alarms(names, AlarmCatalogue.Of(settings, metrics), topic.Arn, new() { Parent = this });
        var dashboard = Dashboard.Create(names, DashboardLayout.Of(metrics), this);
        if (settings.Observability.AuditTrail)
            AuditTrail.Create(names, buckets, this);
        if (settings.Observability.MonthlyBudgetDollars > 0)
            MonthlyBudget.Create(names, settings, this);
        TopicArn = topic.Arn;
        DashboardUrl = Output.Format($"https://{names.Region}.console.aws.amazon.com/cloudwatch/home?region={names.Region}#dashboards:name={dashboard.DashboardName}");
        RegisterOutputs();
    }

    public Output<string> TopicArn { get; }

    public Output<string> DashboardUrl { get; }
}
