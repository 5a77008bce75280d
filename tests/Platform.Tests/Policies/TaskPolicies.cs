using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Tests.Policies;

/// <summary>The tasks: how the server is started and what it can touch.</summary>
internal static partial class TaskPolicies
{
    public const string Service = "aws:ecs/service:Service";

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("The server cannot write outside its volume, is nobody special, and has no capability", graph => Server(graph, container =>
            container["readonlyRootFilesystem"]!.GetValue<bool>() && container["user"]!.GetValue<string>() == "1654"
            && container["linuxParameters"]!["capabilities"]!["drop"]!.AsArray().Single()!.GetValue<string>() == "ALL")) { NeedsKnown = true },
        new("A container's own check asks whether the server lives", graph => Server(graph, container =>
            container["healthCheck"]!["command"]!.AsArray().Select(part => part!.GetValue<string>()).Take(3).SequenceEqual(["CMD", "/app/storescp", "health"]))) { NeedsKnown = true },
        new("The server has two minutes to drain", graph => Server(graph, container => container["stopTimeout"]!.GetValue<int>() == 120)) { NeedsKnown = true },
        new("The server's image is named by digest", graph => Server(graph, container => container["image"]!.GetValue<string>().Contains("@sha256:", StringComparison.Ordinal))) { NeedsKnown = true },
        new("Containers log into the server's log group", graph => Variables.Containers(graph)
            .Where(container => container["logConfiguration"]?["options"]?["awslogs-group"]?.GetValue<string>() != $"/storescp/{graph.Environment.Name}/server")
            .Select(container => container["name"]!.GetValue<string>())) { NeedsKnown = true },
        new("Every variable is a setting that docs/limits.md knows", graph => Variables.OfServer(graph).Select(variable => variable.Key)
            .Concat(graph.Of(Variables.Function).SelectMany(Variables.OfFunction).Select(variable => variable.Key)).Distinct().Where(name => !IsDocumented(name))) { NeedsKnown = true },
        new("No secret stands in a variable", PlainSecrets) { NeedsKnown = true },
        new("ECS hands no secret to a container", graph => Variables.Containers(graph).Where(container => container.ContainsKey("secrets"))
            .Select(container => container["name"]!.GetValue<string>())) { NeedsKnown = true },
        new("The server alone reads secrets, and those alone that its settings name", graph => SecretReaders(graph).Except(NamedSecrets(graph))
            .Concat(NamedSecrets(graph).Except(SecretReaders(graph)))) { NeedsKnown = true },
        new("The server is told of secrets that it may read", graph => Variables.OfServer(graph)
            .Where(variable => variable.Value.StartsWith("arn:aws:secretsmanager:", StringComparison.Ordinal) && !SecretReaders(graph).Contains($"server {variable.Value}"))
            .Select(variable => variable.Key)) { NeedsKnown = true },
        new("A failed deployment goes back, and no task goes before the next is there", graph => graph.Of(Service).Where(service =>
            service.Inputs["deploymentCircuitBreaker"] is not { } breaker || !breaker["enable"]!.GetValue<bool>() || !breaker["rollback"]!.GetValue<bool>()
            || service.Inputs["deploymentMinimumHealthyPercent"]?.GetValue<long>() != 100).Select(service => service.Name)),
        new("Scaling alone says how many tasks there are", graph => graph.Of(Service).Where(service => !service.IgnoreChanges.Contains("desiredCount")).Select(service => service.Name)),
        new("Tasks start when network and rules are there",
            graph => graph.Of(Service).Where(service => !service.DependsOn.Any(before => before.StartsWith("storescp:network:TrafficRules", StringComparison.Ordinal))
            || (graph.Environment.Value("VpcID").Length == 0 && !service.DependsOn
            .Any(before => before.StartsWith("storescp:network:VirtualNetwork", StringComparison.Ordinal)))).Select(service => service.Name)),
        new("Nobody gets a shell in a task", graph => graph.Of(Service).Where(service => service.Inputs["enableExecuteCommand"]?.GetValue<bool>() != false).Select(service => service.Name)),
        new("Tasks scale by associations and by CPU", graph => graph.Of("aws:appautoscaling/policy:Policy").Count() == 2 ? [] : ["not two policies"]),
        new("Tasks have public addresses only where TaskEgress says so", graph => graph.Of(Service).Where(service =>
            service.Inputs["networkConfiguration"]?["assignPublicIp"]?.GetValue<bool>() == true != (graph.Environment.Value("TaskEgress") == "PublicIP"))
                .Select(service => service.Name)) { NeedsKnown = true },
    ];

    private static readonly string Limits = File.ReadAllText(Path.Combine(Repository.Root, "docs", "limits.md"));

    private static IEnumerable<string> Server(PlatformGraph graph, Func<JsonObject, bool> isRight) =>
        Variables.Containers(graph).Where(container => container["name"]!.GetValue<string>() == "storescp").Where(container => !isRight(container)).Select(_ => "storescp")
            .Concat(Variables.Containers(graph).Count == 2 ? [] : ["there are not two containers"]);

    private static bool IsDocumented(string variable)
    {
        var parts = variable["STORESCP__".Length..].Split("__");
        // Of a list the item's number is left out: `Routes` is Routes:0:Name.
        return Limits.Contains(parts[1].All(char.IsAsciiDigit) ? $"`{parts[0]}`" : $"`{parts[0]}:{parts[1]}", StringComparison.Ordinal);
    }

    private static IEnumerable<string> PlainSecrets(PlatformGraph graph)
    {
        var variables = Variables.OfServer(graph).Concat(graph.Of(Variables.Function).SelectMany(Variables.OfFunction));
        foreach (var variable in variables.Where(variable => SecretName().IsMatch(variable.Key) || variable.Value.Contains("-----BEGIN", StringComparison.Ordinal)))
            yield return variable.Key;
    }

    /// <summary>Role and secret.</summary>
    private static IEnumerable<string> SecretReaders(PlatformGraph graph) => PolicyStatement.Of(graph)
        .Where(statement => statement is { IsAllowed: true, IsTrust: false } && statement.Actions.Any(action => action.StartsWith("secretsmanager:", StringComparison.Ordinal)))
        .SelectMany(statement => statement.Resources.Select(secret => $"{statement.Owner.Name[(BucketPolicies.NameOf(graph, "").Length)..]} {secret}"));

    private static IEnumerable<string> NamedSecrets(PlatformGraph graph)
    {
        var environment = graph.Environment;
        foreach (var key in new[] { "TLSSecretARN", "ClientAuthoritiesSecretARN" })
            if (environment.Value(key) is { Length: > 0 } arn && (key == "TLSSecretARN" || environment.Value("RequireClientCertificate") == "true"))
                yield return $"server {arn}";
        foreach (var name in JsonNode.Parse(environment.Value("PluginSecrets"))!.AsArray().Select(name => name!.GetValue<string>()).Append(environment.Value("LedgerKeySecret")).Where(name => name.Length > 0))
            yield return $"server arn:aws:secretsmanager:{environment.Value("Region")}:{environment.Value("AccountID")}:secret:storescp/{environment.Name}/{name}-??????";
    }

    /// <summary>Names that hold a secret itself; LedgerKeySecret and SecretsPrefix are names of secrets.</summary>
    [GeneratedRegex("(Password|SecretKey|AccessKey|Token|PrivateKey)$")]
    private static partial Regex SecretName();
}
