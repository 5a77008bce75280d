using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StoreScp.Server.Policy;

/// <summary>Compares distinguished names by their parts: order and spacing differ between tools that print them.</summary>
internal static class DistinguishedName
{
    public static bool AreEqual(string wanted, string? shown) =>
        shown is not null && Parts(wanted) is { Count: > 0 } parts && Parts(shown) is { } others && parts.SequenceEqual(others);

    private static List<string>? Parts(string name)
    {
        try
        {
            return [.. new X500DistinguishedName(name).EnumerateRelativeDistinguishedNames(reversed: false)
                .Select(part => part.HasMultipleElements
                    ? Convert.ToHexString(part.RawData.Span)
                    : $"{part.GetSingleElementType().Value}={part.GetSingleElementValue()}")
                .Order(StringComparer.Ordinal)];
        }
        catch (CryptographicException)
        {
            // A name that cannot be read is equal to nothing.
            return null;
        }
    }
}
