namespace StoreScp.Storage.Aws.S3;

/// <summary>S3 answered that something is missing (404) or not as demanded (412): the caller knows what that means. Never leaves the adapter.</summary>
internal sealed class S3FaultException(S3Fault fault) : Exception(fault.ToString())
{
    public S3Fault Fault { get; } = fault;
}
