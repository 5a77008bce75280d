using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StoreScp.Import;

namespace StoreScp.Cloud.Resources;

/// <summary>The state machine of the file that is shipped, with nothing but its placeholders filled in, and the roles.</summary>
internal sealed partial class WorkflowResource(Uri endpoint) : IDisposable
{
    private readonly StandInCaller _caller = new(endpoint);
    private string _definition = ImportFunctions.Definition;

    /// <summary>The placeholders that are left.</summary>
    public IReadOnlyList<string> Tasks => [.. Placeholder().Matches(_definition).Select(match => match.Groups["name"].Value).Distinct()];

    public void Use(string task, string functionArn) => _definition = _definition.Replace($"${{{task}}}", functionArn, StringComparison.Ordinal);

    public async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var (roleArn, service) in new[] { (CloudNames.WorkflowRoleArn, "states"), (CloudNames.DataAccessRoleArn, "medical-imaging") })
            await CreateRoleAsync(roleArn[(roleArn.LastIndexOf('/') + 1)..], service, cancellation);
        await _caller.CallAsync("states", "AWSStepFunctions.CreateStateMachine", new JsonObject
        {
            ["name"] = CloudNames.StateMachine,
            ["definition"] = _definition,
            ["roleArn"] = CloudNames.WorkflowRoleArn,
        }, cancellation);
    }

    public void Dispose() => _caller.Dispose();

    private async Task CreateRoleAsync(string name, string service, CancellationToken cancellation)
    {
        var trust = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Service"] = $"{service}.amazonaws.com" },
                ["Action"] = "sts:AssumeRole",
            }),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Action"] = "CreateRole",
                ["Version"] = "2010-05-08",
                ["RoleName"] = name,
                ["AssumeRolePolicyDocument"] = trust.ToJsonString(),
            }),
        };
        await _caller.SendAsync("iam", request, cancellation);
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z]+)\}")]
    private static partial Regex Placeholder();
}
