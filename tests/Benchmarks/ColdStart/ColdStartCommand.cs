using System.Diagnostics;
using StoreScp.Benchmarks.Discarding;
using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks.ColdStart;

/// <summary>How long a Lambda function of ours takes from the start of its process to its first answer, in each of the kinds it can be built.</summary>
/// <remarks>The function is Dispatch, which finds nothing to start: it looks at the ledger's table, takes a lease, and reads four empty lists, over TLS.</remarks>
public sealed class ColdStartCommand(int runs, TextWriter output)
{
    private const string Nothing = """{"started":0}""";

    /// <summary>Returns 0; a function that answers otherwise is an exception.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var folder = Path.Combine(ServerPublisher.CheckoutRoot(), "artifacts", "benchmarks", "functions");
        var programs = await FunctionProgram.MakeAllAsync(folder, cancellation);
        await using var aws = await NullAws.StartAsync(isEncrypted: true, cancellation);
        using var api = new RuntimeApiListener();
        var starts = programs.ToDictionary(program => program, _ => new List<FunctionStart>());
        // One that does not count: after it the files are in the cache of the system. They take turns, so that a drift of the machine hits all alike.
        for (var run = 0; run <= runs; run++)
        {
            foreach (var program in programs)
            {
                var start = await api.MeasureAsync(StartInfo(program, api, aws), Nothing, cancellation);
                if (run > 0)
                    starts[program].Add(start);
            }
        }
        ColdStartReport.Write(output, starts);
        return 0;
    }

    private static ProcessStartInfo StartInfo(FunctionProgram program, RuntimeApiListener api, NullAws aws) => new(program.Command[0], program.Command.Skip(1))
    {
        RedirectStandardOutput = true,
        Environment =
        {
            ["AWS_LAMBDA_RUNTIME_API"] = api.Address,
            ["_HANDLER"] = "Dispatch",
            ["AWS_REGION"] = "eu-west-1",
            ["AWS_ACCESS_KEY_ID"] = "nobody",
            ["AWS_SECRET_ACCESS_KEY"] = "nothing",
            ["SSL_CERT_FILE"] = aws.CertificateFile,
            ["STORESCP__Aws__Endpoint"] = aws.Endpoint.GetLeftPart(UriPartial.Authority),
            ["STORESCP__Aws__Bucket"] = "instances",
            ["STORESCP__Aws__ResultsBucket"] = "results",
            ["STORESCP__Aws__Table"] = NullAwsConfiguration.Table,
            ["STORESCP__Aws__DataAccessRoleArn"] = "arn:aws:iam::111122223333:role/import",
            ["STORESCP__Aws__StateMachineArn"] = "arn:aws:states:eu-west-1:111122223333:stateMachine:import",
        },
    };
}
