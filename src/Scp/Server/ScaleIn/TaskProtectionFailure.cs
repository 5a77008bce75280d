namespace StoreScp.Server.ScaleIn;

/// <summary>A word for what went wrong: <see cref="Reason"/> of a failure, <see cref="Code"/> of an error.</summary>
internal sealed record TaskProtectionFailure
{
    public string? Reason { get; init; }

    public string? Code { get; init; }
}
