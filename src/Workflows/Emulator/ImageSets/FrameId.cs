using System.Globalization;

namespace StoreScp.Emulator;

/// <summary>An ImageFrameId: the id of the blob, and the number of the frame in it as eight hexadecimal digits.</summary>
internal static class FrameId
{
    public static string Of(string blobId, int frame) => $"{blobId}{frame:x8}";

    /// <summary>False when it is the id of no frame of ours.</summary>
    public static bool TryParse(string id, out string blobId, out int frame)
    {
        blobId = id[..BlobStore.IdLength];
        return int.TryParse(id.AsSpan(BlobStore.IdLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out frame) && frame >= 0;
    }
}
