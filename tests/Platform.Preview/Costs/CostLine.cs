namespace StoreScp.Platform.Preview.Costs;

/// <summary>A quantity of something with a price, in a month.</summary>
internal sealed record CostLine(string What, double Quantity, string Unit, double Price)
{
    public double Total => Quantity * Price;
}
