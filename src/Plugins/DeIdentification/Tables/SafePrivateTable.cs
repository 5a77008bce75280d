using System.Collections.Frozen;
using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Tables;

/// <summary>Private attributes that are safe (PS3.15 Table E.3.10-1).</summary>
internal static class SafePrivateTable
{
    private static readonly FrozenDictionary<(string Creator, ushort Group, byte Element), DicomVR> Rows = Parse();

    public static IEnumerable<(string Creator, ushort Group, byte Element, DicomVR VR)> All =>
        Rows.Select(row => (row.Key.Creator, row.Key.Group, row.Key.Element, row.Value));

    /// <summary>The VR that the table has; None where it has none; null: not in the table.</summary>
    public static DicomVR? Find(string creator, ushort group, byte element) =>
        Rows.TryGetValue((creator, group, element), out DicomVR vr) ? vr : null;

    private static FrozenDictionary<(string, ushort, byte), DicomVR> Parse()
    {
        var rows = new Dictionary<(string, ushort, byte), DicomVR>();
        foreach (string line in SafePrivateData.Rows.Split('\n'))
        {
            string[] cells = line.Split('\t');
            bool hasVR = DicomVRExtensions.TryParse(cells[3].AsSpan(0, Math.Min(2, cells[3].Length)), out DicomVR vr);
            rows[(cells[0], Convert.ToUInt16(cells[1], 16), Convert.ToByte(cells[2], 16))] = hasVR ? vr : DicomVR.None;
        }
        return rows.ToFrozenDictionary();
    }
}
