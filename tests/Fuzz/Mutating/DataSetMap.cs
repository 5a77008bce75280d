using System.Buffers.Binary;
using StoreScp.Dicom;

namespace StoreScp.Fuzz.Tests.Mutating;

/// <summary>Maps a data set (PS3.5 §7) independently of the scanner under test, items included. Ends where the bytes make no sense.</summary>
internal sealed class DataSetMap
{
    private const uint Item = 0xFFFE_E000, ItemEnd = 0xFFFE_E00D, SequenceEnd = 0xFFFE_E0DD;
    private const int MaximumDepth = 20;

    private readonly ByteMap _map = new();
    private readonly byte[] _bytes;
    private readonly bool _isExplicit;
    private readonly bool _isBigEndian;

    private DataSetMap(byte[] bytes, DicomTransferSyntax syntax)
    {
        _bytes = bytes;
        _isExplicit = syntax.IsExplicitVR;
        _isBigEndian = !syntax.IsLittleEndian;
    }

    public static ByteMap Of(byte[] bytes, DicomTransferSyntax syntax)
    {
        var reading = new DataSetMap(bytes, syntax);
        reading.MapElements(0, bytes.Length, depth: 0);
        return reading._map;
    }

    /// <summary>Maps until the end, or behind the delimiter of this level; returns where it stopped, or -1 where nothing can follow.</summary>
    private int MapElements(int at, int end, int depth)
    {
        while (at >= 0 && at + 8 <= end)
        {
            var tag = Tag(at);
            if (tag is ItemEnd or SequenceEnd)
            {
                _map.Fields.Add(new(FieldKind.Tag, at, 4, _isBigEndian));
                return at + 8;
            }
            at = MapElement(at, end, tag, depth);
        }
        return at;
    }

    private int MapElement(int at, int end, uint tag, int depth)
    {
        var hasVR = _isExplicit && tag != Item;
        var isLong = hasVR && DicomVRExtensions.TryParse(_bytes.AsSpan(at + 4, 2), out var vr) && vr.HasLongLength();
        var header = isLong ? 12 : 8;
        if (at + header > end) return -1;
        var lengthField = new Field(FieldKind.Length, at + (isLong ? 8 : hasVR ? 6 : 4), hasVR && !isLong ? 2 : 4, _isBigEndian);
        var length = lengthField.Read(_bytes);
        var isUndefined = lengthField.Width == 4 && length == Field.Undefined;
        if (!isUndefined && length > end - at - header) return -1;

        var valueEnd = isUndefined ? end : at + header + (int)length;
        var holdsElements = tag == Item || isUndefined || (hasVR && _bytes[at + 4] == 'S' && _bytes[at + 5] == 'Q');
        var next = valueEnd;
        if (holdsElements && depth < MaximumDepth)
        {
            var stopped = MapElements(at + header, valueEnd, depth + 1);
            if (isUndefined) next = stopped;
        }
        else if (isUndefined)
        {
            return -1;
        }
        _map.Fields.Add(new(FieldKind.Tag, at, 4, _isBigEndian));
        if (hasVR) _map.Fields.Add(new(FieldKind.VR, at + 4, 2, IsBigEndian: false));
        _map.Fields.Add(lengthField with { Start = at + header, End = isUndefined ? at + header : valueEnd });
        if (next > at) _map.Parts.Add((at, next));
        return next;
    }

    private uint Tag(int at) => _isBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(at))
        : ((uint)BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at)) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at + 2));
}
