using System.Text.Json.Nodes;
using Pulumi;

namespace StoreScp.Platform.Access;

/// <summary>Statements → the JSON text that IAM and the policies of resources take.</summary>
public static class PolicyDocument
{
    public static Output<string> Of(params IEnumerable<Statement> statements) =>
        Output.All(statements.Select(statement => statement.ToJson())).Apply(all => new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray([.. all.Select(statement => statement.DeepClone())]),
        }.ToJsonString());
}
