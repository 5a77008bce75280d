using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>Runs a version on probation on a copy of the instance and tells how its result differs. Whatever it does, the instance goes on.</summary>
internal static class ShadowRun
{
    private const int MaximumListed = 20;

    public static async ValueTask RunAsync(
        ShadowHandler shadow, ReceivedInstance before, ReceivedInstance after, PreStoreResult result, CancellationToken cancellation)
    {
        var copy = before.Fork();
        ShadowComparison comparison;
        try
        {
            var answer = await HandlerRules.RunAsync(shadow.Handler, before, copy, cancellation);
            comparison = Compare(result, after, answer.Value, copy);
        }
        catch (HandlerFailedException e)
        {
            comparison = new ShadowComparison(IsSame: false, Decision: null, [], e.Message);
        }
        shadow.Compared(comparison);
    }

    private static ShadowComparison Compare(PreStoreResult result, ReceivedInstance after, PreStoreResult other, ReceivedInstance copy)
    {
        var isSameDecision = result.Kind == other.Kind && result.Status == other.Status && result.Routes.SequenceEqual(other.Routes);
        var decision = isSameDecision ? null : $"{result.Kind}, {other.Kind}";
        var elements = DatasetDifferences.Between(after.Header, copy.Header, MaximumListed).Select(difference => difference.Path).ToList();
        if (after.Bulk?.TransformCount != copy.Bulk?.TransformCount || after.Bulk?.IsRemoved != copy.Bulk?.IsRemoved)
            elements.Add((after.Bulk ?? copy.Bulk)!.Tag.ToString());
        return new ShadowComparison(isSameDecision && elements.Count == 0, decision, elements, Failure: null);
    }
}
