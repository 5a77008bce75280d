using System.Globalization;
using System.Numerics;

namespace StoreScp.Dicom;

// Setting replaces the element or adds it in its place. Elements that the dictionary does not know need a VR.
public sealed partial class DicomDataset
{
    private const int LongestShortValue = 0xFFFE;

    /// <summary>Sets text; several values become one multi-valued element, none an empty one. Numeric VRs parse it.</summary>
    /// <remarks>
    /// Setting Specific Character Set (0008,0005) encodes the text of this data set, and of items without a set of their own, anew;
    /// not what is UN, such as private elements of implicit VR.
    /// </remarks>
    /// <exception cref="CharacterSetException">A character has no code in <see cref="CharacterSet"/>.</exception>
    /// <exception cref="ArgumentException">The VR is not known, not of text, or cannot hold the value.</exception>
    public DicomDataset Set(DicomTag tag, params ReadOnlySpan<string> values) => Set(tag, DicomVR.None, values);

    /// <inheritdoc cref="Set(DicomTag, ReadOnlySpan{string})"/>
    public DicomDataset Set(DicomTag tag, DicomVR vr, params ReadOnlySpan<string> values)
    {
        vr = VRToWrite(tag, vr);
        if (values.IsEmpty) return PutValue(tag, vr, default);
        if (!vr.IsText()) return SetParsed(tag, vr, values);
        if (values.Length > 1 && !vr.IsMultiValued()) throw new ArgumentException($"{vr} holds one value.", nameof(values));
        string text = string.Join('\\', values!);
        if (tag == DicomTag.SpecificCharacterSet) return ChangeCharacterSet(text);
        return PutValue(tag, vr, CharacterSet.Encode(text, vr));
    }

    /// <summary>Sets numbers, in a binary VR, DS or IS.</summary>
    /// <exception cref="ArgumentException">The VR is not known, holds no numbers, or cannot hold one of these.</exception>
    public DicomDataset Set<T>(DicomTag tag, params ReadOnlySpan<T> values) where T : struct, INumber<T> => Set(tag, DicomVR.None, values);

    /// <inheritdoc cref="Set{T}(DicomTag, ReadOnlySpan{T})"/>
    public DicomDataset Set<T>(DicomTag tag, DicomVR vr, params ReadOnlySpan<T> values) where T : struct, INumber<T>
    {
        vr = VRToWrite(tag, vr);
        if (vr.IsText())
        {
            var texts = new string[values.Length];
            for (int i = 0; i < texts.Length; i++) texts[i] = FormatNumber(values[i], vr);
            return Set(tag, vr, texts);
        }
        if (vr == DicomVR.AT || NumberValues.SizeOf(vr) == 0) throw new ArgumentException($"{vr} holds no numbers.", nameof(vr));
        if (!NumberValues.TryWrite(values, vr, IsBigEndian, out byte[] bytes))
            throw new ArgumentException($"{tag}: a number does not fit VR {vr}.", nameof(values));
        return PutValue(tag, vr, bytes);
    }

    public DicomDataset Set(DicomTag tag, DateOnly date) => Set(tag, DateTimeText.Format(date));

    public DicomDataset Set(DicomTag tag, TimeOnly time) => Set(tag, DateTimeText.Format(time));

    /// <summary>Sets a DT with its offset, a DA, or a TM, as the element's VR asks.</summary>
    public DicomDataset Set(DicomTag tag, DateTimeOffset moment) => VRToWrite(tag, DicomVR.None) switch
    {
        DicomVR.DA => Set(tag, DateOnly.FromDateTime(moment.DateTime)),
        DicomVR.TM => Set(tag, TimeOnly.FromDateTime(moment.DateTime)),
        _ => Set(tag, DateTimeText.Format(moment)),
    };

    public DicomDataset Set(DicomTag tag, PersonName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Set(tag, name.ToString());
    }

