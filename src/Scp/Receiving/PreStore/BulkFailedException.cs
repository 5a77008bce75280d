namespace StoreScp.Receiving.PreStore;

/// <summary>The stream that a handler put over the bulk failed: nothing of the instance is stored. The message holds no value of the instance.</summary>
public sealed class BulkFailedException : Exception
{
    public BulkFailedException() : this("A plugin handler's stream over the bulk failed") { }

    public BulkFailedException(string message) : base(message) { }

    public BulkFailedException(string message, Exception? innerException) : base(message, innerException) { }
}
