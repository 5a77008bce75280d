using StoreScp.Dicom;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>The bulk of an instance as it was stored, and the ways in which it may arrive.</summary>
public static class StoredBulk
{
    /// <summary>Transfer syntaxes, and lengths of the fragments of the data set in bytes.</summary>
    public static TheoryData<string, int> Arrivals() => new MatrixTheoryData<string, int>(
        [DicomUIDs.ImplicitVRLittleEndian, DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ExplicitVRBigEndian, DicomUIDs.DeflatedExplicitVRLittleEndian, DicomUIDs.JPEGBaseline8Bit],
        [33, 32 * 1024]);

    public static async Task<string> SHA256Async(HandledReceiver server, SyntheticInstance instance) => SHA256(await server.ObjectAsync(instance));

    public static string SHA256(byte[] file) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(ValueOf(file)));

    /// <summary>The value of the bulk, without the delimiter of an undefined length.</summary>
    public static byte[] ValueOf(byte[] bytes)
    {
        using var file = DicomFile.Open(new MemoryStream(bytes));
        file.ReadTrailer();
        var bulk = file.Bulk!.Value;
        var dataSet = file.SeekDataSet();
        if (file.TransferSyntax.IsDeflated)
            dataSet = new System.IO.Compression.DeflateStream(dataSet, System.IO.Compression.CompressionMode.Decompress);
        using var whole = new MemoryStream();
        dataSet.CopyTo(whole);
        var end = (int)(bulk.Offset + bulk.TotalLength) - (bulk.HasUndefinedLength ? 8 : 0);
        return whole.ToArray()[((int)bulk.Offset + bulk.HeaderLength)..end];
    }
}
