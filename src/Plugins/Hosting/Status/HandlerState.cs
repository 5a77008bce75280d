namespace StoreScp.Plugins.Hosting.Status;

/// <summary>Whether what the site wants in one place runs there.</summary>
public enum HandlerState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>What the site wants now cannot be used; what ran before still runs.</summary>
    Outdated,

    /// <summary>Nothing is loaded: instances fail here.</summary>
    NotLoaded,
}
