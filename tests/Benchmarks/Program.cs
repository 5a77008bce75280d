using StoreScp.Benchmarks;

return await CommandLine.Create().Parse(args).InvokeAsync();
