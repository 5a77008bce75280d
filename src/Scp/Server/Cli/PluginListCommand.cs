using System.CommandLine;
using System.Globalization;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Server.Logging;
using StoreScp.Server.Plugins;
using StoreScp.Server.Plugins.Fetching;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp plugin list</c>: configured handlers and found plugins, from the running server where there is one.</summary>
internal static class PluginListCommand
{
    /// <summary>Sentences name paths and versions.</summary>
    private const int MaximumSentence = 2_000;

    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object per handler and per folder" };
        var command = new Command("list", "List configured handlers and the plugins found in the site's folders") { json };
        HelpExamples.AddTo(command,
            "storescp plugin list",
            "storescp plugin list --Admin:Url=http://127.0.0.1:8081",
            "storescp plugin list --json | grep Hash");
        command.SetAction((result, cancellation) => RunAsync(context, result.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, bool asJson, CancellationToken cancellation)
    {
        var options = context.RequireOptions();
        var (status, whyNotAsked) = await PluginStatusReading.ReadAsync(options, cancellation);
        if (whyNotAsked is not null)
        {
            await context.Error.WriteLineAsync($"From folders and settings alone, without running plugin code: {LogText.Escape(whyNotAsked)}.");
            var fetched = new FetchedPlugins(options.Storage.Path);
            foreach (var plugin in options.Plugins.Fetch.Where(plugin => !fetched.IsThere(plugin)))
                await context.Error.WriteLineAsync($"{LogText.Escape(plugin.Object.ToString())} (Plugins:Fetch) is not in {LogText.Escape(fetched.Root)}: a server fetches it at its start.");
        }
        if (asJson)
            await WriteJsonAsync(context, status, isLive: whyNotAsked is null);
        else
            Write(context, status, isLive: whyNotAsked is null);
        return ExitCode.Success;
    }

    private static async Task WriteJsonAsync(CommandContext context, PluginHostStatus status, bool isLive)
    {
        foreach (var handler in status.Handlers)
            await context.Output.WriteLineAsync(CliJson.Line(PluginLine.Of(handler, isLive), CliJson.Default.PluginLine));
        foreach (var folder in status.Folders)
            await context.Output.WriteLineAsync(CliJson.Line(PluginLine.Of(folder), CliJson.Default.PluginLine));
    }

    private static void Write(CommandContext context, PluginHostStatus status, bool isLive)
    {
        var console = Terminal.On(context.Output);
        if (status.Handlers.Count > 0)
        {
            var handlers = Terminal.Table("Handler", "Plugin", "Version", "State", "Breaker", "Calls", "Failures", "Shadow: same / decision / elements / failed");
            foreach (var handler in status.Handlers.Select(handler => PluginLine.Of(handler, isLive)))
                handlers.AddTextRow(
                    LogText.Escape(handler.Handler), LogText.Escape(handler.Plugin), LogText.Escape(handler.Version ?? "-"), handler.State, handler.Breaker ?? "-",
                    Number(handler.Calls), handler.Failures is { Count: > 0 } failures ? string.Join(", ", failures.Select(pair => $"{pair.Value} {pair.Key}")) : "-",
                    handler.Shadow is { } shadow ? $"{LogText.Escape(shadow.Version)}: {shadow.Same} / {shadow.DifferentDecision} / {shadow.DifferentElements} / {shadow.Failed}" : "-");
            console.Write(handlers);
        }
        foreach (var handler in status.Handlers)
        {
            foreach (var sentence in new[] { handler.Problem, handler.LastFailure is { } last ? $"last failure: {last}" : null, handler.Notice, handler.Shadow?.Problem }.OfType<string>())
                context.Output.WriteLine($"{LogText.Escape(handler.Name)}: {LogText.EscapeLong(sentence, MaximumSentence)}");
        }
        if (status.Handlers.Count == 0)
            context.Output.WriteLine("No handlers are configured (Plugins:Handlers).");
        if (status.Folders.Count == 0)
            return;
        var folders = Terminal.Table("Plugin", "Version", "State", "Hash (for Plugins:AllowedHashes)", "Folder");
        foreach (var folder in status.Folders)
            folders.AddTextRow(LogText.Escape(folder.Plugin ?? "-"), LogText.Escape(folder.Version ?? "-"), folder.State.ToString(), folder.Hash ?? "-", LogText.Escape(folder.Path));
        console.Write(folders);
        foreach (var folder in status.Folders.Where(folder => folder.Reason is not null))
            context.Output.WriteLine($"{LogText.Escape(folder.Path)}: {LogText.EscapeLong(folder.Reason, MaximumSentence)}");
    }

    private static string Number(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
