namespace StoreScp.AwsCalls.Emf;

/// <summary>One value of one metric.</summary>
/// <param name="Name">In CloudWatch.</param>
/// <param name="Unit">Of CloudWatch's: Count, Bytes or Seconds.</param>
/// <param name="Json">A number, or the object of a distribution (<see cref="EmfDistribution"/>).</param>
public sealed record EmfPoint(string Name, string Unit, string Json);
