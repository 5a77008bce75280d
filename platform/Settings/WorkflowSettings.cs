namespace StoreScp.Platform.Settings;

/// <summary>The functions of the import workflow.</summary>
public sealed record WorkflowSettings
{
    /// <summary>From the folder of Pulumi.yaml, or absolute.</summary>
    public required string LambdaZip { get; init; }

    public required bool Tracing { get; init; }

    public static WorkflowSettings Read(SettingsReader r) => new()
    {
        LambdaZip = r.Text(
            new("LambdaZip", SettingType.String, "artifacts/lambda-x64.zip", "a path from the folder of Pulumi.yaml; what src/Workflows/Lambda/package.sh has made",
                "The functions of the workflow.", "by use")
            { IsRequired = true },
            text => text.EndsWith(".zip", StringComparison.Ordinal)),
        Tracing = r.Switch(
            new("Tracing", SettingType.Boolean, "true", "true, false", "AWS X-Ray of the workflow and its functions.", "$5 for a million traces")),
    };
}
