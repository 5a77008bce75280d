#:property TreatWarningsAsErrors=false
#:property AnalysisLevel=none
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Writes the committed tables of src/Plugins/DeIdentification/Tables (*.g.cs) from a folder of the standard's tables as TSV.
//   dotnet run eng/generate-deidentification-tables.cs -- STANDARD_FOLDER           writes the files
//   dotnet run eng/generate-deidentification-tables.cs -- STANDARD_FOLDER --check   writes nothing; exit code 1 when a file would change
// confidentiality_profiles.tsv: PS3.15 Table E.1-1   safe_private.tsv: Table E.3.10-1   clean_structured_content.tsv: Table E.3.4-1

using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

if (args.Length is 0 or > 2 || (args.Length == 2 && args[1] != "--check"))
{
    Console.Error.WriteLine("usage: dotnet run eng/generate-deidentification-tables.cs -- STANDARD_FOLDER [--check]");
    return 2;
}

string standard = args[0];
bool check = args.Length == 2;
string tables = Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", "src", "Plugins", "DeIdentification", "Tables");
string edition = Regex.Match(File.ReadAllText(Path.Combine(standard, "README.md")), @"PS3\.15 (\d{4}[a-z])").Groups[1].Value;

// The columns of options, in the order of the enum ProfileOption; two bits each: 1 is K, 2 is C.
string[] options =
[
    "retain_safe_private", "retain_uids", "retain_device_identity", "retain_institution_identity", "retain_patient_characteristics",
    "retain_long_full_dates", "retain_long_modified_dates", "clean_descriptors", "clean_structured_content", "clean_graphics",
];

// The order of the enum TableAction.
string[] actions = ["X", "Z", "D", "U", "X/Z", "X/D", "X/Z/D", "Z/D", "X/Z/U*"];

bool same = Write("ConfidentialityData.g.cs", ConfidentialityData());
same &= Write("SafePrivateData.g.cs", SafePrivateData());
same &= Write("StructuredContentData.g.cs", StructuredContentData());
return check && !same ? 1 : 0;

string ConfidentialityData()
{
    var rows = ReadTsv("confidentiality_profiles.tsv").OrderBy(row => Tag(row["tag"])).ToList();
    var s = Header("ConfidentialityData", "Table E.1-1");
    Array("uint", "Tags", rows.Select(row => $"0x{Tag(row["tag"]):X8}"), 12);
    Array("byte", "BasicProfile", rows.Select(Action), 40);
    Array("uint", "Options", rows.Select(row => $"0x{Options(row):X}"), 20);
    return s.Append("}\n").ToString();

    void Array(string type, string name, IEnumerable<string> values, int perLine)
    {
        s.Append($"    internal static ReadOnlySpan<{type}> {name} =>\n    [\n");
        foreach (string[] line in values.Chunk(perLine))
            s.Append($"        {string.Join(", ", line)},\n");
        s.Append("    ];\n\n");
    }
}

string SafePrivateData() => Text(
    Header("SafePrivateData", "Table E.3.10-1: creator, group, element in the block, VR"), "Rows",
    ReadTsv("safe_private.tsv").Select(row => string.Join('\t', row["private_creator"], row["tag"][..4].ToUpperInvariant(), row["tag"][7..].ToUpperInvariant(), row["vr"])));

string StructuredContentData() => Text(
    Header("StructuredContentData", "Table E.3.4-1: code value, coding scheme, value type, basic profile (TableAction), options"), "Rows",
    ReadTsv("clean_structured_content.tsv").Select(row =>
        string.Join('\t', row["code_value"], row["coding_scheme"], row["value_type"], Action(row), $"{Options(row):X}")));

string Text(StringBuilder s, string name, IEnumerable<string> lines)
{
    s.Append($"    internal const string {name} =\n\"\"\"\n");
    foreach (string line in lines.Order(StringComparer.Ordinal))
        s.Append(line).Append('\n');
    return s.Append("\"\"\";\n}\n").ToString();
}

// Repeating groups by their first group; "any private" as group 0001.
uint Tag(string text) => text[0] == '(' ? 0x00010000 : Convert.ToUInt32(text.Replace(",", "").Replace('x', '0'), 16);

string Action(Dictionary<string, string> row)
{
    int index = System.Array.IndexOf(actions, row["basic_profile"]);
    return index >= 0 ? index.ToString() : throw new InvalidDataException($"Unknown action {row["basic_profile"]}");
}

uint Options(Dictionary<string, string> row)
{
    uint bits = 0;
    for (int i = 0; i < options.Length; i++)
        bits |= row.GetValueOrDefault(options[i], "") switch { "" => 0u, "K" => 1u, "C" => 2u, var other => throw new InvalidDataException(other) } << (2 * i);
    return bits;
}

IEnumerable<Dictionary<string, string>> ReadTsv(string name)
{
    string[] lines = [.. File.ReadLines(Path.Combine(standard, name)).Where(line => line != "")];
    string[] columns = lines[0].Split('\t');
    return lines.Skip(1).Select(line => line.Split('\t').Zip(columns).ToDictionary(cell => cell.Second, cell => cell.First));
}

bool Write(string name, string content)
{
    string path = Path.GetFullPath(Path.Combine(tables, name));
    bool unchanged = File.Exists(path) && File.ReadAllText(path) == content;
    if (!unchanged && check)
        Console.Error.WriteLine($"{name} differs from the standard's tables: run eng/generate-deidentification-tables.cs");
    if (!unchanged && !check)
        File.WriteAllText(path, content);
    return unchanged;
}

StringBuilder Header(string type, string source) => new StringBuilder()
    .Append($"// <auto-generated>By `dotnet run eng/generate-deidentification-tables.cs -- STANDARD_FOLDER` from PS3.15, edition {edition}.</auto-generated>\n")
    .Append("#nullable enable\n#pragma warning disable\n\nnamespace StoreScp.Plugins.DeIdentification.Tables;\n\n")
    .Append($"/// <summary>PS3.15 {source}.</summary>\ninternal static class {type}\n{{\n");

static string SourcePath([CallerFilePath] string path = "") => path;
