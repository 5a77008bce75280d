using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>The chain as it was at one moment. Associations hold it for as long as they live.</summary>
internal sealed class Generation
{
    private readonly IReadOnlyList<(HandlerOptions Options, ChainHandler Handler)> _chain;

    public Generation(IReadOnlyList<HandlerPlace> places)
    {
        _chain = [.. places.Select(place => (place.Options, place.ToChain()))];
        Loaded = [.. places.SelectMany(place => new[] { place.Current, place.Shadow }).OfType<LoadedHandler>()];
        foreach (var handler in Loaded)
            handler.Hold();
    }

    public IReadOnlyList<LoadedHandler> Loaded { get; }

    /// <summary>Associations, and one for being the generation of new ones; guarded by the host's lock.</summary>
    public int Holders { get; set; } = 1;

    public IReadOnlyList<ChainHandler> For(string callingAETitle, string calledAETitle) =>
        [.. _chain.Where(entry => entry.Options.Sees(callingAETitle, calledAETitle)).Select(entry => entry.Handler)];
}
