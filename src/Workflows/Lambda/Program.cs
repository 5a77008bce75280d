using System.Collections;
using StoreScp.Lambda;
using StoreScp.Lambda.Functions;

var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
using var output = Console.OpenStandardOutput();
return await new LambdaProcess(environment, AwsPorts.OpenAsync, output, TimeProvider.System).RunAsync(CancellationToken.None);
