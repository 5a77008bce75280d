using StoreScp.Testing;

namespace StoreScp.Cloud.Scenario;

/// <summary>Small synthetic CT images, 8 KB each.</summary>
internal static class Studies
{
    public const string SOPClassUID = "1.2.840.10008.5.1.4.1.1.2";

    public static IReadOnlyList<SyntheticInstance> New(int instances)
    {
        var study = new Synthetic();
        return [.. Enumerable.Range(0, instances).Select(_ => Of(study))];
    }

    /// <summary>One more of a study.</summary>
    public static SyntheticInstance Of(Synthetic study) => study.Image(SOPClassUID, "CT", Synthetic.ExplicitVRLittleEndian, 64, 64, 16, 1);
}
