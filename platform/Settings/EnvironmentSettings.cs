namespace StoreScp.Platform.Settings;

/// <summary>Which environment this is, where it is, and how well its data is guarded.</summary>
public sealed record EnvironmentSettings
{
    /// <summary>Longer ones would not fit into the names of load balancers (32) and buckets (63).</summary>
    public const int MaximumNameLength = 12;

    /// <summary>Where AWS HealthImaging is.</summary>
    public static IReadOnlyList<string> SupportedRegions { get; } = ["us-east-1", "us-west-2", "ap-southeast-2", "eu-west-1", "eu-west-2"];

    /// <summary>The stack's.</summary>
    public required string Name { get; init; }

    public required string Region { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Data cannot be destroyed, neither by Pulumi nor through AWS, until this is turned off.</summary>
    public required bool ProtectData { get; init; }

    public required string PermissionsBoundaryArn { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public static EnvironmentSettings Read(SettingsReader r, string name)
    {
        if (!SettingForms.IsEnvironmentName(name))
            r.Add("the stack's name", $"\"{name}\"; allowed: 2 to {MaximumNameLength} lower-case letters, digits and hyphens, as in prod-eu.");
        return new()
        {
            Name = name,
            Region = r.Text(
                new("Region", SettingType.String, "", string.Join(", ", SupportedRegions) + " (where AWS HealthImaging is)", "The region of everything.",
                    "prices differ by region")
                { IsRequired = true },
                SupportedRegions.Contains),
            AccountId = r.Text(
                new("AccountID", SettingType.String, "", "12 digits", "The only account that this environment may be deployed to.", "—") { IsRequired = true },
                SettingForms.IsAccountId),
            ProtectData = r.Switch(
                new("ProtectData", SettingType.Boolean, "true", "true, false",
                    "Buckets, ledger, key and data stores survive `pulumi destroy`, and AWS refuses to delete the ledger. false: the environment can be destroyed with all its data.", "—")),
            PermissionsBoundaryArn = r.Text(
                new("PermissionsBoundaryARN", SettingType.String, "", "the ARN of an IAM policy, or empty", "A permissions boundary for every role.", "—"),
                text => SettingForms.IsArnOf("iam", text)),
            Tags = r.Map(
                new("Tags", SettingType.Object, "{}", "a map of at most 40 tags; none of StoreSCP's own (Application, Environment, ManagedBy)", "Tags on everything, beside StoreSCP's own.", "—"),
                key => key is not ("Application" or "Environment" or "ManagedBy") && !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)),
        };
    }
}
