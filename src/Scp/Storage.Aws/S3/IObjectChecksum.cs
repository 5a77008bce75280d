namespace StoreScp.Storage.Aws.S3;

/// <summary>The checksum of an object and of its parts, as S3 writes them: base64.</summary>
internal interface IObjectChecksum : IDisposable
{
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Of the bytes since the part before; the next part begins.</summary>
    string EndPart();

    /// <summary>Of the object: of all bytes when no part was ended, else as S3 answers for an object of these parts.</summary>
    string End();
}
