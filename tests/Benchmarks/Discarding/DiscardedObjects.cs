using StoreScp.Benchmarks.Corpora;
using StoreScp.Benchmarks.Generator;

namespace StoreScp.Benchmarks.Discarding;

/// <summary>Nothing is stored, so nginx's log is what is checked: every instance is an object of its own, with all its bytes.</summary>
public sealed class DiscardedObjects(GeneratedInstance instance, IReadOnlyList<DiscardedRequest> requests)
{
    public IReadOnlyList<string> Check(IReadOnlyCollection<(LoadPlan Plan, LoadResult Result)> phases)
    {
        var sent = phases.Sum(phase => phase.Result.Succeeded);
        var objects = requests.Select(request => request.CompletedObject).OfType<string>().ToHashSet().Count;
        var bytes = requests.Sum(request => request.ObjectBytes);
        var faults = new List<string>();
        if (objects != sent)
            faults.Add($"{objects} objects in S3 for {sent} instances answered with Success");
        if (bytes < sent * (long)instance.DataSet.Length)
            faults.Add($"{bytes} bytes came to S3, fewer than the {sent * (long)instance.DataSet.Length} of the data sets");
        faults.AddRange(requests.Where(request => request.Status >= 500).CountBy(request => request.Status).Select(status => $"{status.Value} × nginx answered {status.Key}"));
        return faults;
    }
}
