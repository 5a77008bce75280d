using System.Globalization;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>What one plugin handler did to an instance, in `status --instances --json` and `trace --json`. These names are fixed: scripts read them.</summary>
internal sealed record HandlerLine(
    string Handler, string Plugin, string Version, string Result, string? Reason, bool HasFailed, double Milliseconds,
    IReadOnlyList<string> Changed, bool HasMoreChanges)
{
    public static HandlerLine Of(HandlerRecord record) => new(
        record.Handler, record.Plugin, record.Version, record.Result, record.Reason, record.HasFailed, record.ElapsedMicroseconds / 1000.0,
        record.Changed, record.HasMoreChanges);

    /// <summary>In words: tags, never values.</summary>
    public string Text()
    {
        var result = HasFailed ? $"failed ({Result})" : Result;
        var reason = Reason is null ? "" : $": {Reason}";
        var time = Milliseconds > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Milliseconds:0.#} ms") : "";
        var changed = Changed.Count == 0 ? "" : $", changed {string.Join(' ', Changed)}{(HasMoreChanges ? " and more" : "")}";
        return $"{Handler} ({Plugin} {Version}): {result}{reason}{time}{changed}";
    }
}
