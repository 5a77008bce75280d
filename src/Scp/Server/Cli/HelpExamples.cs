using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace StoreScp.Server.Cli;

/// <summary>Adds examples to the end of a command's --help.</summary>
internal static class HelpExamples
{
    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    public static void AddTo(Command command, params string[] lines) => Examples.AddOrUpdate(command, lines);

    /// <summary>To be called once, on the root command, when all others are attached.</summary>
    public static void Enable(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new WithExamples((HelpAction)option.Action!);
    }

    private sealed class WithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        /// <summary>Who asks how a command is used has not used it wrongly.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = inner.Invoke(parseResult);
            if (!Examples.TryGetValue(parseResult.CommandResult.Command, out var lines))
                return exitCode;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in lines)
                output.WriteLine("  " + line);
            output.WriteLine();
            return exitCode;
        }
    }
}
