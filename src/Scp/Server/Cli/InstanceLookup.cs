using System.Runtime.CompilerServices;
using StoreScp.Server.Plugins;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>
/// Instances by the identifiers that people know. Of de-identified ones the ledger holds these under a key alone; where this process has the
/// key, they are found as well.
/// </summary>
internal sealed class InstanceLookup
{
    private readonly ILedgerReader _ledger;
    private readonly IdentifierProtection? _protection;

    private InstanceLookup(ILedgerReader ledger, IdentifierProtection? protection) => (_ledger, _protection) = (ledger, protection);

    /// <summary>A key that cannot be read is told on standard error, and hides de-identified instances only.</summary>
    public static async ValueTask<InstanceLookup> CreateAsync(
        CommandContext context, ILedgerReader ledger, StoreScpOptions options, InstanceQuery query, CancellationToken cancellation)
    {
        if (!Identifies(query))
            return new(ledger, null);
        try
        {
            return new(ledger, await ServerPlugins.ProtectionAsync(options.Plugins, cancellation));
        }
        catch (CommandException e)
        {
            await context.Error.WriteLineAsync($"De-identified instances are not found by what they were received as: {e.Message}");
            return new(ledger, null);
        }
    }

    public async IAsyncEnumerable<InstanceRow> ListAsync(InstanceQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        HashSet<InstanceRowKey> listed = [];
        await foreach (var row in _ledger.ListInstancesAsync(query, cancellation))
        {
            if (_protection is not null)
                listed.Add(row.Key);
            yield return row;
        }
        if (_protection is not { } key || listed.Count >= query.Limit)
            yield break;
        // An instance may be found by both: one whose UIDs the handler kept.
        await foreach (var row in _ledger.ListInstancesAsync(Protect(query, key), cancellation))
        {
            if (listed.Count >= query.Limit)
                yield break;
            if (listed.Add(row.Key))
                yield return row;
        }
    }

    private static bool Identifies(InstanceQuery query) =>
        query.SOPInstanceUID is not null || query.StudyInstanceUID is not null || query.AccessionNumber is not null;

    private static InstanceQuery Protect(InstanceQuery query, IdentifierProtection key) => query with
    {
        SOPInstanceUID = query.SOPInstanceUID is { } instance ? key.Protect(instance) : null,
        StudyInstanceUID = query.StudyInstanceUID is { } study ? key.Protect(study) : null,
        AccessionNumber = query.AccessionNumber is { } accession ? key.Protect(accession) : null,
    };
}
