using Pulumi;
using StoreScp.Platform.Settings;

namespace StoreScp.Platform.Storage;

/// <summary>The buckets: instances, HealthImaging's results, plugins, access logs.</summary>
public sealed class Buckets : ComponentResource
{
    public Buckets(ResourceNames names, PlatformSettings settings, Output<string> keyArn, ComponentResourceOptions? options = null)
        : base("storescp:storage:Buckets", names.Of("buckets"), options)
    {
        var storage = settings.Storage;
        SecureBucketArgs Args(string what) => new()
        {
            BucketName = names.Bucket(what),
            KmsKeyArn = keyArn,
            IsProtected = settings.Environment.ProtectData,
            LifecycleRules = LifecycleRules.Housekeeping(storage.NoncurrentVersionDays),
        };

        Logs = new SecureBucket(names.Of("logs"), Args("logs") with
        {
            KmsKeyArn = null,
            LifecycleRules = [.. LifecycleRules.Housekeeping(storage.NoncurrentVersionDays), LifecycleRules.Expiration(storage.AccessLogRetentionDays)],
            Statements = LogBucket.Writers(names, names.Of("audit")),
        }, new() { Parent = this });
        // Whatever is in this bucket is an instance: nothing here expires, the server's sweep alone deletes.
        Dicom = new SecureBucket(names.Of("dicom"), Args("dicom") with
        {
            LogBucket = Logs.Name,
            LifecycleRules = [.. LifecycleRules.Housekeeping(storage.NoncurrentVersionDays), .. LifecycleRules.Tiering(storage.TieringDays)],
        }, new() { Parent = this });
        Results = new SecureBucket(names.Of("results"), Args("results") with
        {
            LogBucket = Logs.Name,
            LifecycleRules = [.. LifecycleRules.Housekeeping(storage.NoncurrentVersionDays), LifecycleRules.Expiration(storage.ResultsRetentionDays)],
        }, new() { Parent = this });
        Plugins = new SecureBucket(names.Of("plugins"), Args("plugins") with { LogBucket = Logs.Name }, new() { Parent = this });
        RegisterOutputs();
    }

    public SecureBucket Logs { get; }

    public SecureBucket Dicom { get; }

    public SecureBucket Results { get; }

    public SecureBucket Plugins { get; }
}
