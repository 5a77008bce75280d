namespace Pulumi;

/// <summary>An output whose type is not known here.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();

    /// <summary>The data, if they have arrived.</summary>
    bool TryGetData(out OutputData<object?> data);
}
