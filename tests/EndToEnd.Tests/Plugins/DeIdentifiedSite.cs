using StoreScp.EndToEnd.Tests.Import;
using StoreScp.Storage;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>A site that coerces, de-identifies, and coerces again what it stores and imports.</summary>
internal sealed class DeIdentifiedSite : IDisposable
{
    /// <summary>Written by the second coercion.</summary>
    public const string Trial = "TRIAL-OF-KNEES-7", Subject = "SUBJECT-";

    private readonly PluginSite _site = new();
    private readonly byte[] _ledgerKey;

    public DeIdentifiedSite()
    {
        _ledgerKey = _site.Secret("ledger-key");
        _site.Secret("deidentification-key");
        _site.With("--Plugins:LedgerKeySecret=ledger-key", "--Logging:Level=Debug")
            .Handler("before", "StoreScp.TagCoercion", Before)
            .Handler("deidentify", "StoreScp.DeIdentification", new { KeySecret = "deidentification-key", Options = new[] { "CleanDescriptors" } })
            .Handler("after", "StoreScp.TagCoercion", After);
    }

    public string Data => _site.Data;

    public string InputFolder => _site["input"];

    /// <summary>What the ledger has instead of an identifier as received.</summary>
    public string Protected(string uid) => new IdentifierProtection(_ledgerKey).Protect(uid);

    public Task<ServerProcess> StartAsync(params string[] settings) => ImportingServer.StartOnAsync(Data, [.. _site.Settings, .. settings]);

    public void Dispose() => _site.Dispose();

    /// <summary>Changes what identifies: what stood there before must not survive as Original Attributes.</summary>
    private static object Before => new
    {
        rules = new object[]
        {
            new
            {
                name = "What the site calls itself",
                actions = new object[]
                {
                    new Dictionary<string, string> { ["set"] = "InstitutionName", ["value"] = "SITE OF ${PatientName}" },
                    new Dictionary<string, string> { ["prefix"] = "PatientID", ["value"] = "S1-" },
                    new Dictionary<string, string> { ["remove"] = "PatientComments" },
                },
            },
        },
    };

    private static object After => new
    {
        rules = new object[]
        {
            new
            {
                name = "What the trial is called",
                actions = new object[]
                {
                    new Dictionary<string, string> { ["set"] = "ClinicalTrialProtocolID", ["value"] = Trial },
                    new Dictionary<string, string> { ["prefix"] = "PatientID", ["value"] = Subject },
                },
            },
        },
    };
}
