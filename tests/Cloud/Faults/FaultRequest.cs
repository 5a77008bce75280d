namespace StoreScp.Cloud.Faults;

/// <summary>A request as the proxy knows it.</summary>
/// <param name="Service">The name that it was signed for, for example <c>s3</c>, <c>dynamodb</c>, <c>states</c>; empty where nothing was signed.</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Operation">Of APIs in JSON, for example <c>PutItem</c>; else empty.</param>
/// <param name="Path">With the query.</param>
public sealed record FaultRequest(string Service, string Method, string Operation, string Path);
