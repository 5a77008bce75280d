using StoreScp.Server.Logging;

namespace StoreScp.Server.Settings;

/// <summary>Reads the settings of AWS, and says what is missing when it is to be used.</summary>
internal static class AwsSettingsReader
{
    public static AwsSettings Read(SettingsReader r, AwsSettings d) => new()
    {
        Region = r.Read("Aws:Region", d.Region, "an AWS region such as eu-west-1", TryRegion, region => region ?? "(none)"),
        Endpoint = Endpoint(r, "Aws:Endpoint"),
        S3Endpoint = Endpoint(r, "Aws:S3Endpoint"),
        DynamoDBEndpoint = Endpoint(r, "Aws:DynamoDBEndpoint"),
        StepFunctionsEndpoint = Endpoint(r, "Aws:StepFunctionsEndpoint"),
        SecretsManagerEndpoint = Endpoint(r, "Aws:SecretsManagerEndpoint"),
        HealthImagingEndpoint = Endpoint(r, "Aws:HealthImagingEndpoint"),
        StsEndpoint = Endpoint(r, "Aws:StsEndpoint"),
        Bucket = r.Text("Aws:Bucket", d.Bucket),
        ResultsBucket = r.Text("Aws:ResultsBucket", d.ResultsBucket),
        Table = r.Text("Aws:Table", d.Table),
        StateMachineArn = Arn(r, "Aws:StateMachineArn", "the ARN of a state machine, such as arn:aws:states:eu-west-1:111122223333:stateMachine:import", ":stateMachine:"),
        DataAccessRoleArn = Arn(r, "Aws:DataAccessRoleArn", "the ARN of a role, such as arn:aws:iam::111122223333:role/import", ":role/"),
        KmsKeyId = r.Text("Aws:KmsKeyId", d.KmsKeyId),
        SecretsPrefix = r.Text("Aws:SecretsPrefix", d.SecretsPrefix) ?? "",
        Checksum = r.Choice("Aws:Checksum", d.Checksum),
        PartBytes = r.ByteSize("Aws:PartBytes", d.PartBytes, 5 << 20, 1 << 30),
        PartMemoryBytes = r.ByteSize("Aws:PartMemoryBytes", d.PartMemoryBytes, 5 << 20, 1L << 40),
    };

    public static void Check(StoreScpOptions options, SettingsReader reader)
    {
        if (options.Storage.Provider != StorageProvider.Aws)
            return;
        var aws = options.Aws;
        Require(reader, "Storage:Provider is Aws", ("Aws:Region", aws.Region), ("Aws:Bucket", aws.Bucket), ("Aws:Table", aws.Table));
        if (aws.StateMachineArn is not null)
        {
            // The default is the emulator's.
            var datastore = reader.IsWritten("HealthImaging:DatastoreId") ? options.HealthImaging.DatastoreId : null;
            Require(reader, "Aws:StateMachineArn is set",
                ("Aws:ResultsBucket", aws.ResultsBucket), ("Aws:DataAccessRoleArn", aws.DataAccessRoleArn), ("HealthImaging:DatastoreId", datastore));
        }
        if (options.HealthImaging.EmulatorUrl is not null)
            reader.Add($"HealthImaging:EmulatorUrl is {options.HealthImaging.EmulatorUrl} (from {LogText.Escape(reader.SourceOf("HealthImaging:EmulatorUrl"))}), "
                + "but Storage:Provider is Aws; allowed with it: none (another HealthImaging is named with Aws:HealthImagingEndpoint).");
        if (aws.PartBytes % (256 << 10) != 0)
            reader.Add($"Aws:PartBytes is {ByteSizeText.Format(aws.PartBytes)}; allowed: whole blocks of 256 KiB.");
        if (aws.PartMemoryBytes < aws.PartBytes)
            reader.Add($"Aws:PartMemoryBytes is {ByteSizeText.Format(aws.PartMemoryBytes)}; allowed: at least Aws:PartBytes, which is {ByteSizeText.Format(aws.PartBytes)}.");
    }

    private static void Require(SettingsReader reader, string because, params ReadOnlySpan<(string Key, string? Value)> needed)
    {
        foreach (var (key, value) in needed)
        {
            if (value is null)
                reader.Add($"{because}, but {key} is not set; allowed: its name or ARN (STORESCP__{key.Replace(":", "__", StringComparison.Ordinal)} in the environment).");
        }
    }

    private static Uri? Endpoint(SettingsReader reader, string key) => reader.Read<Uri?>(
        key, null, "an http or https address such as https://vpce-0123.s3.eu-west-1.vpce.amazonaws.com, or none (AWS's own)",
        (string text, out Uri? value) =>
        {
            value = null;
            return SettingKinds.IsNone(text)
                || (Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "http" or "https" && value is { Query: "", UserInfo: "" });
        },
        url => url?.ToString() ?? "none");

    private static string? Arn(SettingsReader reader, string key, string allowed, string mark) => reader.Read<string?>(
        key, null, allowed,
        (string text, out string? value) =>
        {
            value = text.Length == 0 ? null : text;
            return value is null || (value.StartsWith("arn:", StringComparison.Ordinal) && value.Contains(mark, StringComparison.Ordinal));
        },
        arn => arn ?? "(none)");

    private static bool TryRegion(string text, out string? value)
    {
        value = text.Length == 0 ? null : text;
        return value is null || (value.Length <= 63 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
    }
}
