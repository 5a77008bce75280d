using Xunit;

namespace StoreScp.Testing;

/// <summary>Real files, which lie outside the repository: the folder named by STORESCP_TEST_CORPUS, else ../shared/dicom beside the checkout.</summary>
public static class Corpus
{
    private static readonly Lazy<string?> FoundRoot = new(FindRoot);
    private static readonly Lazy<IReadOnlyList<CorpusFile>> Manifest = new(ReadManifest);

    /// <summary>Whether the corpus is here; tests that need it use <see cref="Root"/>, which skips them.</summary>
    public static bool IsPresent => FoundRoot.Value is not null;

    /// <summary>The folder with corpus/ and oracle/. Skips the test when there is none; fails it when CI=true.</summary>
    public static string Root
    {
        get
        {
            if (FoundRoot.Value is { } root) return root;
            const string Reason = "No corpus: set STORESCP_TEST_CORPUS to the folder that holds corpus/ and oracle/.";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(Reason);
            Assert.Skip(Reason);
            return "";
        }
    }

    /// <summary>The rows of MANIFEST.tsv. Skips as <see cref="Root"/> does.</summary>
    public static IReadOnlyList<CorpusFile> Files => Root.Length == 0 ? [] : Manifest.Value;

    public static CorpusFile File(string name) => Files.Single(file => file.Name == name);

    /// <summary>A file beside the corpus, such as oracle/dev_elements.tsv.gz.</summary>
    public static string OraclePath(string name) => Path.Combine(Root, "oracle", name);

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("STORESCP_TEST_CORPUS") is { Length: > 0 } stated) return HasCorpus(stated) ? stated : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!System.IO.File.Exists(Path.Combine(folder.FullName, "StoreScp.sln"))) continue;
            string beside = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "dicom"));
            return HasCorpus(beside) ? beside : null;
        }
        return null;
    }

    private static bool HasCorpus(string folder) => System.IO.File.Exists(Path.Combine(folder, "corpus", "MANIFEST.tsv"));

    private static List<CorpusFile> ReadManifest()
    {
        string folder = Path.Combine(Root, "corpus");
        string[] lines = System.IO.File.ReadAllLines(Path.Combine(folder, "MANIFEST.tsv"));
        string[] columns = lines[0].Split('\t');
        var files = new List<CorpusFile>();
        foreach (string line in lines.Skip(1))
        {
            string[] cells = line.Split('\t');
            string Cell(string column) => cells.ElementAtOrDefault(Array.IndexOf(columns, column)) ?? "";
            files.Add(new CorpusFile(
                Cell("name"), Path.Combine(folder, Cell("name")), long.Parse(Cell("bytes")), Cell("sop_class_uid"),
                Cell("transfer_syntax_uid"), Cell("specific_character_set"), Cell("peculiar")));
        }
        return files;
    }
}
