namespace StoreScp.Lambda.Runtime;

/// <summary>The runtime API cannot be worked with any more: the process ends, and Lambda begins another.</summary>
internal sealed class RuntimeApiException(string message, Exception? inner = null) : Exception(message, inner);