    /// <summary>Sets the tags of an AT element.</summary>
    public DicomDataset Set(DicomTag tag, params ReadOnlySpan<DicomTag> tags)
    {
        var numbers = new ushort[tags.Length * 2];
        for (int i = 0; i < tags.Length; i++) (numbers[2 * i], numbers[(2 * i) + 1]) = (tags[i].Group, tags[i].Element);
        NumberValues.TryWrite<ushort>(numbers, DicomVR.US, IsBigEndian, out byte[] bytes);
        return PutValue(tag, DicomVR.AT, bytes);
    }

    /// <summary>Sets the encoded value, in the byte order of this data set, not copied; odd lengths are padded.</summary>
    public DicomDataset SetBytes(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> value)
    {
        vr = VRToWrite(tag, vr);
        if (vr == DicomVR.SQ) throw new ArgumentException("A sequence is set by its items.", nameof(vr));
        return PutValue(tag, vr, value);
    }

    /// <summary>Leaves the element present and empty.</summary>
    public DicomDataset SetEmpty(DicomTag tag, DicomVR vr = DicomVR.None)
    {
        vr = VRToWrite(tag, vr);
        return vr == DicomVR.SQ ? Set(tag, Array.Empty<DicomDataset>()) : PutValue(tag, vr, default);
    }

    /// <summary>As <see cref="Set(DicomTag, ReadOnlySpan{string})"/>, but throws when the element is present.</summary>
    public void Add(DicomTag tag, params ReadOnlySpan<string> values) => ThrowIfPresent(tag).Set(tag, values);

    /// <summary>As <see cref="Set{T}(DicomTag, ReadOnlySpan{T})"/>, but throws when the element is present.</summary>
    public void Add<T>(DicomTag tag, params ReadOnlySpan<T> values) where T : struct, INumber<T> => ThrowIfPresent(tag).Set(tag, values);

    /// <summary>As <see cref="Set(DicomTag, IEnumerable{DicomDataset})"/>, but throws when the element is present.</summary>
    public void Add(DicomTag tag, params IEnumerable<DicomDataset> items) => ThrowIfPresent(tag).Set(tag, items);

    private DicomDataset ThrowIfPresent(DicomTag tag) =>
        Contains(tag) ? throw new InvalidOperationException($"{tag} is present already.") : this;

    private DicomDataset PutValue(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> value)
    {
        if (vr == DicomVR.SQ) throw new ArgumentException($"{tag} is a sequence: set its items.", nameof(tag));
        value = ValueText.Pad(value, vr);
        if (IsExplicitVR && !vr.HasLongLength() && value.Length > LongestShortValue)
            throw new ArgumentException($"{tag}: a value of VR {vr} holds at most {LongestShortValue} bytes in explicit VR.", nameof(value));
        Put(tag, vr, new SetValue(value, IsEncapsulated: false));
        return this;
    }

    private DicomDataset SetParsed(DicomTag tag, DicomVR vr, ReadOnlySpan<string> values)
    {
        if (vr == DicomVR.AT)
        {
            var tags = new DicomTag[values.Length];
            for (int i = 0; i < tags.Length; i++) tags[i] = DicomTag.Parse(values[i]);
            return Set(tag, tags);
        }
        if (NumberValues.SizeOf(vr) == 0) throw new ArgumentException($"{tag} has VR {vr}, which holds no text.", nameof(values));
        var numbers = new decimal[values.Length];
        var reals = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out reals[i]))
                throw new ArgumentException($"{tag}: the text is no number.", nameof(values));
            decimal.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]);
        }
        return vr is DicomVR.FL or DicomVR.FD or DicomVR.OF or DicomVR.OD ? Set<double>(tag, vr, reals) : Set<decimal>(tag, vr, numbers);
    }

    /// <summary>DS holds 16 characters: a number that needs more loses digits, not its place in the element.</summary>
    private static string FormatNumber<T>(T value, DicomVR vr) where T : struct, INumber<T>
    {
        string text = value.ToString(null, CultureInfo.InvariantCulture);
        if (vr == DicomVR.IS && !T.IsInteger(value)) throw new ArgumentException("IS holds whole numbers.", nameof(value));
        if (vr != DicomVR.DS || text.Length <= 16) return text;
        double real = double.CreateSaturating(value);
        for (int digits = 16; digits > 1; digits--)
        {
            text = real.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (text.Length <= 16) return text;
        }
        return text;
    }
}
