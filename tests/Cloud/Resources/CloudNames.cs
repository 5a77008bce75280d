namespace StoreScp.Cloud.Resources;

/// <summary>What the stand-in cloud's account holds, by name.</summary>
public static class CloudNames
{
    public const string Region = "us-east-1";

    /// <summary>moto's account.</summary>
    public const string AccountId = "123456789012";

    /// <summary>Any keys do: no stand-in checks a signature.</summary>
    public const string AccessKey = "local";

    public const string Bucket = "storescp-objects";
    public const string ResultsBucket = "storescp-results";
    public const string Table = "storescp";
    public const string StateMachine = "storescp-import";

    /// <summary>That HealthImaging takes to read the one bucket and write the other.</summary>
    public static string DataAccessRoleArn => RoleArn("storescp-data-access");

    public static string WorkflowRoleArn => RoleArn("storescp-import-workflow");

    public static string StateMachineArn => $"arn:aws:states:{Region}:{AccountId}:stateMachine:{StateMachine}";

    public static string ExecutionArn(string name) => $"arn:aws:states:{Region}:{AccountId}:execution:{StateMachine}:{name}";

    private static string RoleArn(string name) => $"arn:aws:iam::{AccountId}:role/{name}";
}
