using StoreScp.Plugins.Hosting.Folders;
using StoreScp.Plugins.Hosting.Guarding;
using StoreScp.Plugins.Hosting.Settings;

namespace StoreScp.Plugins.Hosting.Handlers;

/// <summary>What is to be loaded for one place in the chain.</summary>
/// <param name="Name">In the crash marker and the log; a shadow's differs from the handler's.</param>
/// <param name="StartsOpen">It ran when a process ended without warning: its breaker starts open.</param>
internal sealed record HandlerRequest(
    string Name, string Key, HandlerOptions Options, PluginFolder Folder, HandlerSettings Settings, HandlerCounters Counters, bool StartsOpen);
