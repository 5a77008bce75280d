namespace StoreScp.Platform.Tests;

/// <summary>Every environment runs, with what is known before the first deployment as well as with what is known after it.</summary>
public sealed class RecordedTests
{
    public static MatrixTheoryData<string, bool> Runs => new(Repository.Environments, [false, true]);

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task An_environment_registers_its_resources(string environment, bool isPreview)
    {
        var graph = await Repository.GraphAsync(environment, isPreview);
        graph.Resources.Should().HaveCountGreaterThan(100);
        graph.Resources.Should().OnlyHaveUniqueItems(resource => resource.Key);
    }
}
