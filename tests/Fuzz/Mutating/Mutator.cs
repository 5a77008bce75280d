using FsCheck;
using FsCheck.Fluent;

namespace StoreScp.Fuzz.Tests.Mutating;

/// <summary>
/// Changes that know the structure they break: false lengths, other VRs, tags and types, cuts at and beside boundaries, parts doubled,
/// removed or taken from another seed, and plain noise. Half of the changes in size are passed on to the lengths around them,
/// so that what is wrong lies deep inside.
/// </summary>
/// <param name="map">The structure of such bytes.</param>
/// <param name="donors">Bytes of the same encoding whose parts may be inserted.</param>
internal sealed class Mutator(Func<byte[], ByteMap> map, byte[][] donors)
{
    private static readonly uint[] Lengths =
        [0, 1, 2, 3, 4, 8, 0x7F, 0xFF, 0x100, 0x7FFF, 0xFFFE, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, Field.Undefined];

    private static readonly uint[] Tags =
        [0, 0x0000_0002, 0x0002_0010, 0x0008_0005, 0x0008_0016, 0x0009_0010, 0x0009_1001, 0x0028_0010, 0x0040_A730, 0x5400_0100, 0x7FE0_0010, 0x7FE0_0009,
            0xFFFC_FFFC, 0xFFFE_E000, 0xFFFE_E00D, 0xFFFE_E0DD, 0xFFFE_0000, 0xFFFF_FFFF];

    private static readonly string[] VRs =
        ["AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "OB", "OD", "OF", "OL", "OV", "OW", "PN", "SH", "SL", "SQ", "SS", "ST",
            "SV", "TM", "UC", "UI", "UL", "UN", "UR", "US", "UT", "UV", "ZZ", "??", "\0\0", "  ", "ob", "\u00ff\u00ff"];

    /// <summary>The bytes after one to four changes.</summary>
    public Gen<byte[]> Mutate(byte[] seed) =>
        Gen.Frequency((5, Gen.Constant(1)), (3, Gen.Constant(2)), (1, Gen.Constant(3)), (1, Gen.Constant(4))).SelectMany(count => Mutate(seed, count));

    private Gen<byte[]> Mutate(byte[] bytes, int count) =>
        count == 0 || bytes.Length == 0 ? Gen.Constant(bytes) : Change(bytes).SelectMany(changed => Mutate(changed, count - 1));

    private Gen<byte[]> Change(byte[] bytes)
    {
        var structure = map(bytes);
        if (structure.Fields.Count == 0 || structure.Parts.Count == 0)
            return Gen.OneOf(Noise(bytes), Cut(bytes, structure));
        return Gen.Frequency(
            (8, Lie(bytes, structure)), (2, Cut(bytes, structure)), (3, Double(bytes, structure)), (2, Remove(bytes, structure)),
            (3, Splice(bytes, structure)), (2, Swap(bytes, structure)), (2, Noise(bytes)));
    }

    private static Gen<byte[]> Lie(byte[] bytes, ByteMap structure) =>
        from field in Gen.Elements(structure.Fields.ToArray())
        from value in ValueOf(field, bytes)
        select Changed(bytes, copy => field.Write(copy, value));

    private static Gen<uint> ValueOf(Field field, byte[] bytes) => field.Kind switch
    {
        FieldKind.Length => Gen.OneOf(Gen.Elements(Lengths), Gen.Choose(-9, 9).Select(delta => (uint)(field.Read(bytes) + delta)), Gen.Choose(0, bytes.Length).Select(value => (uint)value)),
        // Little endian tags are two numbers of two bytes each.
        FieldKind.Tag => Gen.Elements(Tags).Select(tag => field.IsBigEndian ? tag : (tag << 16) | (tag >> 16)),
        FieldKind.VR => Gen.Elements(VRs).Select(letters => (uint)(letters[0] | (letters[1] << 8))),
        _ => Gen.OneOf(Gen.Choose(0, 255), Gen.Choose(0, 8), Gen.Choose(0x50, 0x5A)).Select(value => (uint)value),
    };

    private static Gen<byte[]> Cut(byte[] bytes, ByteMap structure)
    {
        var anywhere = Gen.Choose(0, bytes.Length);
        var besideBoundary = structure.Fields.Count == 0
            ? anywhere
            : from field in Gen.Elements(structure.Fields.ToArray())
              from beside in Gen.Choose(-1, 1)
              select Math.Clamp(field.Offset + beside, 0, bytes.Length);
        return Gen.OneOf(anywhere, besideBoundary).Select(end => bytes[..end]);
    }

    private static Gen<byte[]> Double(byte[] bytes, ByteMap structure) =>
        from part in Gen.Elements(structure.Parts.ToArray())
        from times in Gen.Choose(1, 3)
        from isTold in Gen.Elements(true, false)
        let copies = Enumerable.Repeat(bytes[part.Start..part.End], times).SelectMany(copy => copy).ToArray()
        select Replaced(bytes, structure, part, 0, copies, isTold);

    private static Gen<byte[]> Remove(byte[] bytes, ByteMap structure) =>
        from part in Gen.Elements(structure.Parts.ToArray())
        from isTold in Gen.Elements(true, false)
        select Replaced(bytes, structure, part, part.End - part.Start, [], isTold);

    private Gen<byte[]> Splice(byte[] bytes, ByteMap structure) =>
        from donor in Gen.Elements(donors)
        let parts = map(donor).Parts
        where parts.Count > 0
        from taken in Gen.Elements(parts.ToArray())
        from place in Gen.Elements(structure.Parts.ToArray())
        from isInPlace in Gen.Elements(true, false)
        from isTold in Gen.Elements(true, false)
        select Replaced(bytes, structure, place, isInPlace ? place.End - place.Start : 0, donor[taken.Start..taken.End], isTold);

    private static Gen<byte[]> Swap(byte[] bytes, ByteMap structure) =>
        from one in Gen.Elements(structure.Parts.ToArray())
        from other in Gen.Elements(structure.Parts.ToArray())
        let isApart = one.End <= other.Start
        select isApart
            ? [.. bytes[..one.Start], .. bytes[other.Start..other.End], .. bytes[one.End..other.Start], .. bytes[one.Start..one.End], .. bytes[other.End..]]
            : bytes;

    private static Gen<byte[]> Noise(byte[] bytes) =>
        from places in Gen.Choose(1, 6).SelectMany(count => Gen.ArrayOf(Gen.Zip(Gen.Choose(0, bytes.Length - 1), Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 255))), count))
        select Changed(bytes, copy =>
        {
            foreach (var (at, value) in places) copy[at] = (byte)value;
        });

    private static byte[] Changed(byte[] bytes, Action<byte[]> change)
    {
        var copy = bytes.ToArray();
        change(copy);
        return copy;
    }

    /// <summary>Puts bytes before a part, or in its place.</summary>
    /// <param name="isTold">The lengths around the part are corrected.</param>
    private static byte[] Replaced(byte[] bytes, ByteMap structure, (int Start, int End) part, int removed, byte[] inserted, bool isTold)
    {
        var source = bytes.ToArray();
        foreach (var field in structure.Fields)
        {
            var isAround = field.Kind == FieldKind.Length && field.Offset < part.Start && field.Start <= part.Start && part.End <= field.End;
            if (isTold && isAround && field.Read(bytes) != Field.Undefined)
                field.Write(source, (uint)(field.Read(bytes) + inserted.Length - removed));
        }
        return [.. source[..part.Start], .. inserted, .. source[(part.Start + removed)..]];
    }
}
