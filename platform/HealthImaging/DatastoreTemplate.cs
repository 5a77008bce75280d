using System.Text.Json.Nodes;

namespace StoreScp.Platform.HealthImaging;

/// <summary>
/// The CloudFormation template of a data store, and the policy of its stack. Every property of the type means a replacement, that is an empty data store:
/// so the text depends on name and key alone, and CloudFormation must neither replace nor delete what it made.
/// </summary>
public static class DatastoreTemplate
{
    public const string IdOutput = "DatastoreId";

    private const string LogicalId = "Datastore";

    public static string Body(string datastoreName, string keyArn) => new JsonObject
    {
        ["AWSTemplateFormatVersion"] = "2010-09-09",
        ["Resources"] = new JsonObject
        {
            [LogicalId] = new JsonObject
            {
                ["Type"] = "AWS::HealthImaging::Datastore",
                ["DeletionPolicy"] = "Retain",
                ["UpdateReplacePolicy"] = "Retain",
                ["Properties"] = new JsonObject { ["DatastoreName"] = datastoreName, ["KmsKeyArn"] = keyArn },
            },
        },
        ["Outputs"] = new JsonObject
        {
            [IdOutput] = new JsonObject { ["Value"] = new JsonObject { ["Fn::GetAtt"] = new JsonArray(LogicalId, "DatastoreId") } },
        },
    }.ToJsonString();

    /// <summary>CloudFormation refuses an update that would replace or delete the data store.</summary>
    public static string StackPolicy() => new JsonObject
    {
        ["Statement"] = new JsonArray(
            new JsonObject { ["Effect"] = "Allow", ["Principal"] = "*", ["Action"] = "Update:*", ["Resource"] = "*" },
            new JsonObject
            {
                ["Effect"] = "Deny",
                ["Principal"] = "*",
                ["Action"] = new JsonArray("Update:Replace", "Update:Delete"),
                ["Resource"] = $"LogicalResourceId/{LogicalId}",
            }),
    }.ToJsonString();
}
