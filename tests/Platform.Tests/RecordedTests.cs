namespace StoreScp.Platform.Tests;

/// <summary>Every environment runs, with what is known before the first deployment as well as with what is known after it.</summary>
public sealed class RecordedTests
{
    public static MatrixTheoryData<string, bool> Runs => new(Repository.Environments, [false, true]);

    public static TheoryData<string> Environments => [.. Repository.Environments];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task An_environment_registers_its_resources(string environment, bool isPreview)
    {
        var graph = await Repository.GraphAsync(environment, isPreview);
        graph.Resources.Should().HaveCountGreaterThan(100);
        graph.Resources.Should().OnlyHaveUniqueItems(resource => resource.Key);
    }

    /// <summary>What is unknown in a preview is not applied: a resource that is made inside would be missing from it.</summary>
    [Theory]
    [MemberData(nameof(Environments))]
    public async Task A_preview_shows_every_resource(string environment) =>
        (await Repository.GraphAsync(environment, isPreview: true)).Resources.Select(resource => resource.Key)
            .Should().BeEquivalentTo((await Repository.GraphAsync(environment)).Resources.Select(resource => resource.Key));
}
