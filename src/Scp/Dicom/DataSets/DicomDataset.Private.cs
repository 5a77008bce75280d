namespace StoreScp.Dicom;

// Private elements live in blocks that their creator reserves (PS3.5 §7.8.1).
public sealed partial class DicomDataset
{
    private const int FirstBlock = 0x10;
    private const int LastBlock = 0xFF;

    /// <summary>
    /// Where this data set keeps a creator's private element: (gggg,bbee), bb being the block that (gggg,00bb) reserves; null when the
    /// creator has no block here. An item of a sequence reserves its own blocks.
    /// </summary>
    /// <param name="creator">As in the data set, without padding.</param>
    /// <param name="group">An odd group.</param>
    /// <param name="element">The element within the block: 00 to FF.</param>
    public DicomTag? FindPrivate(string creator, ushort group, byte element)
    {
        int block = BlockOf(creator, group);
        return block < 0 ? null : new DicomTag(group, (ushort)((block << 8) | element));
    }

    /// <summary>As <see cref="FindPrivate"/>, but reserves the first free block when the creator has none.</summary>
    /// <exception cref="InvalidOperationException">All 240 blocks of the group are taken.</exception>
    public DicomTag AddPrivate(string creator, ushort group, byte element)
    {
        int block = BlockOf(creator, group);
        if (block < 0)
        {
            block = FirstBlock;
            while (block <= LastBlock && IsTaken(group, block)) block++;
            if (block > LastBlock) throw new InvalidOperationException($"Group {group:X4} has no free block.");
            Set(new DicomTag(group, (ushort)block), DicomVR.LO, creator);
        }
        return new DicomTag(group, (ushort)((block << 8) | element));
    }

    /// <summary>The creator of a private element, or null when nobody has reserved its block.</summary>
    public string? CreatorOf(DicomTag tag) =>
        tag.IsPrivate && tag.Element > LastBlock ? GetString(new DicomTag(tag.Group, (ushort)(tag.Element >> 8))) : null;

    private int BlockOf(string creator, ushort group)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(creator);
        if (group % 2 == 0 || group < 0x0009) throw new ArgumentException($"Group {group:X4} is not private.", nameof(group));
        Load();
        int found = -1;
        // Of what is there, not of all 240 that could be: most data sets have no private group, or few blocks.
        foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count))
        {
            if (_isSorted && slot.Tag.Group > group && slot.Tag.Group != 0xFFFE) break;
            int block = slot.Tag.Element;
            if (slot.Tag.Group == group && block is >= FirstBlock and <= LastBlock && (found < 0 || block < found) && GetString(slot.Tag) == creator) found = block;
        }
        return found;
    }

    /// <summary>Reserved, or in use without having been reserved.</summary>
    private bool IsTaken(ushort group, int block)
    {
        Load();
        foreach (ref readonly ElementSlot slot in _slots.AsSpan(0, _count))
            if (slot.Tag.Group == group && (slot.Tag.Element == block || slot.Tag.Element >> 8 == block)) return true;
        return false;
    }
}
