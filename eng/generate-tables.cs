#:property TreatWarningsAsErrors=false
#:property AnalysisLevel=none
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Writes the committed tables of src/Scp/Dicom/Tables (*.g.cs) from a folder of the standard's tables as TSV.
//   dotnet run eng/generate-tables.cs -- STANDARD_FOLDER           writes the files
//   dotnet run eng/generate-tables.cs -- STANDARD_FOLDER --check   writes nothing; exit code 1 when a file would change
// data_elements.tsv: tag keyword name vr vm retired sources        uids.tsv: uid name keyword type retired storage_sop_class sources

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

if (args.Length is 0 or > 2 || (args.Length == 2 && args[1] != "--check"))
{
    Console.Error.WriteLine("usage: dotnet run eng/generate-tables.cs -- STANDARD_FOLDER [--check]");
    return 2;
}

string standard = args[0];
bool check = args.Length == 2;
string tables = Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", "src", "Scp", "Dicom", "Tables");
string edition = Regex.Match(File.ReadAllText(Path.Combine(standard, "README.md")), @"PS3\.6/3\.7 (\d{4}[a-z])").Groups[1].Value;

var elements = ElementRow.WithFirstTags(ReadTsv("data_elements.tsv").Select(ElementRow.Parse).ToList());
var uids = ReadTsv("uids.tsv").Select(UidRow.Parse).OrderBy(u => u.Uid, new UidOrder()).ToList();

bool same = Write("DicomTag.g.cs", TagProperties());
same &= Write("DictionaryData.g.cs", DictionaryData());
same &= Write("DicomUIDs.g.cs", UidConstants());
same &= Write("UidTable.g.cs", UidTable());
same &= Write("DicomTransferSyntax.g.cs", TransferSyntaxes());
return check && !same ? 1 : 0;

// One static property per keyword; of a repeating row (60xx,3000) that of its first group.
string TagProperties()
{
    var s = Header("public readonly partial record struct DicomTag");
    foreach (var e in elements.Where(e => e.Keyword != "").OrderBy(e => e.Tag))
    {
        string first = e.IsRepeating ? ", here its first tag" : "";
        s.Append($"    /// <summary>{Xml(e.Name)} ({e.TagText}), {Or(e.VR, "no VR")}, {e.VM}{first}{(e.IsRetired ? "; retired" : "")}.</summary>\n");
        s.Append($"    public static DicomTag {e.Keyword} => new(0x{e.Tag >> 16:X4}, 0x{e.Tag & 0xFFFF:X4});\n");
    }
    return s.Append("}\n").ToString();
}

