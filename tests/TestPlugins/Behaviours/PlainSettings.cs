namespace StoreScp.TestPlugins.Behaviours;

public sealed record PlainSettings
{
    public string Text { get; init; } = "";

    /// <summary>Put into Text when it is there.</summary>
    public string? Secret { get; init; }

    public bool FailToInitialize { get; init; }

    /// <summary>Gate that initialization waits for, without looking at its token.</summary>
    public string? InitializeGate { get; init; }

    /// <summary>Gate that is opened when the handler is disposed of.</summary>
    public string? Disposed { get; init; }

    public bool FailFastAtStart { get; init; }
}
