using System.Text;
using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Hosting.Settings;

/// <summary>One handler as the site names it.</summary>
public sealed record HandlerOptions
{
    /// <summary>Bytes of a name in UTF-8.</summary>
    public const int MaximumNameBytes = 64;

    /// <summary>The site's own name for it, unique; in the ledger, the log and metrics.</summary>
    public required string Name { get; init; }

    /// <summary>The plugin's name in its manifest.</summary>
    public required string Plugin { get; init; }

    /// <summary>The handler's name in the manifest; not needed where the plugin brings only one.</summary>
    public string? Handler { get; init; }

    /// <summary>The one version to use. Null: the newest that is there.</summary>
    public string? Version { get; init; }

    /// <summary>A version that runs beside the one in use, on copies; results are compared and counted. Null: none.</summary>
    public string? ShadowVersion { get; init; }

    /// <summary>JSON file of the handler's settings, relative to the host's settings folder. Null: none.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>Settings by path, as in "Section:Key" or "Rules:0:Name"; they go over those of the file.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Peers whose instances it sees. Empty: all.</summary>
    public IReadOnlyList<string> CallingAETitles { get; init; } = [];

    /// <summary>The server's own titles whose instances it sees. Empty: all.</summary>
    public IReadOnlyList<string> CalledAETitles { get; init; } = [];

    /// <summary>Time for one call.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    public FailureAction OnFailure { get; init; }

    /// <summary>Bytes of managed memory that one call may allocate.</summary>
    public long MaximumAllocationBytes { get; init; } = 64 << 20;

    /// <summary>Whether it sees the instances of such an association. AE titles are compared as PS3.5 §6.2 has them: case counts, outer spaces do not.</summary>
    public bool Sees(string callingAETitle, string calledAETitle) =>
        Names(CallingAETitles, callingAETitle) && Names(CalledAETitles, calledAETitle);

    internal IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Name) || Encoding.UTF8.GetByteCount(Name) > MaximumNameBytes || Name.Any(char.IsControl))
            yield return $"Plugins: a handler needs a Name of at most {MaximumNameBytes} bytes.";
        if (string.IsNullOrWhiteSpace(Plugin))
            yield return $"Plugins: handler '{Name}' names no Plugin.";
        if (Version is not null && !SemanticVersion.TryParse(Version, out _))
            yield return $"Plugins: the Version '{Version}' of handler '{Name}' is none, such as 1.2.0.";
        if (ShadowVersion is not null && !SemanticVersion.TryParse(ShadowVersion, out _))
            yield return $"Plugins: the ShadowVersion '{ShadowVersion}' of handler '{Name}' is none, such as 1.2.0.";
        if (Deadline <= TimeSpan.Zero || Deadline > TimeSpan.FromMinutes(10))
            yield return $"Plugins: the Deadline of handler '{Name}' must be more than zero and at most 10 minutes.";
        if (MaximumAllocationBytes < 1)
            yield return $"Plugins: the MaximumAllocationBytes of handler '{Name}' must be at least 1.";
        if (!Enum.IsDefined(OnFailure))
            yield return $"Plugins: the OnFailure of handler '{Name}' is none of {string.Join(", ", Enum.GetNames<FailureAction>())}.";
    }

    private static bool Names(IReadOnlyList<string> titles, string title) =>
        titles.Count == 0 || titles.Any(named => named.AsSpan().Trim(' ').SequenceEqual(title.AsSpan().Trim(' ')));
}