// Parallel arrays, one entry per row: first the rows with a tag of their own, by tag, then the repeating ones.
string DictionaryData()
{
    var single = elements.Where(e => !e.IsRepeating).ToList();
    var repeating = elements.Where(e => e.IsRepeating).ToList();
    var vrSets = elements.Select(e => e.VR).Distinct().Order(StringComparer.Ordinal).ToList();
    var vms = elements.Select(e => e.VM).Distinct().Order(StringComparer.Ordinal).ToList();
    var text = elements.Select(e => $"{e.Keyword}\t{e.Name}\n").ToList();
    var offsets = new List<int> { 0 };
    foreach (string line in text)
        offsets.Add(offsets[^1] + Encoding.UTF8.GetByteCount(line));
    var byKeyword = Enumerable.Range(0, elements.Count).Where(i => elements[i].Keyword != "")
        .OrderBy(i => elements[i].Keyword, StringComparer.Ordinal).ToList();
    var (displacements, slots) = PerfectHash.Build(single.Select(e => e.Tag).ToList());

    var s = Header("internal static class DictionaryData");
    s.Append($"    internal const int SingleCount = {single.Count};\n");
    s.Append($"    internal const int Count = {elements.Count};\n");
    Array("uint", "Tags", elements.Select(e => $"0x{e.Tag:X8}"), 12);
    Array("uint", "RepeatingMasks", repeating.Select(e => $"0x{e.Mask:X8}"), 12);
    Array("ushort", "Displacements", displacements.Select(Number), 32);
    Array("ushort", "Slots", slots.Select(Number), 24);
    Array("byte", "VRSets", elements.Select(e => Number(vrSets.IndexOf(e.VR))), 40);
    Array("byte", "VMs", elements.Select(e => Number(vms.IndexOf(e.VM))), 40);
    Array("byte", "Retired", elements.Select(e => e.IsRetired ? "1" : "0"), 40);
    Array("int", "TextOffsets", offsets.Select(Number), 20);
    Array("ushort", "ByKeyword", byKeyword.Select(Number), 24);
    Array("ushort", "FirstVRs", vrSets.Select(v => $"(ushort)DicomVR.{(v == "" ? "None" : v[..2])}"), 4);
    Array("ushort", "ImplicitVRs", vrSets.Select(v => $"(ushort)DicomVR.{ImplicitVR(v)}"), 4);
    s.Append($"    internal static readonly string[] VRSetNames = [{string.Join(", ", vrSets.Select(Quote))}];\n");
    s.Append($"    internal static readonly string[] VMNames = [{string.Join(", ", vms.Select(Quote))}];\n\n");
    s.Append("    internal static ReadOnlySpan<byte> Text =>\n\"\"\"\n");
    foreach (string line in text)
        s.Append(line);
    return s.Append("\n\"\"\"u8;\n}\n").ToString();

    void Array(string type, string name, IEnumerable<string> values, int perLine)
    {
        s.Append($"    internal static ReadOnlySpan<{type}> {name} =>\n    [\n");
        foreach (string[] line in values.Chunk(perLine))
            s.Append($"        {string.Join(", ", line)},\n");
        s.Append("    ];\n\n");
    }

    // PS3.5 §A.1: what may be OB or OW is OW in implicit VR little endian.
    static string ImplicitVR(string vrs) => vrs switch { "" => "UN", "OB or OW" => "OW", _ => vrs[..2] };
}

string UidConstants()
{
    var s = Header("public static partial class DicomUIDs");
    foreach (var u in uids.Where(u => u.Keyword != ""))
    {
        s.Append($"    /// <summary>{Xml(u.Name)} ({u.Type}{(u.IsRetired ? ", retired" : "")}).</summary>\n");
        s.Append($"    public const string {u.Keyword} = \"{u.Uid}\";\n");
    }
    return s.Append("}\n").ToString();
}

string UidTable()
{
    var s = Header("internal static class UidTable");
    s.Append("    internal static readonly UidEntry[] Rows =\n    [\n");
    foreach (var u in uids)
        s.Append($"        new({Quote(u.Uid)}, {Quote(u.Keyword)}, {Quote(u.Name)}, {Quote(u.Type)}, {Bool(u.IsRetired)}, {Bool(u.IsStorage)}),\n");
    return s.Append("    ];\n}\n").ToString();
}

string TransferSyntaxes()
{
    var rows = uids.Where(u => u.Type == "Transfer Syntax").ToList();
    var s = Header("public sealed partial class DicomTransferSyntax");
    foreach (var u in rows)
    {
        s.Append($"    /// <summary>{Xml(u.Name)}{(u.IsRetired ? " (retired)" : "")}.</summary>\n");
        s.Append($"    public static DicomTransferSyntax {u.Keyword} {{ get; }} =\n");
        s.Append($"        new(DicomUIDs.{u.Keyword}, {Quote(u.Name)}, {Quote(u.Keyword)}, {SyntaxTraits(u.Keyword)}, isRetired: {Bool(u.IsRetired)});\n\n");
    }
    s.Append("    /// <summary>Every transfer syntax of PS3.6, by UID.</summary>\n");
    s.Append("    public static IReadOnlyList<DicomTransferSyntax> All { get; } =\n    [\n");
    foreach (var u in rows)
        s.Append($"        {u.Keyword},\n");
    return s.Append("    ];\n}\n").ToString();
}

