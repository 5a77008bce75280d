namespace StoreScp.Storage;

/// <summary>Questions about forwards, of operators. Only what is durable is seen.</summary>
public interface IForwardLedgerReader
{
    ValueTask<ForwardRow?> FindForwardAsync(ForwardKey key, CancellationToken cancellation);

    /// <summary>Forwards, those of the newest receipts first.</summary>
    IAsyncEnumerable<ForwardRow> ListForwardsAsync(ForwardQuery query, CancellationToken cancellation);

    ValueTask<ForwardTotals> CountForwardsAsync(CancellationToken cancellation);
}
