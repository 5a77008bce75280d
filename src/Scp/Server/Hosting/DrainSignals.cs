using StoreScp.Protocol.Associations;

namespace StoreScp.Server.Hosting;

/// <summary>The three steps of going down, as tokens that every association watches.</summary>
internal sealed class DrainSignals : IDisposable
{
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _finish = new();
    private readonly CancellationTokenSource _abort = new();

    public ShutdownSignals Tokens => new(_drain.Token, _finish.Token, _abort.Token);

    public void RequestDrain() => _drain.Cancel();

    public void FinishAndAbort() => _finish.Cancel();

    public void Abort() => _abort.Cancel();

    public void Dispose()
    {
        _drain.Dispose();
        _finish.Dispose();
        _abort.Dispose();
    }
}
