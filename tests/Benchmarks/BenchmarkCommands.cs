using System.CommandLine;
using BenchmarkDotNet.Running;
using StoreScp.Benchmarks.ColdStart;
using StoreScp.Benchmarks.Receiver;
using StoreScp.Benchmarks.Reporting;

namespace StoreScp.Benchmarks;

/// <summary>The commands of the harness and their options.</summary>
public static class BenchmarkCommands
{
    public static RootCommand Create() => new("Measures our Store SCP beside others; see tests/Benchmarks/README.md.") { Throughput(), Plugins(), Rss(), Cold(), Micro(), Receiver() };

    private static Command Throughput()
    {
        var quick = new Option<bool>("--quick") { Description = "One short run of four scenarios." };
        var scenario = new Option<string?>("--scenario") { Description = "Scenarios separated by commas: a×16 (or ax16), with instances per association ax16:500." };
        var servers = new Option<string?>("--servers") { Description = "Servers separated by commas, in turn: ours, ours+rules, ours+deid, ours+all, ours+s3, ours+s3-http, dcmtk, dcmtk-b128, plain, plain-flush, sink." };
        var sink = new Option<bool>("--sink") { Description = "Only the receiver that drops everything: what the generator can send." };
        var folder = new Option<string>("--folder") { Description = "tmpfs, disk, or a path.", DefaultValueFactory = _ => "tmpfs" };
        var durability = new Option<string>("--durability") { Description = "OsCache or Flush, for our server.", DefaultValueFactory = _ => "OsCache" };
        durability.AcceptOnlyFromAmong("OsCache", "Flush");
        var runs = new Option<int?>("--runs") { Description = "Runs of each server in each scenario (3; 1 with --quick)." };
        var quiet = new Option<int>("--quiet") { Description = "Repeat a run up to so many times while others use more than 10 % of the processors." };
        var server = new Option<string?>("--server") { Description = "A published storescp executable to measure instead of publishing this checkout's." };
        var noAllocations = new Option<bool>("--no-allocations") { Description = "Turn our admin port off; allocations are then not measured." };
        var steady = new Option<bool>("--steady") { Description = "Start the clock when every association is established." };
        var json = new Option<string?>("--json") { Description = "Also write everything measured to this file." };
        var command = new Command("throughput", "Throughput, response times, processor time and memory, server beside server.")
        {
            quick, scenario, servers, sink, folder, durability, runs, quiet, server, noAllocations, steady, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var isFlush = parsed.GetValue(durability) == "Flush";
            var names = parsed.GetValue(sink) ? "sink" : parsed.GetValue(servers) ?? (isFlush ? "plain-flush,ours" : "dcmtk,ours");
            var known = parsed.GetValue(quick) ? Scenario.Quick : Scenario.All;
            var asked = parsed.GetValue(scenario)?.Split(',').Select(s => Scenario.Parse(s, known)).ToArray();
            var options = new ThroughputOptions
            {
                Scenarios = asked ?? known,
                Servers = names.Split(','),
                Folder = FolderOf(parsed.GetValue(folder)!),
                Durability = parsed.GetValue(durability)!,
                Runs = parsed.GetValue(runs) ?? (parsed.GetValue(quick) ? 1 : 3),
                QuietRepeats = parsed.GetValue(quiet),
                ServerExecutable = parsed.GetValue(server) is { } path ? Path.GetFullPath(path) : null,
                MeasureAllocations = !parsed.GetValue(noAllocations),
                Steady = parsed.GetValue(steady),
                JsonFile = parsed.GetValue(json),
            };
            return new ThroughputCommand(options, Console.Out).RunAsync(cancellation);
        });
        return command;
    }

    private static Command Plugins()
    {
        var scenario = new Option<string>("--scenario") { Description = "As for throughput.", DefaultValueFactory = _ => "ax16:500" };
        var folder = new Option<string>("--folder") { Description = "tmpfs, disk, or a path.", DefaultValueFactory = _ => "tmpfs" };
        var runs = new Option<int>("--runs") { Description = "Rounds in which every server runs once.", DefaultValueFactory = _ => 5 };
        var quiet = new Option<int>("--quiet") { Description = "Repeat a run up to so many times while others use more than 10 % of the processors." };
        var server = new Option<string?>("--server") { Description = "A published storescp executable to measure instead of publishing this checkout's." };
        var json = new Option<string?>("--json") { Description = "Also write everything measured to this file." };
        var command = new Command("plugins", "Our server with plugins beside itself without.") { scenario, folder, runs, quiet, server, json };
        command.SetAction((parsed, cancellation) => new PluginsCommand(
            new ThroughputOptions
            {
                Scenarios = [.. parsed.GetValue(scenario)!.Split(',').Select(s => Scenario.Parse(s, Scenario.All))],
                Servers = [],
                Folder = FolderOf(parsed.GetValue(folder)!),
                Durability = "OsCache",
                Runs = parsed.GetValue(runs),
                QuietRepeats = parsed.GetValue(quiet),
                ServerExecutable = parsed.GetValue(server) is { } path ? Path.GetFullPath(path) : null,
                MeasureAllocations = true,
                JsonFile = parsed.GetValue(json),
            },
            Console.Out).RunAsync(cancellation));
        return command;
    }

    private static Command Rss()
    {
        var associations = new Option<int>("--associations") { Description = "Associations at the same time.", DefaultValueFactory = _ => 300 };
        var corpus = new Option<string>("--corpus") { Description = "c: instances of 105 MB; d: of 2 GB.", DefaultValueFactory = _ => "c" };
        corpus.AcceptOnlyFromAmong("c", "d");
        var inFlight = new Option<int>("--in-flight") { Description = "Megabytes of its instance that every association sends at once, before any ends.", DefaultValueFactory = _ => 16 };
        var wave = new Option<int>("--wave") { Description = "Associations that send the rest at full speed at a time; the others trickle.", DefaultValueFactory = _ => 16 };
        var servers = new Option<string>("--servers") { Description = "Servers separated by commas.", DefaultValueFactory = _ => "ours" };
        var folder = new Option<string>("--folder") { Description = "tmpfs, disk, or a path.", DefaultValueFactory = _ => "disk" };
        var durability = new Option<string>("--durability") { Description = "OsCache or Flush, for our server.", DefaultValueFactory = _ => "OsCache" };
        var server = new Option<string?>("--server") { Description = "A published storescp executable to measure instead of publishing this checkout's." };
        var command = new Command("rss", "Peak memory while every association is in the midst of a 105 MB instance.")
        {
            corpus, associations, inFlight, wave, servers, folder, durability, server,
        };
        command.SetAction((parsed, cancellation) => new RssCommand(
            new RssOptions(parsed.GetValue(corpus)![0], parsed.GetValue(associations), parsed.GetValue(inFlight) * 1_000_000L, parsed.GetValue(wave)),
            new ThroughputOptions
            {
                Scenarios = [],
                Servers = parsed.GetValue(servers)!.Split(','),
                Folder = FolderOf(parsed.GetValue(folder)!),
                Durability = parsed.GetValue(durability)!,
                Runs = 1,
                ServerExecutable = parsed.GetValue(server) is { } path ? Path.GetFullPath(path) : null,
            },
            Console.Out).RunAsync(cancellation));
        return command;
    }

    private static Command Cold()
    {
        var runs = new Option<int>("--runs") { Description = "Fresh processes of each kind.", DefaultValueFactory = _ => 20 };
        var command = new Command("cold-start", "A Lambda function from the start of its process to its first answer, native beside other kinds.") { runs };
        command.SetAction((parsed, cancellation) => new ColdStartCommand(parsed.GetValue(runs), Console.Out).RunAsync(cancellation));
        return command;
    }

    private static Command Micro()
    {
        var command = new Command("micro", "Microbenchmarks of the product's parts; what follows goes to BenchmarkDotNet, e.g. --filter '*'.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed =>
        {
            BenchmarkSwitcher.FromAssembly(typeof(BenchmarkCommands).Assembly).Run([.. parsed.UnmatchedTokens]);
            return 0;
        });
        return command;
    }

    private static Command Receiver()
    {
        var keep = new Option<KeepMode>("--keep") { Description = "Drop, OsCache or Flush." };
        var folder = new Option<string>("--folder") { Description = "Where files are kept.", DefaultValueFactory = _ => "." };
        var command = new Command("receiver", "The plain receiver, which the harness starts as a peer.") { keep, folder };
        command.SetAction(parsed => PlainReceiver.Run(parsed.GetValue(keep), parsed.GetValue(folder)!));
        return command;
    }

    private static string FolderOf(string text) => text switch
    {
        "tmpfs" => "/dev/shm",
        "disk" => Path.GetTempPath(),
        _ => Path.GetFullPath(text),
    };
}
