namespace StoreScp.Benchmarks.Corpora;

/// <summary>One item of Per-frame Functional Groups Sequence of an enhanced image (PS3.3 §C.7.6.16).</summary>
public static class FunctionalGroups
{
    public static Action<ExplicitVRWriter> OfFrame(int frame) => item =>
    {
        item.Sequence(0x00189114, undefinedLength: false, echo => echo.Double(0x00189082, 12.5));
        item.Sequence(0x00209111, undefinedLength: false, content =>
        {
            content.Text(0x00189074, "DT", "20260314101459.120000");
            content.Double(0x00189220, 33.0);
            content.UInt32(0x00209128, ((uint)frame / 50) + 1);
            content.UInt32(0x00209157, (uint)frame + 1);
        });
        item.Sequence(0x00209113, undefinedLength: true, plane => plane.Text(0x00200032, "DS", $@"-161.2\-149.9\{1060.5 - 2.5 * frame:F1}"));
        item.Sequence(0x00209116, undefinedLength: false, plane => plane.Text(0x00200037, "DS", @"1\0\0\0\1\0"));
        item.Sequence(0x00289110, undefinedLength: false, pixels =>
        {
            pixels.Text(0x00180050, "DS", "2.5");
            pixels.Text(0x00280030, "DS", @"0.703125\0.703125");
        });
        item.Sequence(0x00289145, undefinedLength: true, rescale =>
        {
            rescale.Text(0x00281052, "DS", "-1024");
            rescale.Text(0x00281053, "DS", "1");
            rescale.Text(0x00281054, "LO", "HU");
        });
    };
}
