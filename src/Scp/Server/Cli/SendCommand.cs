using System.CommandLine;
using Spectre.Console;
using StoreScp.Server.Logging;
using StoreScp.Server.Sending;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp send</c>: stores files at a peer as they are, and says honestly what became of them.</summary>
internal static class SendCommand
{
    private const int MaximumAssociations = 256;

    /// <summary>Files passed over that are named, not only counted.</summary>
    private const int NamesShown = 5;

    public static Command Create(CommandContext context)
    {
        var paths = new Argument<string[]>("FILES|FOLDERS") { Description = "DICOM files, and folders to search for them", Arity = ArgumentArity.OneOrMore };
        var to = new Option<HostAndPort>("--to") { Description = "Where to send", Required = true, HelpName = "HOST:PORT", CustomParser = HostAndPort.Parse! };
        var associations = new Option<int>("--associations") { Description = "Associations at the same time", DefaultValueFactory = _ => 1, HelpName = "N" };
        var timeout = new Option<string>("--timeout") { Description = "Longest wait for an answer", DefaultValueFactory = _ => "60s", HelpName = "TIME" };
        var peer = new PeerOptionSet();
        var command = new Command("send", "Send files to a Store SCP; exit code 0 only when every one was stored") { paths, to, associations, timeout };
        peer.AddTo(command);
        associations.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MaximumAssociations)
                result.AddError($"--associations allows a whole number from 1 to {MaximumAssociations}.");
        });
        timeout.Validators.Add(TimeoutText.Validate);
        HelpExamples.AddTo(command,
            "storescp send ./study --to 127.0.0.1:11112",
            "storescp send a.dcm b.dcm --to archive:104 --aec ARCHIVE --aet CT1 --associations 4",
            "storescp send ./study --to archive:2762 --tls-ca ca.pem --tls-cert me.pem --tls-key me.key");
        command.SetAction((result, cancellation) => RunAsync(
            context, result.GetRequiredValue(paths), peer.From(result, result.GetRequiredValue(to)),
            result.GetValue(associations), TimeoutText.Read(result.GetRequiredValue(timeout)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, string[] paths, PeerSelection peer, int associations, TimeSpan timeout, CancellationToken cancellation)
    {
        var limits = RequestorLimits.From(context.RequireOptions(), timeout);
        var search = new FileSearch();
        foreach (var path in paths)
            search.Add(path, cancellation);
        var summary = new SendSummary();
        foreach (var (path, reason) in search.Unusable)
            summary.NotSent(path, reason);

        var connector = new PeerConnector(peer, context.Time);
        var began = context.Time.GetTimestamp();
        await WithProgressAsync(context, search.Files, onDone =>
            new Sender(connector, peer, limits, summary, onDone, context.Time)
                .SendAsync(search.Files, associations, cancellation));

        foreach (var failure in summary.Failures)
            await context.Error.WriteLineAsync(failure);
        foreach (var line in summary.Lines(context.Time.GetElapsedTime(began)))
            await context.Output.WriteLineAsync(line);
        if (search.PassedOver.Count > 0)
            await context.Output.WriteLineAsync($"  {search.PassedOver.Count,8}  passed over, not DICOM instances: {Some(search.PassedOver)}");
        if (search.Files.Count == 0 && search.Unusable.Count == 0)
            throw new CommandException(ExitCode.Failed, $"No DICOM files in {LogText.Escape(string.Join(", ", paths))}.");
        return summary.Failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static string Some(IReadOnlyList<string> paths) =>
        string.Join(", ", paths.Take(NamesShown).Select(LogText.Escape)) + (paths.Count > NamesShown ? ", …" : "");

    /// <summary>A bar for a person who watches; nothing in pipes and logs.</summary>
    private static async Task WithProgressAsync(CommandContext context, IReadOnlyList<FileToSend> files, Func<Action<FileToSend>, Task> send)
    {
        var console = Terminal.On(context.Output);
        if (!console.Profile.Capabilities.Interactive)
        {
            await send(_ => { });
            return;
        }
        await console.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask($"{files.Count} files", maxValue: Math.Max(1, files.Sum(file => file.DataSetBytes)));
                await send(file => task.Increment(file.DataSetBytes));
            });
    }
}
