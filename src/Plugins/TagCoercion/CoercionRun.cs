using System.Diagnostics.CodeAnalysis;
using StoreScp.Dicom;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion.Actions;

namespace StoreScp.Plugins.TagCoercion;

/// <summary>The rules at work on one instance.</summary>
internal sealed class CoercionRun(InstanceView instance, UnencodableText unencodable)
{
    private readonly List<DicomDataset> _found = [];

    public InstanceView Instance { get; } = instance;

    public UnencodableText Unencodable { get; } = unencodable;

    public List<RuleTrace> Trace { get; } = [];

    /// <summary>The action that is running; null while conditions are asked.</summary>
    public RuleTrace? Current { get; set; }

    /// <summary>Other than Continue: no further action runs.</summary>
    public PreStoreResult Result { get; set; } = PreStoreResult.Continue;

    /// <summary>The data sets that hold the target, or could; valid until the next call.</summary>
    public List<DicomDataset> DataSetsOf(ElementTarget target)
    {
        _found.Clear();
        if (target.Path.IsTopLevel) _found.Add(Instance.Header);
        else target.Path.Find(Instance.Header, _found, target.Create);
        return _found;
    }

    [DoesNotReturn]
    public void Fail(string why) => throw new InstanceFailedException(Current is { } trace
        ? FormattableString.Invariant($"Rule {trace.RuleNumber} \"{trace.RuleName}\", {trace.Action} {trace.Tags}: {why}")
        : why);
}
