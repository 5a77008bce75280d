namespace StoreScp.Benchmarks.ColdStart;

/// <summary>The table of cold starts, in Markdown.</summary>
public static class ColdStartReport
{
    public static void Write(TextWriter output, IReadOnlyDictionary<FunctionProgram, List<FunctionStart>> starts)
    {
        output.WriteLine("| | zip MB | program MB | ready ms, median (p90) | first answer ms, median (p90) | second answer ms, median | peak MiB |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (program, all) in starts)
        {
            var zip = program.ZipBytes is { } bytes ? FormattableString.Invariant($"{bytes / 1e6:0.0}") : "–";
            output.WriteLine(FormattableString.Invariant(
                $"| {program.Name} | {zip} | {program.ProgramBytes / 1e6:0.0} | {Of(all, s => s.Initialized)} | {Of(all, s => s.FirstAnswer)} | {At(all, s => s.SecondAnswer, 0.5):0.0} | {all.Max(s => s.PeakMebibytes):0} |"));
        }
    }

    private static string Of(List<FunctionStart> starts, Func<FunctionStart, TimeSpan> time) =>
        FormattableString.Invariant($"{At(starts, time, 0.5):0} ({At(starts, time, 0.9):0})");

    private static double At(List<FunctionStart> starts, Func<FunctionStart, TimeSpan> time, double share)
    {
        var sorted = starts.Select(start => time(start).TotalMilliseconds).Order().ToArray();
        return sorted[(int)Math.Ceiling(sorted.Length * share) - 1];
    }
}
