using Pulumi;
using Pulumi.Aws.DynamoDB.Inputs;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Storage;

/// <summary>The table of the ledger: keys, indexes and Time to Live as docs/ledger.md says, which a test compares with the server's own definition.</summary>
public sealed class LedgerTable : ComponentResource
{
    public LedgerTable(ResourceNames names, EnvironmentSettings environment, Output<string> keyArn, ComponentResourceOptions? options = null)
        : base("storescp:storage:LedgerTable", names.Of("ledger"), options)
    {
        var table = new Aws.DynamoDB.Table(names.Of("ledger"), new()
        {
            Name = names.Of("ledger"),
            BillingMode = "PAY_PER_REQUEST",
            HashKey = "pk",
            RangeKey = "sk",
            Attributes = new[] { "pk", "sk", "lp", "ls", "wp", "ws" }.Select(name => new TableAttributeArgs { Name = name, Type = "S" }).ToArray(),
            GlobalSecondaryIndexes = { Index("list", "lp", "ls"), Index("work", "wp", "ws") },
            Ttl = new TableTtlArgs { AttributeName = "ttl", Enabled = true },
            PointInTimeRecovery = new TablePointInTimeRecoveryArgs { Enabled = true },
            ServerSideEncryption = new TableServerSideEncryptionArgs { Enabled = true, KmsKeyArn = keyArn },
            DeletionProtectionEnabled = environment.ProtectData,
        }, new() { Parent = this, Protect = environment.ProtectData, RetainOnDelete = environment.ProtectData });
        Name = table.Name;
        Arn = table.Arn;
        RegisterOutputs();
    }

    public Output<string> Name { get; }

    public Output<string> Arn { get; }

    public Output<string> Indexes => Output.Format($"{Arn}/index/*");

    private static TableGlobalSecondaryIndexArgs Index(string name, string partitionKey, string sortKey) => new()
    {
        Name = name,
        ProjectionType = "KEYS_ONLY",
        KeySchemas =
        {
            new TableGlobalSecondaryIndexKeySchemaArgs { AttributeName = partitionKey, KeyType = "HASH" },
            new TableGlobalSecondaryIndexKeySchemaArgs { AttributeName = sortKey, KeyType = "RANGE" },
        },
    };
}
