namespace StoreScp.Server.Settings;

/// <summary>What keeps objects and ledger, and with it what imports.</summary>
internal enum StorageProvider
{
    /// <summary>Files and SQLite in Storage:Path; the workflow in process, and the HealthImaging emulator.</summary>
    Local,

    /// <summary>S3, DynamoDB, Step Functions and HealthImaging; Storage:Path is scratch space.</summary>
    Aws,
}
