using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>The ways to one peer, for a run of answers: the association of each request, and one that is opened when it is first needed.</summary>
internal sealed class AnswerRoutes(RequestingAssociations requesting, IAnsweringAssociations outgoing, string peerAETitle, string ourAETitle) : IAsyncDisposable
{
    private IAnswerRoute? _opened;
    private PeerNotToldException? _unreachable;

    public IAnswerRoute? FindRequesting(CommitmentRow transaction) => requesting.Find(transaction);

    /// <exception cref="PeerNotToldException">It cannot be opened, or could not before: then it is not tried once more in this run.</exception>
    public async ValueTask<IAnswerRoute> OpenAsync(CancellationToken cancellation)
    {
        if (_unreachable is not null)
            throw _unreachable;
        try
        {
            return _opened ??= await outgoing.OpenAsync(peerAETitle, ourAETitle, cancellation);
        }
        catch (PeerNotToldException error)
        {
            _unreachable = error;
            throw;
        }
    }

    /// <summary>The opened association has ended.</summary>
    public async ValueTask CloseAsync()
    {
        if (_opened is { } ended)
        {
            _opened = null;
            await ended.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();
}
