namespace StoreScp.Interop.Tests;

/// <summary>A folder of synthetic files, two levels deep, in many transfer syntaxes.</summary>
public static class SyntheticFolder
{
    public static readonly string[] Native =
        [UIDs.ImplicitVRLittleEndian, UIDs.ExplicitVRLittleEndian, UIDs.ExplicitVRBigEndian];

    public static readonly string[] Encapsulated =
        [UIDs.JPEGBaseline8Bit, UIDs.JPEGLosslessSV1, UIDs.JPEGLSLossless, UIDs.JPEG2000Lossless, UIDs.RLELossless];

    /// <summary>What dcmsend sends as it is: the other native ones it re-encodes in the syntax that it likes best.</summary>
    public static readonly string[] Unchanged = [UIDs.ExplicitVRLittleEndian, .. Encapsulated];

    public static IReadOnlyList<Instance> Write(string folder, IEnumerable<string> transferSyntaxes, int countOfEach = 2)
    {
        List<Instance> instances = [];
        foreach (var transferSyntax in transferSyntaxes)
        {
            for (var i = 0; i < countOfEach; i++)
            {
                // An odd-sized fragment is padded by an honest encoder: even here.
                var instance = Instance.New(transferSyntax, i % 2 == 0 ? UIDs.CTImageStorage : UIDs.SecondaryCaptureImageStorage, rows: 16 + (2 * i));
                instance.WriteTo(Path.Combine(folder, transferSyntax));
                instances.Add(instance);
            }
        }
        return instances;
    }
}
