namespace StoreScp.HealthImaging;

/// <summary>The data store statuses of HealthImaging as it writes them. Answers keep statuses as text, so that a new one is no error.</summary>
public static class DatastoreStatus
{
    public const string Creating = "CREATING";
    public const string CreateFailed = "CREATE_FAILED";

    /// <summary>The only one in which jobs can be started.</summary>
    public const string Active = "ACTIVE";

    public const string Deleting = "DELETING";
    public const string Deleted = "DELETED";
}
