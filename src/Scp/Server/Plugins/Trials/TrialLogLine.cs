using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Plugins.Trials;

/// <summary>One line of a handler, as the server's log would have it.</summary>
internal sealed record TrialLogLine(LogLevel Level, string Text);
