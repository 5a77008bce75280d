namespace StoreScp.Lambda.Runtime;

/// <summary>JSON in, JSON out. What it throws becomes the invocation's error (<see cref="FunctionError"/>).</summary>
internal delegate ValueTask<string> LambdaFunction(Invocation invocation, CancellationToken cancellation);
