namespace StoreScp.Plugins;

/// <summary>
/// Sees every instance after its header has arrived and before it is stored: may edit it, route it, put it aside, or refuse it.
/// </summary>
/// <remarks>
/// One object serves all associations at once, on many threads: keep state per call, or guard it. Nothing here may keep an
/// instance, or anything of it, after <see cref="ProcessAsync"/> has completed.
/// </remarks>
public interface IPreStoreHandler : IAsyncDisposable
{
    /// <summary>Called once, before the first instance. An exception keeps the whole version of the plugin from being used.</summary>
    ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation);

    /// <summary>Decides on one instance. An exception, or no answer within the deadline, never lets the instance through unprocessed.</summary>
    /// <param name="instance">Valid until this completes.</param>
    /// <param name="cancellation">The deadline has passed, or the association has ended.</param>
    ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation);
}
