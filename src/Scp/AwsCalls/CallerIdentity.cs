namespace StoreScp.AwsCalls;

/// <summary>Who AWS takes us for.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Arn">Of the user, or of the role and its session.</param>
public sealed record CallerIdentity(string Account, string Arn);
