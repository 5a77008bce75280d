namespace StoreScp.Storage;

/// <summary>A Task of the workflow failed with a name that the workflow's Retry and Catch can match.</summary>
/// <param name="error">For example <c>MedicalImaging.ThrottlingException</c> or <c>Results.NotYet</c>; stable, at most 256 characters.</param>
/// <param name="cause">For operators: plain words, no patient data.</param>
public sealed class WorkflowTaskException(string error, string cause, Exception? inner = null) : Exception(cause, inner)
{
    /// <summary>The error name of the Amazon States Language.</summary>
    public string Error { get; } = error;
}