// PS3.5 §10 and Annex A. The SMPTE ST 2110 syntaxes (PS3.22) describe streams whose data sets are explicit VR
// little endian; the pixels travel elsewhere, as with JPIP, so neither has encapsulated pixel data.
static string SyntaxTraits(string keyword) => keyword switch
{
    "ImplicitVRLittleEndian" or "Papyrus3ImplicitVRLittleEndian" => "Traits.None",
    "ExplicitVRBigEndian" => "Traits.ExplicitVR | Traits.BigEndian",
    "DeflatedExplicitVRLittleEndian" => "Traits.ExplicitVR | Traits.Deflated",
    "JPIPReferencedDeflate" or "JPIPHTJ2KReferencedDeflate" => "Traits.ExplicitVR | Traits.Deflated",
    "ExplicitVRLittleEndian" or "JPIPReferenced" or "JPIPHTJ2KReferenced" => "Traits.ExplicitVR",
    "RFC2557MIMEEncapsulation" or "XMLEncoding" => "Traits.ExplicitVR",
    _ when keyword.StartsWith("SMPTEST2110", StringComparison.Ordinal) => "Traits.ExplicitVR",
    _ => "Traits.ExplicitVR | Traits.Encapsulated",
};

IEnumerable<string[]> ReadTsv(string name) =>
    File.ReadLines(Path.Combine(standard, name)).Skip(1).Where(l => l != "").Select(l => l.Split('\t'));

bool Write(string name, string content)
{
    string path = Path.GetFullPath(Path.Combine(tables, name));
    bool unchanged = File.Exists(path) && File.ReadAllText(path) == content;
    if (!unchanged && check)
        Console.Error.WriteLine($"{name} differs from the standard's tables: run eng/generate-tables.cs");
    if (!unchanged && !check)
        File.WriteAllText(path, content);
    return unchanged;
}

StringBuilder Header(string declaration) => new StringBuilder()
    .Append($"// <auto-generated>By `dotnet run eng/generate-tables.cs -- STANDARD_FOLDER` from PS3.6 and PS3.7, edition {edition}.</auto-generated>\n")
    .Append("#nullable enable\n#pragma warning disable\n\nnamespace StoreScp.Dicom;\n\n")
    .Append(declaration).Append("\n{\n");

