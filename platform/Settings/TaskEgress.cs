namespace StoreScp.Platform.Settings;

/// <summary>How tasks reach the services of AWS.</summary>
public enum TaskEgress
{
    /// <summary>From public subnets, each task with an address of its own that nobody can reach. The cheapest.</summary>
    PublicIP,

    /// <summary>From private subnets, through interface endpoints alone: nothing goes to the internet.</summary>
    Endpoints,

    /// <summary>From private subnets, through a NAT gateway in each availability zone.</summary>
    NAT,
}
