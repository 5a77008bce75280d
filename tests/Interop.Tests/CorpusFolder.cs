namespace StoreScp.Interop.Tests;

/// <summary>Where the real files are, if they are (STORESCP_TEST_CORPUS, or beside the checkout).</summary>
public static class CorpusFolder
{
    public static string Find()
    {
        var named = Environment.GetEnvironmentVariable("STORESCP_TEST_CORPUS");
        var folders = named is not null ? [named] : Above(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, "shared", "dicom"));
        if (folders.Select(folder => Path.Combine(folder, "corpus")).FirstOrDefault(Directory.Exists) is { } found)
            return found;
        Tool.Missing("The corpus of real files is not here: set STORESCP_TEST_CORPUS to the folder that holds corpus/.");
        return "";
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
