using System.Text.RegularExpressions;
using StoreScp.Import;

namespace StoreScp.Lambda.Settings;

/// <summary>Environment variables → <see cref="FunctionSettings"/>, or everything that is wrong with them at once.</summary>
internal static partial class FunctionSettingsReader
{
    /// <summary>Set by Lambda itself in every function.</summary>
    private const string LambdaRegion = "AWS_REGION";

    /// <exception cref="SettingsException">Something is missing or not allowed.</exception>
    public static FunctionSettings Read(IReadOnlyDictionary<string, string> environment)
    {
        var reader = new EnvironmentReader(environment);
        var everything = reader.Address("Aws:Endpoint");
        var bucket = Bucket(reader, "Aws:Bucket", "the bucket of the instances");
        var results = Bucket(reader, "Aws:ResultsBucket", "the bucket that HealthImaging writes its results to");
        var defaults = new ImportOptions { InputS3Uri = $"s3://{bucket}/", OutputS3Uri = $"s3://{results}/", DataAccessRoleArn = "" };
        var settings = new FunctionSettings
        {
            Region = reader.Matching(
                "Aws:Region", reader.Text("Aws:Region") ?? environment.GetValueOrDefault(LambdaRegion) ?? reader.Required("Aws:Region", "the AWS region, as in eu-west-1"),
                Region().IsMatch, "an AWS region, as in eu-west-1")!,
            S3Endpoint = reader.Address("Aws:S3Endpoint") ?? everything,
            DynamoDBEndpoint = reader.Address("Aws:DynamoDBEndpoint") ?? everything,
            StepFunctionsEndpoint = reader.Address("Aws:StepFunctionsEndpoint") ?? everything,
            HealthImagingEndpoint = reader.Address("Aws:HealthImagingEndpoint") ?? everything,
            Bucket = bucket,
            ResultsBucket = results,
            Table = reader.Required("Aws:Table", "the DynamoDB table of the ledger"),
            StateMachineArn = reader.Matching(
                "Aws:StateMachineArn", reader.Text("Aws:StateMachineArn"), StateMachine().IsMatch, "arn:aws:states:REGION:ACCOUNT:stateMachine:NAME"),
            KmsKeyId = reader.Text("Aws:KmsKeyId"),
            RouteNames = Routes(reader),
            MetricsEnvironment = reader.Matching(
                "Metrics:Environment", reader.Text("Metrics:Environment"), EnvironmentName().IsMatch, "1 to 64 printable ASCII characters without a colon at the beginning"),
            Import = defaults with
            {
                DataAccessRoleArn = reader.Matching(
                    "Aws:DataAccessRoleArn", reader.Required("Aws:DataAccessRoleArn", "the role that HealthImaging takes to read the instances and write its results"),
                    Role().IsMatch, "arn:aws:iam::ACCOUNT:role/NAME")!,
                PollInterval = reader.Duration("Import:PollInterval", defaults.PollInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
                ConcurrentJobs = reader.Number("Import:ConcurrentJobs", defaults.ConcurrentJobs, 1, 10_000),
                StartsPerSecond = reader.Number("Import:StartsPerSecond", (int)defaults.StartsPerSecond, 1, 1000),
                MaximumJobs = reader.Number("Import:MaximumJobs", defaults.MaximumJobs, 1, 100),
                MaximumRedrives = reader.Number("Import:MaximumRedrives", defaults.MaximumRedrives, 0, 100),
                LeaseTime = reader.Duration("Batches:LeaseTime", defaults.LeaseTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            },
        };
        return reader.Errors.Count == 0 ? settings : throw new SettingsException(reader.Errors);
    }

    private static string Bucket(EnvironmentReader reader, string key, string what) =>
        reader.Matching(key, reader.Required(key, what), BucketName().IsMatch, "3 to 63 lower-case letters, digits, dots and hyphens")!;

    /// <summary>Those into data stores: what was meant for a destination is in no batch, and functions see batches only.</summary>
    private static Dictionary<string, string> Routes(EnvironmentReader reader)
    {
        Dictionary<string, string> names = [];
        for (var index = 0; reader.Text(FormattableString.Invariant($"Routes:{index}:Name")) is { } name; index++)
        {
            var key = FormattableString.Invariant($"Routes:{index}:DatastoreId");
            if (reader.Matching(key, reader.Text(key), Datastore().IsMatch, "32 lower-case letters and digits") is { } datastore)
                names[datastore] = name;
        }
        return names;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[A-Za-z0-9._:-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex StateMachine();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:iam::[0-9]{12}:role/.+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Role();

    [GeneratedRegex(@"\A[ -9;-~][ -~]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentName();

    [GeneratedRegex(@"\A[0-9a-z]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Datastore();
}
