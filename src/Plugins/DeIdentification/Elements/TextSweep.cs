using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>The second look at texts, when everything that identifies has been found: cleans what an option keeps, and finds what has been copied elsewhere.</summary>
internal static class TextSweep
{
    /// <summary>Treats and forgets every text that waits.</summary>
    public static void Run(InstanceState state, TextCleaner cleaner)
    {
        foreach (DeferredText text in state.Texts)
            if (text.IsCleaned || state.Values.OccurIn(text.DataSet.GetBytes(text.Tag).Span)) Clean(text, state, cleaner);
        state.Texts.Clear();
        state.Texts.TrimExcess();
    }

    private static void Clean(DeferredText text, InstanceState state, TextCleaner cleaner)
    {
        (DicomDataset dataSet, DicomTag tag) = (text.DataSet, text.Tag);
        DicomVR vr = dataSet.GetVR(tag);
        if (vr == DicomVR.None) return;
        if (dataSet.GetBytes(tag).Span.IndexOfAnyExcept(" \0"u8) < 0) return;
        string[] values = dataSet.GetStrings(tag);
        for (int i = 0; i < values.Length; i++) values[i] = cleaner.Clean(values[i], state.Values);
        byte[] cleaned = Encoding.ASCII.GetBytes(string.Join('\\', values));
        if (cleaned.AsSpan().IndexOfAnyExcept("\\ "u8) >= 0 && !state.Values.OccurIn(cleaned))
        {
            dataSet.SetBytes(tag, vr, cleaned);
            return;
        }
        switch (text.Fallback)
        {
            case TableAction.X:
                dataSet.Remove(tag);
                break;
            case TableAction.Z:
                dataSet.SetEmpty(tag, vr);
                break;
            default:
                dataSet.SetBytes(tag, vr, DummyValues.Of(vr));
                break;
        }
    }
}
