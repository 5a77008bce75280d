using System.Globalization;
using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview.Costs;

/// <summary>What the resources of an environment cost in a month: for being there, and for the assumed load.</summary>
internal sealed class CostEstimate(PlatformGraph graph, Assumptions assumptions)
{
    private const double IncludedStorageGiB = 20;

    private readonly List<CostLine> _lines = [];

    private double Hours => assumptions.Load("hours");

    private double Studies => assumptions.Load("studies");

    private double Instances => Studies * assumptions.Load("instances");

    private double Gigabytes => Instances * assumptions.Load("megabytes") / 1000;

    public IReadOnlyList<CostLine> Lines()
    {
        _lines.Clear();
        Tasks();
        Network();
        Data();
        Workflow();
        Observability();
        return [.. _lines.Where(line => line.Quantity > 0)];
    }

    private void Tasks()
    {
        foreach (var service in graph.Of("aws:ecs/service:Service"))
        {
            var task = graph.Of("aws:ecs/taskDefinition:TaskDefinition").Single(definition => definition.Output("arn") == service.Text("taskDefinition"));
            double hours = Number(service.Inputs, "desiredCount") * Hours;
            string architecture = task.Inputs["runtimePlatform"]!["cpuArchitecture"]!.GetValue<string>() == "ARM64" ? "arm64" : "x86_64";
            Add("Fargate, CPU", hours * double.Parse(task.Text("cpu")!, CultureInfo.InvariantCulture) / 1024, $"fargate.vcpu.{architecture}");
            Add("Fargate, memory", hours * double.Parse(task.Text("memory")!, CultureInfo.InvariantCulture) / 1024, $"fargate.memory.{architecture}");
            Add("Fargate, disk", hours * Math.Max(0, Number(task.Inputs["ephemeralStorage"] as JsonObject, "sizeInGib") - IncludedStorageGiB), "fargate.storage");
            if (service.Inputs["networkConfiguration"]!["assignPublicIp"]?.GetValue<bool>() == true)
                Add("Public addresses of tasks", hours, "ipv4.hour");
        }
    }

    private void Network()
    {
        Add("Load balancer", graph.Of("aws:lb/loadBalancer:LoadBalancer").Count() * Hours, "nlb.hour");
        Add("Load balancer, data", Gigabytes, "nlb.capacity");
        int gateways = graph.Of("aws:ec2/natGateway:NatGateway").Count();
        Add("NAT gateways", gateways * Hours, "nat.hour");
        // Images go through the endpoint of S3; a tenth is a guess at everything else.
        Add("NAT gateways, data", gateways > 0 ? Gigabytes / 10 : 0, "nat.data");
        Add("Public addresses of NAT gateways", graph.Of("aws:ec2/eip:Eip").Count() * Hours, "ipv4.hour");
        Add("Interface endpoints", graph.Of("aws:ec2/vpcEndpoint:VpcEndpoint").Sum(endpoint => (endpoint.Inputs["subnetIds"] as JsonArray)?.Count ?? 0) * Hours, "endpoint.hour");
    }

    private void Data()
    {
        Add("KMS keys", graph.Of("aws:kms/key:Key").Count(), "kms.key");
        Add("S3, instances until they are imported and swept", Gigabytes * assumptions.Load("import-days") / 30, "s3.storage");
        Add("S3, writes", Instances / 1000, "s3.write");
        Add("Ledger, writes", Instances * assumptions.Load("ledger-writes") / 1e6, "dynamodb.write");
        Add("Ledger, storage of a month's rows", Instances * assumptions.Load("ledger-kilobytes") / 1e6, "dynamodb.storage");
        Add("HealthImaging, storage", Gigabytes * assumptions.Load("stored-months"), "healthimaging.storage");
        Add("Secrets", graph.Of("aws:secretsmanager/secret:Secret").Count() + new[] { "TLSSecretARN", "ClientAuthoritiesSecretARN" }.Count(key => graph.Environment.Value(key).Length > 0), "secret");
    }

    private void Workflow()
    {
        Add("Step Functions", Studies * assumptions.Load("transitions") / 1000, "states.transition");
        var functions = graph.Of("aws:lambda/function:Function").ToList();
        if (functions.Count == 0)
            return;
        string architecture = functions[0].Inputs["architectures"]![0]!.GetValue<string>();
        double memory = functions.Average(function => Number(function.Inputs, "memorySize")) / 1024;
        Add("Functions, compute", Studies * assumptions.Load("function-seconds") * memory, $"lambda.compute.{architecture}");
        Add("Functions, calls", Studies * assumptions.Load("transitions") / 1e6, "lambda.request");
    }

    private void Observability()
    {
        Add("Logs", Instances * assumptions.Load("log-kilobytes") / 1e6, "logs.ingest");
        Add("Alarms", graph.Of("aws:cloudwatch/metricAlarm:MetricAlarm").Count(), "alarm");
        Add("Dashboards", graph.Of("aws:cloudwatch/dashboard:Dashboard").Count(), "dashboard");
        Add("Metrics", assumptions.Load("metrics"), "metric");
        // Each instance is written once and read once.
        Add("Audit trail", graph.Of("aws:cloudtrail/trail:Trail").Any() ? 2 * Instances / 1e5 : 0, "trail.data");
    }

    private void Add(string what, double quantity, string price) => _lines.Add(new(what, quantity, assumptions.Unit(price), assumptions.Price(price)));

    private static double Number(JsonObject? inputs, string name) => inputs?[name] is { } number ? double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture) : 0;
}
