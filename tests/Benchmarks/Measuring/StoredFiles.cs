using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using StoreScp.Benchmarks.Corpora;
using StoreScp.Benchmarks.Generator;
using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks.Measuring;

/// <summary>Checks what a server left in its folder against what the generator sent.</summary>
public sealed class StoredFiles(GeneratedInstance instance, StoredContent content)
{
    private const int HeadBytes = 4096;

    /// <summary>Returns what is wrong: nothing, when every instance is there once and is what was sent.</summary>
    public IReadOnlyList<string> Check(string folder, IReadOnlyCollection<(LoadPlan Plan, LoadResult Result)> phases)
    {
        if (content is StoredContent.Nothing or StoredContent.Discarded)
            return [];
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        var sent = phases.Sum(p => p.Result.Succeeded);
        var faults = new List<string>();
        if (files.Length != sent)
            faults.Add($"{files.Length} files for {sent} instances answered with Success");
        if (content != StoredContent.IdenticalDataSets)
            return faults;

        var series = SeriesOfInstances(phases);
        var seen = new HashSet<long>();
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, file =>
        {
            var fault = Check(file, series, seen);
            if (fault is not null)
            {
                lock (faults)
                    faults.Add($"{Path.GetFileName(file)}: {fault}");
            }
        });
        return faults;
    }

    private string? Check(string path, Func<long, long?> seriesOf, HashSet<long> seen)
    {
        using var file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        var read = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        if (read < 144 || !head.AsSpan(128, 4).SequenceEqual("DICM"u8))
            return "not a Part 10 file";
        // (0002,0000) comes first: 8 bytes of header, then the length of the rest of group 0002.
        var dataSetAt = 144 + BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(140));
        if (file.Length != dataSetAt + instance.DataSet.Length)
            return $"{file.Length - dataSetAt} bytes of data set instead of {instance.DataSet.Length}";

        var uid = Encoding.ASCII.GetString(head, dataSetAt + instance.SOPInstanceUIDOffset, InstanceUIDs.Length);
        if (InstanceUIDs.InstanceNumberOf(uid) is not { } number || seriesOf(number) is not { } association)
            return $"SOP Instance UID {uid} was not sent";
        lock (seen)
        {
            if (!seen.Add(number))
                return $"SOP Instance UID {uid} is there twice";
        }

        file.Position = dataSetAt;
        var stored = new XxHash128();
        stored.Append(file);
        return stored.GetCurrentHashAsUInt128() == HashSent(number, association) ? null : "the data set differs from what was sent";
    }

    private UInt128 HashSent(long number, long association)
    {
        var patched = Math.Max(instance.SOPInstanceUIDOffset, Math.Max(instance.StudyInstanceUIDOffset, instance.SeriesInstanceUIDOffset)) + InstanceUIDs.Length;
        var head = instance.DataSet.AsSpan(0, patched).ToArray();
        InstanceUIDs.WriteInstance(head.AsSpan(instance.SOPInstanceUIDOffset), number);
        InstanceUIDs.WriteStudy(head.AsSpan(instance.StudyInstanceUIDOffset), association);
        InstanceUIDs.WriteSeries(head.AsSpan(instance.SeriesInstanceUIDOffset), association);
        var hash = new XxHash128();
        hash.Append(head);
        hash.Append(instance.DataSet.AsSpan(patched));
        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>The association number, by which study and series are made, of an instance number.</summary>
    private static Func<long, long?> SeriesOfInstances(IReadOnlyCollection<(LoadPlan Plan, LoadResult Result)> phases) => number =>
    {
        foreach (var (plan, result) in phases)
        {
            var index = number - plan.FirstInstanceNumber;
            if (index < 0 || index >= LoadPlan.NumbersPerPhase)
                continue;
            var association = (int)(index % plan.Associations);
            return index / plan.Associations < result.Associations[association].ResponseTicks.Count ? plan.FirstInstanceNumber + association : null;
        }

        return null;
    };
}
