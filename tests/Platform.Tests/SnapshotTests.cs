namespace StoreScp.Platform.Tests;

/// <summary>What each environment would deploy is in the repository: a change of it is seen in review.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> Environments => [.. Repository.Environments];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task An_environment_deploys_what_was_reviewed(string environment) =>
        Approved.File($"tests/Platform.Tests/Approved/{environment}.txt", Snapshot.Of(await Repository.GraphAsync(environment)));
}
