namespace StoreScp.Plugins.DeIdentification.Pixels;

/// <summary>What stands for Encapsulated Document (0042,0011), action D: a page without anything on it, or a byte of no meaning.</summary>
internal static class DummyDocument
{
    private static readonly byte[] Pdf =
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
        trailer<</Root 1 0 R>>
        %%EOF

        """u8.ToArray();

    /// <summary>An even number of bytes.</summary>
    public static byte[] For(string? mimeType)
    {
        byte[] document = string.Equals(mimeType, "application/pdf", StringComparison.OrdinalIgnoreCase) ? Pdf : "\n"u8.ToArray();
        return document.Length % 2 == 0 ? document : [.. document, (byte)'\n'];
    }
}
