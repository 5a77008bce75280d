namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>Instances of one study of nobody.</summary>
internal static class Study
{
    public static List<Instance> New(int count, Random? random = null)
    {
        random ??= Random.Shared;
        var (study, series, patient) = (UIDs.New(random), UIDs.New(random), $"TEST-{random.Next(1_000_000)}");
        return [.. Enumerable.Range(0, count).Select(_ => Instance.New(study: study, series: series, random: random, patientID: patient))];
    }

    /// <summary>On one association, each with Success.</summary>
    public static async Task SendAsync(ServerProcess server, IEnumerable<Instance> instances)
    {
        await using var peer = await RawPeer.AssociateAsync(server.Port);
        foreach (var instance in instances)
            (await peer.StoreAsync(instance)).Should().Be(0);
        await peer.ReleaseAsync();
    }
}
