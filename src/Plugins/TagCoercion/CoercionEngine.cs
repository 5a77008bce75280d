using System.Text.RegularExpressions;
using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.TagCoercion;

/// <summary>Runs all rules on an instance, in their order: each sees what the ones before it did. Thread-safe.</summary>
internal sealed class CoercionEngine(CoercionRule[] rules, SourceTable sources, UnencodableText unencodable)
{
    public int RuleCount => rules.Length;

    /// <exception cref="InstanceFailedException">A rule cannot do what it says; the header may be changed in part.</exception>
    /// <exception cref="DicomDataException">A sequence within UN is malformed.</exception>
    public CoercionOutcome Run(AssociationInfo association, DicomTransferSyntax syntax, DicomDataset header)
    {
        var run = new CoercionRun(new InstanceView(association, syntax, header, sources), unencodable);
        foreach (CoercionRule rule in rules)
        {
            try
            {
                rule.Run(run);
            }
            catch (RegexMatchTimeoutException e)
            {
                // Not as inner exception: it holds the value.
                throw new InstanceFailedException(FormattableString.Invariant(
                    $"Rule {rule.Number} \"{rule.Name}\": its regular expression took longer than {e.MatchTimeout.TotalMilliseconds} ms on a value."));
            }
            if (run.Result.Kind != PreStoreResultKind.Continue) break;
        }
        return new CoercionOutcome(run.Result, run.Trace);
    }
}
