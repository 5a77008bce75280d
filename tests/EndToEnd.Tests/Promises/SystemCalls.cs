using System.Text.RegularExpressions;

namespace StoreScp.EndToEnd.Tests.Promises;

/// <summary>A system call as strace saw it; start and end are line numbers, so that calls of several threads can be ordered.</summary>
internal sealed record SystemCall(string Name, string Arguments, int Start, int End);

/// <summary>Reads the output of <c>strace -f</c>, in which calls of several threads are interleaved.</summary>
internal static partial class SystemCalls
{
    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        List<SystemCall> calls = [];
        Dictionary<string, (string Name, string Arguments, int Start)> unfinished = [];
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Resumed().Match(line) is { Success: true } resumed && unfinished.Remove(resumed.Groups[1].Value, out var begun))
                calls.Add(new(begun.Name, begun.Arguments + resumed.Groups[2].Value, begun.Start, number));
            else if (Unfinished().Match(line) is { Success: true } begin)
                unfinished[begin.Groups[1].Value] = (begin.Groups[2].Value, begin.Groups[3].Value, number);
            else if (Whole().Match(line) is { Success: true } whole)
                calls.Add(new(whole.Groups[2].Value, whole.Groups[3].Value, number, number));
        }
        return calls;
    }

    [GeneratedRegex(@"^(\d+)\s+<\.\.\. \w+ resumed>(.*)$")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(\d+)\s+(\w+)\((.*) <unfinished \.\.\.>$")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^(\d+)\s+(\w+)\((.*)$")]
    private static partial Regex Whole();
}
