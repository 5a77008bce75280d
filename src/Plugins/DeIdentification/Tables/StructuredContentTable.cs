using System.Collections.Frozen;

namespace StoreScp.Plugins.DeIdentification.Tables;

/// <summary>Content items by their concept names (PS3.15 Table E.3.4-1).</summary>
internal static class StructuredContentTable
{
    private static readonly FrozenDictionary<(string Code, string Scheme, string ValueType), ConfidentialityRow> Rows = Parse();

    public static IEnumerable<(string Code, string Scheme, string ValueType)> All => Rows.Keys;

    /// <summary>The row of a concept and value type; its tag is 0.</summary>
    public static ConfidentialityRow? Find(string code, string scheme, string valueType) =>
        Rows.TryGetValue((code, scheme, valueType), out ConfidentialityRow row) ? row : null;

    private static FrozenDictionary<(string, string, string), ConfidentialityRow> Parse()
    {
        var rows = new Dictionary<(string, string, string), ConfidentialityRow>();
        foreach (string line in StructuredContentData.Rows.Split('\n'))
        {
            string[] cells = line.Split('\t');
            rows[(cells[0], cells[1], cells[2])] = new(0, (TableAction)(cells[3][0] - '0'), Convert.ToUInt32(cells[4], 16));
        }
        return rows.ToFrozenDictionary();
    }
}
