using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Sets an element to what a table says for its own values, or for the first value of another source.</summary>
internal sealed class MapAction(string name, ElementTarget target, ValueSource? source, MapTable table, WhenMissing whenMissing)
    : ValueAction(name, target, WriteCheck.Value)
{
    /// <summary>Error: Cannot understand (PS3.4 Table B.2-1).</summary>
    private const ushort CannotUnderstand = 0xC000;

    public override bool Apply(CoercionRun run)
    {
        if (source is null) return base.Apply(run);
        string key = run.Instance.Read(source).First;
        if (key.Length == 0) return false;
        if (!table.TryFind(key, out string? value))
        {
            if (whenMissing == WhenMissing.Keep) return false;
            value = Missing("", run);
            if (run.Result.Kind != PreStoreResultKind.Continue) return false;
        }
        bool isChanged = false;
        foreach (DicomDataset dataSet in run.DataSetsOf(Target))
            isChanged |= ElementWriter.Write(run, dataSet, Target, [value], WriteCheck.Value);
        return isChanged;
    }

    protected override string Change(string value, CoercionRun run) => table.TryFind(value, out string? mapped) ? mapped : Missing(value, run);

    private string Missing(string value, CoercionRun run)
    {
        string tag = (source?.Path ?? Target.Path).ToString();
        if (whenMissing == WhenMissing.Quarantine)
            run.Result = PreStoreResult.Quarantine(Cut($"{table.Name} has no entry for {tag} (rule \"{run.Current!.RuleName}\")", PreStoreResult.MaximumReasonLength));
        else if (whenMissing == WhenMissing.Refuse)
            run.Result = PreStoreResult.Refuse(CannotUnderstand, Cut($"No entry for {tag} in the map of the receiver", PreStoreResult.MaximumCommentLength));
        return whenMissing == WhenMissing.Empty ? "" : value;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
