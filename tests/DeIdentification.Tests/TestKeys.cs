using StoreScp.Plugins.DeIdentification.Keys;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests;

/// <summary>De-identifiers with a key that is no secret.</summary>
internal static class TestKeys
{
    public static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static Pseudonyms Pseudonyms => new(Key);

    public static Deidentifier Deidentifier(params ProfileOption[] options) => Deidentifier(-1, options);

    public static Deidentifier Deidentifier(int leftAlone, params ProfileOption[] options) =>
        new(new DeIdentificationSettings { KeySecret = "key", Options = options }, Pseudonyms, leftAlone);
}
