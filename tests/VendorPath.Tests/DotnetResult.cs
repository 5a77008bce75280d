namespace StoreScp.VendorPath.Tests;

/// <summary>What a command of the SDK said.</summary>
internal sealed record DotnetResult(string CommandLine, int ExitCode, string Output)
{
    /// <summary>NuGet's words for a feed that cannot be reached, or a package that is in none.</summary>
    private static readonly string[] Unreachable = ["NU1301", "NU1101", "NU1102"];

    /// <summary>A restore without a feed skips on a person's machine, and fails where everything must be there.</summary>
    public DotnetResult MustSucceed()
    {
        if (ExitCode != 0 && Unreachable.Any(Output.Contains) && Environment.GetEnvironmentVariable("CI") is not ("true" or "1"))
            Assert.Skip($"Packages of the template's tests cannot be restored here:\n{CommandLine}\n{Output}");
        ExitCode.Should().Be(0, "{0}\n{1}", CommandLine, Output);
        return this;
    }
}
