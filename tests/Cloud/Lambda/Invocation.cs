namespace StoreScp.Cloud.Lambda;

/// <summary>One call of a function on its way; the first result counts.</summary>
internal sealed class Invocation(byte[] payload)
{
    private readonly TaskCompletionSource<InvocationResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string RequestId { get; } = Guid.NewGuid().ToString();

    public byte[] Payload { get; } = payload;

    public Task<InvocationResult> Result => _result.Task;

    public void Complete(InvocationResult result) => _result.TrySetResult(result);
}