static string SourcePath([CallerFilePath] string path = "") => path;
static string Number<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
static string Quote(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
static string Bool(bool value) => value ? "true" : "false";
static string Or(string value, string other) => value == "" ? other : value;
static string Xml(string value) => value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

/// <summary>One row of PS3.6 §6 to §9 or PS3.7 Annex E; an x in the tag stands for any digit, and Tag is the first of these tags.</summary>
sealed record ElementRow(string TagText, uint Tag, uint Mask, string Keyword, string Name, string VR, string VM, bool IsRetired)
{
    public bool IsRepeating => Mask != 0xFFFFFFFF;

    // (0028,04x0) starts at (0028,0410), for (0028,0400) is an element of its own.
    public static List<ElementRow> WithFirstTags(List<ElementRow> rows)
    {
        var taken = rows.Where(e => !e.IsRepeating).Select(e => e.Tag).ToHashSet();
        return rows.Select(e => e.IsRepeating && taken.Contains(e.Tag) ? e with { Tag = e.Tag | (~e.Mask & 0x11111111) } : e)
            .OrderBy(e => e.IsRepeating).ThenBy(e => e.Tag).ToList();
    }

    public static ElementRow Parse(string[] c)
    {
        string digits = c[0].Replace(",", "");
        uint tag = Convert.ToUInt32(digits.Replace('x', '0'), 16);
        uint mask = Convert.ToUInt32(string.Concat(digits.Select(d => d == 'x' ? '0' : 'F')), 16);
        return new(c[0], tag, mask, c[1], c[2], c[3], c[4], c[5] == "Y");
    }
}

/// <summary>One row of PS3.6 Annex A.</summary>
sealed record UidRow(string Uid, string Name, string Keyword, string Type, bool IsRetired, bool IsStorage)
{
    // Names that reached the TSV cut off at an ampersand: the rest as in PS3.6 Table A-1.
    static readonly Dictionary<string, string> Endings = new()
    {
        ["1.2.840.10008.1.2.4.51"] = " & 4): Default Transfer Syntax for Lossy JPEG 12 Bit Image Compression (Process 4 only)",
        ["1.2.840.10008.1.2.4.52"] = " & 5)",
        ["1.2.840.10008.1.2.4.53"] = " & 8)",
        ["1.2.840.10008.1.2.4.54"] = " & 9)",
        ["1.2.840.10008.1.2.4.55"] = " & 12)",
        ["1.2.840.10008.1.2.4.56"] = " & 13)",
        ["1.2.840.10008.1.2.4.59"] = " & 18)",
        ["1.2.840.10008.1.2.4.60"] = " & 19)",
        ["1.2.840.10008.1.2.4.61"] = " & 22)",
        ["1.2.840.10008.1.2.4.62"] = " & 23)",
        ["1.2.840.10008.1.2.4.63"] = " & 26)",
        ["1.2.840.10008.1.2.4.64"] = " & 27)",
    };

    public static UidRow Parse(string[] c)
    {
        bool cut = c[1].Count(x => x == '(') > c[1].Count(x => x == ')') && Endings.ContainsKey(c[0]);

        // A DICOMDIR is stored on media only (PS3.4 §I.4): nobody sends it with C-STORE.
        bool isStorage = c[5] == "Y" && c[2] != "MediaStorageDirectoryStorage";
        return new(c[0], cut ? c[1] + Endings[c[0]] : c[1], c[2], c[3], c[4] == "Y", isStorage);
    }
}

/// <summary>UIDs by the numbers of their components.</summary>
sealed class UidOrder : IComparer<string>
{
    public int Compare(string? x, string? y)
    {
        var (a, b) = (x!.Split('.'), y!.Split('.'));
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            int order = a[i].Length != b[i].Length ? a[i].Length - b[i].Length : string.CompareOrdinal(a[i], b[i]);
            if (order != 0)
                return order;
        }
        return a.Length - b.Length;
    }
}

/// <summary>Hash and displace: each bucket of tags gets the displacement that sends its tags to free slots.</summary>
static class PerfectHash
{
    const int BucketBits = 11;
    const int SlotBits = 13;
    const uint BucketFactor = 0x9E3779B1;
    const uint SlotFactor = 0x85EBCA6B;
    const uint DisplacementFactor = 0xC2B2AE35;

    public static (ushort[] Displacements, ushort[] Slots) Build(List<uint> tags)
    {
        var displacements = new ushort[1 << BucketBits];
        var slots = new ushort[1 << SlotBits];
        System.Array.Fill(slots, ushort.MaxValue);
        foreach (var bucket in Enumerable.Range(0, tags.Count).GroupBy(i => tags[i] * BucketFactor >> 32 - BucketBits)
            .OrderByDescending(b => b.Count()).ThenBy(b => b.Key))
        {
            ushort d = 0;
            while (!Fits(bucket, d))
                d = checked((ushort)(d + 1));
            displacements[bucket.Key] = d;
            foreach (int i in bucket)
                slots[Slot(tags[i], d)] = (ushort)i;
        }
        return (displacements, slots);

        bool Fits(IEnumerable<int> bucket, ushort d)
        {
            var wanted = bucket.Select(i => Slot(tags[i], d)).ToList();
            return wanted.Distinct().Count() == wanted.Count && wanted.All(s => slots[s] == ushort.MaxValue);
        }
    }

    // The same arithmetic as DicomDictionary.IndexOf.
    static uint Slot(uint tag, ushort displacement) => (tag ^ displacement * DisplacementFactor) * SlotFactor >> 32 - SlotBits;
}
