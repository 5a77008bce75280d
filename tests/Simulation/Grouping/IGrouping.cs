namespace StoreScp.Simulation;

/// <summary>Decides which files become one import job.</summary>
internal interface IGrouping
{
    void Take(Arrival arrival);
}
