namespace StoreScp.Platform.Tests;

/// <summary>
/// Texts in the repository that follow from the program: compared here, and written where the environment variable STORESCP_APPROVE is 1,
/// so that a change of what would be deployed is seen in the diff.
/// </summary>
internal static class Approved
{
    private const string Variable = "STORESCP_APPROVE";

    public static void File(string path, string text)
    {
        var full = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable(Variable) == "1")
            System.IO.File.WriteAllText(full, text);
        (System.IO.File.Exists(full) ? System.IO.File.ReadAllText(full) : "").Should().Be(text, Because(path));
    }

    /// <summary>What is in a file between two lines.</summary>
    public static void Block(string path, string begin, string end, string text)
    {
        var full = Path.Combine(Repository.Root, path);
        var whole = System.IO.File.ReadAllText(full);
        var from = whole.IndexOf(begin + '\n', StringComparison.Ordinal) + begin.Length + 1;
        var to = whole.IndexOf(end, from, StringComparison.Ordinal);
        from.Should().BeGreaterThan(begin.Length, $"{path} has the line {begin}");
        to.Should().BePositive($"{path} has the line {end}");
        if (Environment.GetEnvironmentVariable(Variable) == "1")
            System.IO.File.WriteAllText(full, whole[..from] + text + whole[to..]);
        else
            whole[from..to].Should().Be(text, Because(path));
    }

    private static string Because(string path) => $"{path} follows from the program; {Variable}=1 writes it: look at the diff then";
}
