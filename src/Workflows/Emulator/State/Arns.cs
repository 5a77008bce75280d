namespace StoreScp.Emulator;

/// <summary>Names of resources (HealthImaging API Arn).</summary>
internal static class Arns
{
    public static string Datastore(EmulatorOptions options, string datastoreId) =>
        $"arn:aws:medical-imaging:{options.Region}:{options.AccountId}:datastore/{datastoreId}";

    public static string ImageSet(EmulatorOptions options, string datastoreId, string imageSetId) =>
        $"{Datastore(options, datastoreId)}/imageset/{imageSetId}";
}
