using System.Buffers;
using System.Collections.ObjectModel;

namespace StoreScp.Dicom;

/// <summary>The items of a sequence (PS3.5 §7.5), in a list that can be edited. An item belongs to one sequence at a time.</summary>
public sealed class DicomSequence : Collection<DicomDataset>
{
    private bool _isEdited;

    internal DicomSequence(DicomDataset owner, DicomTag tag, bool isExplicitVR, bool isBigEndian, bool hasUndefinedLength)
    {
        Owner = owner;
        Tag = tag;
        IsExplicitVR = isExplicitVR;
        IsBigEndian = isBigEndian;
        HasUndefinedLength = hasUndefinedLength;
    }

    public DicomTag Tag { get; }

    /// <summary>The data set it is in; null once it has been removed.</summary>
    public DicomDataset? Owner { get; internal set; }

    internal bool IsExplicitVR { get; set; }

    internal bool IsBigEndian { get; set; }

    internal bool HasUndefinedLength { get; }

    /// <summary>Whether an item, at any depth, differs from what was read.</summary>
    public bool IsModified => _isEdited || this.Any(item => item.IsModified);

    /// <summary>Makes items of an encoded value; their content stays unread.</summary>
    internal void Open(ReadOnlyMemory<byte> value)
    {
        DataSetScanner scanner = DicomDataset.RentScanner();
        scanner.ResetToItems(IsExplicitVR, IsBigEndian, value.Length);
        scanner.Scan(value.Span);
        scanner.Complete();
        foreach (ref readonly ElementEntry entry in scanner.Elements)
        {
            ReadOnlyMemory<byte> item = value.Slice((int)entry.Offset, (int)entry.TotalLength);
            // An undefined length ends with an item delimiter of 8 bytes.
            int contentLength = entry.HasUndefinedLength ? item.Length - 16 : (int)entry.ValueLength;
            Items.Add(DicomDataset.FromItem(this, item, item.Slice(8, contentLength), entry.HasUndefinedLength));
        }
        DicomDataset.Return(scanner);
    }

    internal ReadOnlyMemory<byte> Encode()
    {
        long length = DataSetWriter.ItemsLength(this);
        var output = new ArrayBufferWriter<byte>(checked((int)Math.Max(1, length)));
        DataSetWriter.WriteItems(this, output);
        return output.WrittenMemory;
    }

    internal void MarkEdited() => _isEdited = true;

    /// <summary>A copy for <paramref name="owner"/>, itself a fork.</summary>
    internal DicomSequence Fork(DicomDataset owner)
    {
        var fork = new DicomSequence(owner, Tag, IsExplicitVR, IsBigEndian, HasUndefinedLength) { _isEdited = _isEdited };
        foreach (DicomDataset item in this) fork.Items.Add(item.ForkInto(fork));
        return fork;
    }

    protected override void InsertItem(int index, DicomDataset item)
    {
        Adopt(item);
        base.InsertItem(index, item);
        _isEdited = true;
    }

    protected override void SetItem(int index, DicomDataset item)
    {
        if (ReferenceEquals(this[index], item)) return;
        Adopt(item);
        Release(this[index]);
        base.SetItem(index, item);
        _isEdited = true;
    }

    protected override void RemoveItem(int index)
    {
        Release(this[index]);
        base.RemoveItem(index);
        _isEdited = true;
    }

    protected override void ClearItems()
    {
        foreach (DicomDataset item in this) Release(item);
        _isEdited |= Count > 0;
        base.ClearItems();
    }

    private void Adopt(DicomDataset item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Parent is not null) throw new InvalidOperationException("The item belongs to a sequence already: remove it there, or add a Clone().");
        for (DicomDataset? around = Owner; around is not null; around = around.Parent?.Owner)
            if (ReferenceEquals(around, item)) throw new InvalidOperationException("A data set cannot be an item of itself.");
        item.TakeOnCharacterSet(Owner?.CharacterSet ?? item.CharacterSet);
        item.Parent = this;
        item.TakeOnEncoding(IsExplicitVR, IsBigEndian);
    }

    private static void Release(DicomDataset item)
    {
        item.KeepCharacterSet();
        item.Parent = null;
    }
}
