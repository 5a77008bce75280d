using System.Globalization;
using System.Numerics;

namespace StoreScp.Testing.Peers;

/// <summary>The UIDs that the tests use, and new ones made from a number (PS3.5 §B.2).</summary>
public static class UIDs
{
    public const string Verification = "1.2.840.10008.1.1";
    public const string CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    public const string MRImageStorage = "1.2.840.10008.5.1.4.1.1.4";
    public const string SecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";
    public const string StudyRootFind = "1.2.840.10008.5.1.4.1.2.2.1";
    public const string ImplicitVRLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitVRLittleEndian = "1.2.840.10008.1.2.1";
    public const string DeflatedExplicitVRLittleEndian = "1.2.840.10008.1.2.1.99";
    public const string ExplicitVRBigEndian = "1.2.840.10008.1.2.2";
    public const string JPEGBaseline8Bit = "1.2.840.10008.1.2.4.50";
    public const string JPEGLosslessSV1 = "1.2.840.10008.1.2.4.70";
    public const string JPEGLSLossless = "1.2.840.10008.1.2.4.80";
    public const string JPEG2000Lossless = "1.2.840.10008.1.2.4.90";
    public const string RLELossless = "1.2.840.10008.1.2.5";

    public static string New() => From(Guid.NewGuid());

    /// <summary>The same UID for the same random generator state: a failing run can be repeated.</summary>
    public static string New(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return From(new Guid(bytes));
    }

    private static string From(Guid guid) =>
        "2.25." + new BigInteger(guid.ToByteArray(), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
}
