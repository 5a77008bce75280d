using Amazon.Runtime;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>A table of moto's for one test.</summary>
internal sealed class MotoTable(MotoServer moto)
{
    public string Name { get; } = "ledger-" + Guid.NewGuid().ToString("N");

    public AwsAccess Access { get; } = new("eu-west-1", new BasicAWSCredentials("test", "test"), moto.Endpoint);

    public DynamoDbOptions Options => new() { Table = Name, AttemptTimeout = TimeSpan.FromMinutes(5), MaximumConnections = 8 };

    public static async Task<MotoTable> CreateAsync(MotoServer moto)
    {
        var table = new MotoTable(moto);
        await DynamoDbTable.CreateAsync(table.Access, table.Name, TimeProvider.System, CancellationToken.None);
        return table;
    }

    public Task<DynamoDbLedger> OpenAsync(DynamoDbOptions? options = null) =>
        DynamoDbLedger.OpenAsync(Access, options ?? Options, new PatientTime(), CancellationToken.None);

    /// <summary>Without a look at the table, through a network of the test's.</summary>
    public DynamoDbLedger Open(FaultyHttp http) => new(DynamoDbClient.Create(Access, Options, http), Options, new PatientTime());
}
