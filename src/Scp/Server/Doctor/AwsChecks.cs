using StoreScp.AwsCalls;
using StoreScp.HealthImaging;
using StoreScp.Server.Cli;
using StoreScp.Server.Hosting;
using StoreScp.Server.Importing;
using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Aws.StepFunctions;

namespace StoreScp.Server.Doctor;

/// <summary>Who we are at AWS, and whether what imports can be reached and used.</summary>
internal static class AwsChecks
{
    public static async Task IdentityAsync(StoreScpOptions options, CheckLines checks, TimeProvider time, CancellationToken cancellation)
    {
        var sts = new AwsConnections(options.Aws).Sts;
        using var http = AwsHttp.CreateClient();
        await checks.TryAsync("identity", async () =>
        {
            var identity = await new StsCaller(http, sts.Region, sts.Credentials, sts.Endpoint, time).GetCallerIdentityAsync(cancellation);
            checks.Ok($"identity: {identity.Arn} of account {identity.Account}, in region {sts.Region}");
        }, isSilent: true);
        checks.Ok($"encryption: objects {(options.Aws.KmsKeyId is { } key ? $"with the key {key}" : "as the bucket says (Aws:KmsKeyId is not set)")}");
    }

    public static async Task ImportAsync(StoreScpOptions options, CheckLines checks, TimeProvider time, CancellationToken cancellation)
    {
        if (options.Aws.StateMachineArn is not { } machine)
        {
            checks.NotDone("import: Aws:StateMachineArn is not set, so instances are stored only");
            return;
        }
        await using var services = new AwsImportServices(options, time);
        await checks.TryAsync("results: read the bucket of HealthImaging's results", async () =>
        {
            await using var none = await services.Output.OpenReadAsync($"{services.Options.OutputS3Uri}doctor/none", cancellation);
        });
        await checks.TryAsync("workflow: ask for an execution (states:DescribeExecution)", async () =>
            await services.Workflows.DescribeAsync($"doctor-{Guid.NewGuid():N}", cancellation));
        await checks.TryAsync("workflow: start one (states:StartExecution, refused on purpose)", async () =>
            await ((StepFunctionsStarter)services.Workflows).RequireStartAllowedAsync(cancellation));
        await checks.TryAsync($"data store {options.HealthImaging.DatastoreId} (medical-imaging:GetDatastore)", async () =>
        {
            var datastore = await services.HealthImaging.GetDatastoreAsync(options.HealthImaging.DatastoreId, cancellation);
            if (datastore.DatastoreStatus != DatastoreStatus.Active)
                throw new StorageUnavailableException($"It is {datastore.DatastoreStatus}, not {DatastoreStatus.Active}.");
        });
        await checks.TryAsync("import jobs: list them (medical-imaging:ListDICOMImportJobs)", async () =>
            await services.HealthImaging.ListDICOMImportJobsAsync(options.HealthImaging.DatastoreId, null, cancellation).AnyAsync(cancellation));
        checks.NotDone($"iam:PassRole on {options.Aws.DataAccessRoleArn}, and what that role may: the first import shows it");
    }
}
