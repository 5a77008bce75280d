namespace StoreScp.Protocol.Pdus;

/// <summary>Who aborts: the source field of A-ABORT (PS3.8 §9.3.8).</summary>
public enum AbortSource : byte
{
    ServiceUser = 0,
    ServiceProvider = 2,
}
