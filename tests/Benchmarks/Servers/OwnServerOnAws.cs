using System.Diagnostics;
using System.Globalization;
using StoreScp.Benchmarks.Discarding;

namespace StoreScp.Benchmarks.Servers;

/// <summary>Our server as it is shipped, with the profile aws, on <see cref="NullAws"/>: objects go to S3, rows to DynamoDB, each instance into a batch.</summary>
public sealed class OwnServerOnAws(string name, string executable, string sopClassUID, bool measureAllocations) : IMeasuredServer
{
    /// <summary>With TLS, as AWS has it: the signature does not cover the bytes of an object.</summary>
    public const string Encrypted = "ours+s3";

    /// <summary>Without TLS: the signature covers the bytes.</summary>
    public const string InTheClear = "ours+s3-http";

    public string Name => name;

    public StoredContent Stores => StoredContent.Discarded;

    public string ObjectsFolder(string folder) => folder;

    public async Task<ServerProcess> StartAsync(string folder, CancellationToken cancellation)
    {
        var aws = await NullAws.StartAsync(isEncrypted: name == Encrypted, cancellation);
        var port = FreePort.Find();
        var adminUrl = measureAllocations ? $"http://127.0.0.1:{FreePort.Find()}" : "";
        var start = OwnServer.StartInfo(executable, folder,
        [
            "serve", "--profile", "aws", $"--Scp:Port={port.ToString(CultureInfo.InvariantCulture)}", $"--Admin:Url={adminUrl}", $"--Storage:Path={folder}",
            "--Aws:Region=eu-west-1", $"--Aws:Endpoint={aws.Endpoint.GetLeftPart(UriPartial.Authority)}", "--Aws:Bucket=instances", $"--Aws:Table={NullAwsConfiguration.Table}",
            // With an import, as at a site: an instance in a batch costs one write, one in none two.
            "--Aws:StateMachineArn=arn:aws:states:eu-west-1:111122223333:stateMachine:import", "--Aws:ResultsBucket=results",
            "--Aws:DataAccessRoleArn=arn:aws:iam::111122223333:role/import", "--HealthImaging:DatastoreId=0123456789abcdef0123456789abcdef",
        ]);
        foreach (var (variable, value) in new[] { ("AWS_ACCESS_KEY_ID", "nobody"), ("AWS_SECRET_ACCESS_KEY", "nothing"), ("SSL_CERT_FILE", aws.CertificateFile) })
            start.Environment[variable] = value;
        try
        {
            return await ServerProcess.StartAsync(start, port, sopClassUID, measureAllocations ? new Uri(adminUrl + "/metrics") : null, cancellation, aws);
        }
        catch
        {
            await aws.DisposeAsync();
            throw;
        }
    }
}
