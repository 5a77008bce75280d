using System.CommandLine;
using StoreScp.Benchmarks;

try
{
    return await BenchmarkCommands.Create().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception stated) when (stated is FormatException or InvalidOperationException)
{
    Console.Error.WriteLine(stated.Message);
    return 2;
}
catch (OperationCanceledException)
{
    return 130;
}
