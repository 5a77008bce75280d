using System.Text;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>Puts text into a data set as it was received: what instances hold need not be valid, and is shown all the same.</summary>
internal static class ReceivedText
{
    public static DicomDataset SetReceived(this DicomDataset dataSet, DicomTag tag, params IEnumerable<string> values) =>
        dataSet.SetBytes(tag, DicomDictionary.VROf(tag), Encoding.UTF8.GetBytes(string.Join('\\', values)));
}
