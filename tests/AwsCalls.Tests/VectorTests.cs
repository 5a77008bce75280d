namespace StoreScp.AwsCalls.Tests;

public sealed class VectorTests
{
    [Fact]
    public async Task The_committed_vectors_are_those_that_an_installed_botocore_makes()
    {
        var folder = Directory.CreateTempSubdirectory("storescp-vectors-");
        try
        {
            await Botocore.RunAsync(folder.FullName);
            foreach (var file in folder.EnumerateFiles())
                (await File.ReadAllTextAsync(file.FullName)).Should().Be(Vectors.Text(file.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
