using Pulumi;
using StoreScp.Platform.Graph;
using StoreScp.Platform.Graph.Settings;
using StoreScp.Platform.Preview;
using StoreScp.Platform.Preview.Costs;
using StoreScp.Platform.Preview.Diagrams;
using StoreScp.Platform.Preview.Differences;

const string Usage = """
    What an environment would consist of, without asking a cloud. ENVIRONMENT is a file environments/Pulumi.ENVIRONMENT.yaml.
      dotnet run --project tests/Platform.Preview -- ENVIRONMENT             its resources, as a tree
      dotnet run --project tests/Platform.Preview -- diagram ENVIRONMENT     a picture of it, in Mermaid
      dotnet run --project tests/Platform.Preview -- diff ONE OTHER          what differs between two
      dotnet run --project tests/Platform.Preview -- iam ENVIRONMENT         every statement of every policy
      dotnet run --project tests/Platform.Preview -- cost ENVIRONMENT        an estimate for a month, with its assumptions
    """;

try
{
    string? text = args switch
    {
        ["diff", var one, var other] => GraphDifference.Text(await RecordAsync(one), await RecordAsync(other)),
        ["diagram", var name] => Diagram.Mermaid(await RecordAsync(name)),
        ["iam", var name] => StatementTable.Markdown(await RecordAsync(name)),
        ["cost", var name] => CostTable.Text(await RecordAsync(name), Assumptions.Read()),
        [var name] when !name.StartsWith('-') => ResourceTree.Text(await RecordAsync(name)),
        _ => null,
    };
    Console.Out.Write(text ?? Usage + '\n');
    return text is null ? 2 : 0;
}
catch (Exception error) when (error is RunException or FileNotFoundException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static Task<PlatformGraph> RecordAsync(string name) => PlatformRecorder.RecordAsync(EnvironmentFile.Read(Repository.Root, name));
