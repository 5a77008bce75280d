using FsCheck;
using FsCheck.Fluent;
using StoreScp.Dicom;
using StoreScp.Testing;

namespace StoreScp.Fuzz.Tests.Seeds;

/// <summary>Well-formed data sets that nobody thought of: any VR, private and repeated tags, sequences in every style, fragments, in any order.</summary>
internal static class DataSetGenerator
{
    private const int MaximumDepth = 4;

    private static readonly DicomTransferSyntax[] Syntaxes =
        [DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian];

    private static readonly string[] VRs = [.. Enum.GetValues<DicomVR>().Where(vr => vr is not (DicomVR.None or DicomVR.SQ)).Select(vr => vr.ToString())];

    private static readonly Gen<uint> Tag = Gen.OneOf(
        Gen.Elements(0x0008_0005u, 0x0008_0018u, 0x0010_0010u, 0x0020_000Du, 0x0028_0030u, 0x7FE0_0010u, 0x0042_0011u, 0xFFFC_FFFCu),
        Gen.Zip(Gen.Choose(8, 0x60), Gen.Choose(0, 0xFFFF)).Select(pair => ((uint)pair.Item1 << 16) | (uint)pair.Item2));

    // No tag of a sequence: in implicit VR the dictionary would make one of it.
    private static readonly Gen<Action<DataSetBytes>> Plain =
        from tag in Tag
        where DicomDictionary.VROf(new DicomTag((ushort)(tag >> 16), (ushort)tag)) != DicomVR.SQ
        from vr in Gen.Elements(VRs)
        from length in Gen.Frequency((5, Gen.Choose(0, 30)), (1, Gen.Choose(0, 3000)))
        from fill in Gen.Choose(0, 255)
        select (Action<DataSetBytes>)(data => data.Element(tag, vr, Enumerable.Repeat((byte)fill, length).ToArray()));

    private static readonly Gen<Action<DataSetBytes>> Fragments =
        from tag in Gen.Elements(0x7FE0_0010u, 0x7FE0_0008u)
        from lengths in Gen.ArrayOf(Gen.Choose(0, 20), 3)
        select (Action<DataSetBytes>)(data => data.Fragments(tag, "OB", lengths.Select(length => new byte[length * 2]).ToArray()));

    // Behind the generators it is made of: static fields are initialized in the order of the text.
    public static Gen<DataSetSeed> Any { get; } =
        from syntax in Gen.Elements(Syntaxes)
        from write in Elements(depth: 0)
        select new DataSetSeed("generated", Encode(syntax, write), syntax);

    private static byte[] Encode(DicomTransferSyntax syntax, Action<DataSetBytes> write)
    {
        // An identifying element first, so that nobody takes the data set for one of another transfer syntax.
        var data = new DataSetBytes(syntax.IsExplicitVR, !syntax.IsLittleEndian).Text(0x0008_0016, "UI", "1.2.3");
        write(data);
        return data.ToArray();
    }

    private static Gen<Action<DataSetBytes>> Elements(int depth) =>
        from count in Gen.Choose(0, depth == 0 ? 12 : 3)
        from elements in Gen.ArrayOf(Element(depth), count)
        select (Action<DataSetBytes>)(data => Array.ForEach(elements, element => element(data)));

    private static Gen<Action<DataSetBytes>> Element(int depth) => depth >= MaximumDepth
        ? Plain
        : Gen.Frequency((6, Plain), (3, Sequence(depth)), (1, Fragments));

    // No Pixel Data: of undefined length they hold fragments, never items.
    private static Gen<Action<DataSetBytes>> Sequence(int depth) =>
        from tag in Tag
        where tag >> 16 != 0x7FE0
        from vr in Gen.Frequency((4, Gen.Constant("SQ")), (1, Gen.Constant("UN")))
        from style in vr == "UN" ? Gen.Constant(SequenceStyle.Undefined) : Gen.Elements(Enum.GetValues<SequenceStyle>())
        from count in Gen.Choose(0, 3)
        from items in Gen.ArrayOf(Elements(depth + 1), count)
        select (Action<DataSetBytes>)(data => data.Sequence(tag, vr, style, items));
}
