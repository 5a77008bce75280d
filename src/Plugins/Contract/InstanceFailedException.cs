namespace StoreScp.Plugins;

/// <summary>
/// A handler cannot do its work on this instance, and says why. Of other exceptions only the type's name is told; this message goes into ledger
/// and log as it is, cut to <see cref="PreStoreResult.MaximumReasonLength"/> characters: name elements and rules, never values.
/// </summary>
public sealed class InstanceFailedException : Exception
{
    public InstanceFailedException() { }

    public InstanceFailedException(string message) : base(message) { }

    public InstanceFailedException(string message, Exception? innerException) : base(message, innerException) { }
}
